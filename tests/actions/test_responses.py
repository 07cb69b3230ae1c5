"""What follows from an answer: a complaint, a wish, a call; each once, with its task."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from regulars.actions import responses
from regulars.actions.erasure import erase_customer
from regulars.actions.responses import (
    CannotSettle,
    NothingSaid,
    ResponseIsFixed,
    SurveyIsClosed,
    call_back,
    complain,
    count_after_all,
    follow_up,
    record_response,
    say_who,
    see,
    wish,
)
from regulars.models import (
    Answer,
    Complaint,
    Customer,
    Event,
    Message,
    Response,
    Survey,
    SurveyInvitation,
    Touch,
    Wish,
)
from regulars.rules.kinds import Tone
from regulars.rules.surveys import Said
from tests.surveying import NOON, answered, invited, ready_survey

DAY = timedelta(days=1)


@pytest.fixture
def survey(shop) -> Survey:
    return ready_survey("three-questions")


@pytest.fixture
def invitation(customer, survey) -> SurveyInvitation:
    Customer.objects.filter(pk=customer.pk).update(country="DE")
    return invited(customer, survey)


def say(invitation: SurveyInvitation, *, at=NOON, words="", people=None, odd="", **more):
    said = {
        position: one
        for position, one in {
            1: Said(words=words),
            2: Said(choice=people),
            3: Said(words=odd),
        }.items()
        if not one.is_nothing
    }
    return record_response(
        survey=invitation.survey, said=said, language="en", tone=Tone.FORMAL, at=at,
        invitation=invitation, **more,
    )  # fmt: skip


def react() -> None:
    """As the worker does: each event in turn."""
    for event in Event.objects.filter(kind__in=("response.received", "response.corrected")):
        follow_up(event)


def test_one_answer_for_an_invitation_is_a_fact_of_the_database(invitation, survey):
    say(invitation, people=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        answered(survey, {}, invitation=invitation)
    assert say(invitation, people=2).pk == Response.objects.get().pk
    assert Answer.objects.get().choice == 2


def test_it_is_fixed_after_their_day_and_so_says_the_database(invitation):
    first = say(invitation, people=1)

    say(invitation, people=2, at=NOON + DAY - timedelta(seconds=1))
    with pytest.raises(ResponseIsFixed):
        say(invitation, people=3, at=NOON + DAY)

    assert Answer.objects.get().choice == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=first.pk).update(corrected_at=NOON + DAY)


def test_corrections_do_not_lengthen_the_day(invitation):
    until = say(invitation, people=1).correct_until_at

    assert say(invitation, people=2, at=NOON + DAY / 2).correct_until_at == until


def test_nothing_said_and_a_closed_survey_keep_nothing(invitation, survey):
    with pytest.raises(NothingSaid):
        say(invitation)
    Survey.objects.update(put_away_at=NOON)
    with pytest.raises(SurveyIsClosed):
        say(invitation, people=1)
    assert not Response.objects.exists()


def test_two_hands_at_the_same_moment_make_one_answer(invitation, monkeypatch):
    """The second one saw no answer yet when it looked."""
    say(invitation, people=1)
    looks = iter([None])
    real = responses._first
    monkeypatch.setattr(responses, "_first", lambda *who: next(looks, None) or real(*who))

    say(invitation, people=3)

    assert Response.objects.count() == 1
    assert Answer.objects.get().choice == 3


# --- what opens by itself ---


def test_a_bad_answer_opens_a_complaint_with_its_task_once(invitation, customer):
    say(invitation, people=3, words="More parking.")
    for _ in range(2):
        react()

    complaint = Complaint.objects.get()
    assert complaint.text.startswith("Were you satisfied with our staff? No") or (
        "Were you satisfied with our staff? No" in complaint.text
    )
    assert "More parking." in complaint.text
    assert Touch.objects.get(rule="complaint").customer == customer
    assert Response.objects.get().complaint == complaint


def test_words_become_a_wish_where_the_question_asks_for_wishes(invitation):
    say(invitation, words="Open on Sundays.", people=1)
    for _ in range(2):
        react()

    assert [one.text for one in Wish.objects.all()] == ["Open on Sundays."]
    assert not Complaint.objects.exists()


def test_who_asks_for_a_call_is_rung_today(invitation):
    say(invitation, people=1, words="Please call me about the invoice.")
    react()

    touch = Touch.objects.get(rule="follow_up")
    assert "Asked for a call" in touch.note
    assert not Complaint.objects.exists()


def test_a_complaint_says_that_a_call_is_wanted_and_is_one_task(invitation):
    say(invitation, people=3, asks_for_call=True)
    react()

    assert "They ask for a call." in Complaint.objects.get().text
    assert not Touch.objects.filter(rule="follow_up").exists()


def test_a_good_answer_opens_nothing(invitation):
    say(invitation, people=1)
    react()
    assert (Complaint.objects.count(), Wish.objects.count(), Touch.objects.count()) == (0, 0, 0)


def test_a_correction_to_the_bad_opens_too(invitation):
    say(invitation, people=1)
    react()
    say(invitation, people=3, at=NOON + DAY / 2)
    react()
    assert Complaint.objects.count() == 1


def test_what_a_program_sent_opens_nothing_until_a_person_counts_it(invitation, ana):
    response = say(invitation, people=3, is_machine=True)
    react()
    assert not Complaint.objects.exists()

    assert count_after_all(response=response, person=ana)
    assert not count_after_all(response=response, person=ana)
    response.refresh_from_db()
    assert (response.set_aside_because, response.counted_by) == ("", ana)


def test_a_program_does_not_end_a_reminder(invitation):
    reminder = Message.objects.create(
        customer=invitation.customer, rule="survey", occurrence=f"{invitation.pk}-again",
        channel="email", purpose="survey", state="planned", due_at=NOON, message_id="<again@x>",
    )  # fmt: skip
    SurveyInvitation.objects.update(reminder=reminder)

    say(invitation, people=1, is_machine=True)
    reminder.refresh_from_db()
    assert reminder.state == "planned"
    say(invitation, people=1)
    reminder.refresh_from_db()
    assert reminder.state == "cancelled"


# --- one tap ---


def test_one_tap_opens_each_once(invitation, ana):
    response = say(invitation, people=1, words="Fine. Open on Sundays?")

    complaint = complain(response=response, person=ana)
    assert wish(response=response, person=ana) == 1
    call_back(response=response, person=ana)

    assert complaint.heard_by == ana
    with pytest.raises(CannotSettle):
        complain(response=response, person=ana)
    with pytest.raises(CannotSettle):
        wish(response=response, person=ana)
    response.refresh_from_db()
    assert response.seen_by == ana


def test_an_answer_from_a_poster_is_nobody_s_until_somebody_says_whose(survey, customer, ana):
    response = answered(survey, {2: 3}, contact="Mia, 0170")
    with pytest.raises(CannotSettle):
        complain(response=response, person=ana)

    assert say_who(response=response, customer=customer, person=ana)
    assert not say_who(response=response, customer=customer, person=ana)

    assert complain(response=response, person=ana).customer == customer


def test_somebody_has_read_it(survey, ana, ben):
    response = answered(survey, {2: 1})
    assert see(response=response, person=ana)
    assert not see(response=response, person=ben)


def test_who_is_forgotten_leaves_marks_and_no_word(invitation, customer, ana):
    say(invitation, people=3, words="My name is Tomás.")

    erase_customer(customer=customer, person=ana)

    kept = Response.objects.get()
    assert (kept.customer, kept.invitation) == (None, None)
    assert sorted(Answer.objects.values_list("choice", "words"), key=str) == [
        (3, ""),
        (None, ""),
    ]
