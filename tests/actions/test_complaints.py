"""A complaint from its first hearing to the day one knows what became of the customer."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.actions.complaints import (
    BlamesSomebody,
    ComplaintClosed,
    ask_again,
    close_complaint,
    dismiss_complaint,
    first_word_by_talk,
    hand_over,
    note_what_they_said,
    open_complaint,
    put_right,
    reopen_complaint,
    review_cause,
    say_first_word,
    sort_out,
)
from regulars.actions.interactions import Talk, record_interaction
from regulars.actions.touches import complete_touches, key_of
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.models import Cause, Complaint, Event, Idea, Message, Touch
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_today
from regulars.queries.manners import facts_for
from regulars.queries.recovery import case_of
from regulars.rules.channels import Channel
from regulars.rules.complaints import (
    Act,
    Case,
    HowBad,
    Lacking,
    NotNow,
    Recovery,
    Step,
    after,
)
from regulars.rules.kinds import Direction, Outcome, TouchRule
from tests.messaging import plan


@pytest.fixture
def complaint(customer, ana) -> Complaint:
    return open_complaint(
        customer=customer, text=" The coffee was cold. ", channel=Channel.PHONE, person=ana
    )


@pytest.fixture
def cause(shop) -> Cause:
    return Cause.objects.create(name="Waited too long")


def has_complaint(customer) -> bool:
    return facts_for(customer.pk, at=timezone.now(), channel=Channel.EMAIL).has_complaint


def close(complaint, cause, person) -> Touch:
    say_first_word(complaint=complaint, person=person)
    review_cause(complaint=complaint, cause=cause, person=person)
    put_right(complaint=complaint, words="A new cup", person=person)
    return close_complaint(complaint=complaint, words="A new cup, and sorry.", person=person)


def test_what_was_heard_is_owed_an_answer_today_and_stops_everything_commercial(
    customer, complaint, ana
):
    touch = Touch.objects.get()

    assert complaint.text == "The coffee was cold."
    assert (touch.rule, touch.note, touch.assigned_to) == ("complaint", complaint.text, ana)
    assert touch.due_on == shop_today()
    assert has_complaint(customer)
    assert Event.objects.filter(kind="complaint.opened").count() == 1


def test_how_bad_what_they_want_and_by_when_a_person_speaks_stand_with_it(customer, ana, ben):
    heard = timezone.now() - timedelta(hours=3)
    complaint = open_complaint(
        customer=customer,
        text="Cold",
        person=ana,
        heard_at=heard,
        how_bad=HowBad.GRAVE,
        wants=" Their money back ",
        owner=ben,
    )

    assert (complaint.how_bad, complaint.wants, complaint.owner) == (
        "grave",
        "Their money back",
        ben,
    )
    assert complaint.first_word_by_at == heard + timedelta(hours=24)
    assert Touch.objects.get().assigned_to == ben


def test_it_leads_today(customer, complaint):
    reasons = due_for(None, shop_today()).reasons[customer.pk]

    assert reasons[0].rule is TouchRule.COMPLAINT


def test_it_is_not_closed_before_word_cause_and_mending(complaint, cause, ana):
    for act, lacking in (
        (lambda: None, (Lacking.FIRST_WORD, Lacking.CAUSE, Lacking.MENDED)),
        (
            lambda: say_first_word(complaint=complaint, person=ana),
            (Lacking.CAUSE, Lacking.MENDED),
        ),
        (
            lambda: put_right(complaint=complaint, words="A new cup", person=ana),
            (Lacking.CAUSE,),
        ),
    ):
        act()
        with pytest.raises(NotNow) as refused:
            close_complaint(complaint=complaint, words="Done", person=ana)
        assert refused.value.lacking == lacking

    review_cause(complaint=complaint, cause=cause, words="One grinder for all", person=ana)
    close_complaint(complaint=complaint, words="Done", person=ana)

    complaint.refresh_from_db()
    assert (complaint.step, complaint.state, complaint.cause) == ("closed", "done", cause)


def test_it_is_closed_once_with_words_and_asked_about_again_some_days_later(
    customer, complaint, cause, ana
):
    with pytest.raises(ValueError, match="words"):
        close_complaint(complaint=complaint, words=" ", person=ana)
    asking = close(complaint, cause, ana)
    with pytest.raises(ComplaintClosed):
        close_complaint(complaint=complaint, words="Again", person=ana)

    complaint.refresh_from_db()
    assert complaint.closing_words == "A new cup, and sorry."
    assert complaint.check_back_on == asking.due_on == shop_today() + timedelta(days=7)
    assert Touch.objects.open().get() == asking
    assert (asking.rule, asking.assigned_to) == ("check_back", ana)
    assert has_complaint(customer)  # until one knows
    assert Event.objects.filter(kind="complaint.closed").count() == 1


def test_what_they_say_when_asked_decides_and_offers_may_go_on(customer, complaint, cause, ana):
    close(complaint, cause, ana)

    note_what_they_said(
        complaint=complaint, said=Recovery.RECOVERED, words="All well, thanks", person=ana
    )

    complaint.refresh_from_db()
    assert (complaint.step, complaint.outcome, complaint.evidence) == (
        "settled",
        "recovered",
        "said",
    )
    assert (complaint.evidence_words, complaint.settled_on) == ("All well, thanks", shop_today())
    assert not Touch.objects.open().exists()
    assert not has_complaint(customer)


def test_who_could_not_be_asked_is_asked_again(complaint, cause, ana):
    asking = close(complaint, cause, ana)

    note_what_they_said(complaint=complaint, said=Recovery.UNKNOWN, words="", person=ana)

    asking.refresh_from_db()
    assert asking.due_on == shop_today() + timedelta(days=2)
    assert Complaint.objects.get().step == "closed"


def test_not_put_right_it_is_opened_again_and_asked_about_anew(complaint, cause, ana):
    close(complaint, cause, ana)
    note_what_they_said(complaint=complaint, said=Recovery.NOT_RECOVERED, words="No", person=ana)

    reopen_complaint(complaint=complaint, person=ana)

    complaint.refresh_from_db()
    assert (complaint.step, complaint.outcome, complaint.check_back_on) == ("answered", "", None)
    put_right(complaint=complaint, words="The money back", person=ana)
    again = close_complaint(complaint=complaint, words="Really", person=ana)
    assert again.occurrence == f"{complaint.pk}-2"


def test_on_the_spot_it_takes_one_step(complaint, cause, ana):
    asking = sort_out(complaint=complaint, words="A new cup at once", cause=cause, person=ana)

    complaint.refresh_from_db()
    assert (complaint.step, complaint.mended_words) == ("closed", "A new cup at once")
    assert asking.rule == "check_back"


def test_it_may_turn_out_to_be_none(customer, complaint, ana):
    with pytest.raises(ValueError, match="words"):
        dismiss_complaint(complaint=complaint, words="", person=ana)
    dismiss_complaint(complaint=complaint, words="Another shop.", person=ana)
    with pytest.raises(ComplaintClosed):
        dismiss_complaint(complaint=complaint, words="Another shop.", person=ana)

    assert Complaint.objects.get().state == "dropped"
    assert not has_complaint(customer)


def test_a_talk_by_a_person_is_the_first_word_and_only_the_first_counts(customer, complaint, ben):
    talk = Talk(Channel.PHONE, Outcome.NO_ANSWER)
    record_interaction(customer=customer, person=ben, talk=talk)
    react_to_all(REACTIONS, timezone.now())
    assert Complaint.objects.get().step == "heard"

    record_interaction(
        customer=customer, person=ben, talk=Talk(Channel.PHONE, Outcome.LEFT_MESSAGE)
    )
    react_to_all(REACTIONS, timezone.now())

    complaint.refresh_from_db()
    assert (complaint.step, complaint.first_word_from) == ("answered", ben)
    assert not say_first_word(complaint=complaint, person=ben)


def test_what_they_wrote_to_us_is_no_word_of_ours(customer, complaint, ben):
    talk = Talk(Channel.EMAIL, Outcome.SENT, direction=Direction.INCOMING)
    event = record_interaction(customer=customer, person=ben, talk=talk)

    first_word_by_talk(event)
    first_word_by_talk(Event.objects.create(kind="interaction.recorded"))

    assert Complaint.objects.get().step == "heard"


@pytest.mark.parametrize(("is_handwritten", "step"), [(True, "answered"), (False, "heard")])
def test_words_that_a_person_wrote_count_when_they_have_left(
    customer, complaint, ana, is_handwritten, step
):
    message = plan(customer, is_handwritten=is_handwritten, signed_by=ana)
    Message.objects.filter(pk=message.pk).update(state="accepted", accepted_at=timezone.now())
    Event.objects.create(kind="message.accepted", customer=customer, facts={"message": message.pk})
    react_to_all(REACTIONS, timezone.now())

    assert Complaint.objects.get().step == step


def test_a_review_looks_at_how_we_work_and_at_nobody(complaint, cause, ana):
    with pytest.raises(BlamesSomebody):
        review_cause(complaint=complaint, cause=cause, words="Ana forgot it", person=ana)

    assert Complaint.objects.get().cause is None


def test_the_same_cause_for_the_third_time_opens_one_improvement(customer, cause, ana):
    for number in range(1, 6):
        complaint = open_complaint(customer=customer, text="Cold", person=ana)
        review_cause(complaint=complaint, cause=cause, person=ana)
        review_cause(complaint=complaint, cause=cause, person=ana)  # looked at twice
        assert Idea.objects.count() == (number >= 3)

    improvement = Idea.objects.get()
    assert (improvement.cause, improvement.origin) == (cause, "complaints")
    assert cause.name in improvement.title
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.create(title="Twice", cause=cause, thought_at=timezone.now())


def test_somebody_else_takes_it_over_with_what_is_owed(complaint, ana, ben):
    hand_over(complaint=complaint, to=ben, person=ana)

    assert Complaint.objects.get().owner == ben
    assert Touch.objects.get().assigned_to == ben


def test_while_it_is_open_a_settled_task_comes_back(customer, complaint, ana):
    for _ in range(2):
        touch = Touch.objects.open().get()
        complete_touches(customer=customer, reasons=[key_of(touch)], person=ana)
        react_to_all(REACTIONS, timezone.now())
        react_to_all(REACTIONS, timezone.now())

    assert list(Touch.objects.order_by("pk").values_list("occurrence", flat=True)) == [
        f"{complaint.pk}-1",
        f"{complaint.pk}-2",
        f"{complaint.pk}-3",
    ]
    assert Touch.objects.open().get().due_on > shop_today()


def test_an_event_of_nobody_asks_nothing(db):
    ask_again(Event.objects.create(kind="touch.closed"))

    assert not Touch.objects.exists()


ACTS = {
    Act.FIRST_WORD: lambda row, cause, ana: say_first_word(complaint=row, person=ana),
    Act.REVIEW: lambda row, cause, ana: review_cause(complaint=row, cause=cause, person=ana),
    Act.MEND: lambda row, cause, ana: put_right(complaint=row, words="A cup", person=ana),
    Act.CLOSE: lambda row, cause, ana: close_complaint(complaint=row, words="Done", person=ana),
    Act.SETTLE: lambda row, cause, ana: note_what_they_said(
        complaint=row, said=Recovery.RECOVERED, words="", person=ana
    ),
    Act.DISMISS: lambda row, cause, ana: dismiss_complaint(complaint=row, words="None", person=ana),
    Act.REOPEN: lambda row, cause, ana: reopen_complaint(complaint=row, person=ana),
}


@given(acts=st.lists(st.sampled_from(list(Act)), max_size=9))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_rows_go_the_way_of_the_rules_whatever_is_pressed(customer, cause, ana, acts):
    """And each closed one has its one day to ask again."""
    complaint = open_complaint(customer=customer, text="Cold", person=ana)
    case, closings = Case(), 0
    for act in acts:
        with suppress(NotNow):
            case = after(case, act, Recovery.RECOVERED)
            closings += act is Act.CLOSE
        with suppress(NotNow, ComplaintClosed):
            ACTS[act](Complaint.objects.get(pk=complaint.pk), cause, ana)
        assert case_of(Complaint.objects.get(pk=complaint.pk)) == case

    theirs = Touch.objects.filter(rule="check_back", occurrence__startswith=f"{complaint.pk}-")
    assert theirs.count() == closings
    assert theirs.open().count() == (case.step is Step.CLOSED)


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": "answered"},  # without a word
        {"step": "heard", "first_word_at": timezone.now()},
        {"state": "done"},
        {"step": "mended", "first_word_at": timezone.now()},
        {"step": "settled"},
        {"outcome": "recovered"},
        {
            "step": "closed",
            "state": "done",
            "first_word_at": timezone.now(),
            "mended_at": timezone.now(),
            "mended_words": "x",
            "closed_on": "2026-11-02",
        },  # without a cause and a day to ask again
    ],
)
def test_the_database_refuses_what_the_way_does_not_know(complaint, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(**wrong)
