"""Who is asked, once for an occasion, with one rest over all surveys, and reminded once."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.actions.complaints import open_complaint
from regulars.actions.consents import refuse
from regulars.actions.invitations import (
    NotInvited,
    carry,
    invite,
    note_sheet,
    remind,
    reserve,
    signer_for,
    want_round,
    want_sheet,
    work_round,
)
from regulars.actions.messages import cancel_messages
from regulars.actions.responses import record_response
from regulars.actions.surveys import ask_nothing, change_asking, put_away_survey
from regulars.jobs.reactions import REACTIONS
from regulars.models import (
    Customer,
    Interaction,
    Message,
    Survey,
    SurveyInvitation,
    SurveySheet,
)
from regulars.rules.channels import Channel
from regulars.rules.conditions import Conditions
from regulars.rules.kinds import Tone
from regulars.rules.messages import Reason, Topic
from regulars.rules.surveys import LINK_DAYS, Said, SheetKind, WhyNot
from tests.making import make_customers
from tests.making_messages import make_message
from tests.surveying import NOON, invited, reachable, ready_survey, signs

DAY = timedelta(days=1)


@pytest.fixture
def survey(shop) -> Survey:
    return ready_survey()


@pytest.fixture
def asked(customer, ana, survey) -> Customer:
    """Somebody who may be asked."""
    signs(ana)
    reachable(customer)
    return customer


def why(customer: Customer, survey: Survey, at: datetime = NOON) -> WhyNot | Reason:
    with pytest.raises(NotInvited) as refused:
        invite(customer=customer, survey=survey, occurrence="x", at=at)
    return refused.value.why


def leaves(invitation: SurveyInvitation, at: datetime) -> None:
    """As if the next server had taken its message at that moment."""
    Message.objects.filter(pk=invitation.message_id).update(
        state="accepted", handed_at=at, accepted_at=at
    )


# --- one by one ---


def test_a_question_goes_out_in_their_tone_with_a_link_of_their_own(asked, survey, ana):
    Customer.objects.update(tone="friendly", language="de")
    asked.refresh_from_db()

    invitation = invite(customer=asked, survey=survey, occurrence="by-hand", at=NOON, person=ana)

    message = invitation.message
    assert message is not None
    assert (message.purpose, message.channel, message.state) == ("survey", "email", "planned")
    assert "/p/ask/" in message.body
    assert message.body.startswith("Hallo Tomás")
    assert invitation.expires_on == NOON.date() + timedelta(days=LINK_DAYS)


def test_the_same_occasion_asks_once(asked, survey):
    first, second = (
        invite(customer=asked, survey=survey, occurrence="by-hand", at=NOON) for _ in range(2)
    )

    assert first == second
    assert Message.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        invited(asked, survey, occurrence="by-hand")


def test_by_the_way_they_like_best_of_those_that_work(asked, survey):
    asked.contact_points.create(kind="phone", value="+4915123456789")
    Customer.objects.update(preferred_channel="sms")
    asked.refresh_from_db()

    first = invite(customer=asked, survey=survey, occurrence="a", at=NOON)

    assert first.channel == "email"  # no SMS account is set up here


def test_who_signs_is_who_looks_after_them_else_who_is_responsible(asked, ana, ben):
    assert signer_for(asked) == ana
    asked.carer = signs(ben)
    assert signer_for(asked) == ben
    asked.carer = None
    change_asking(fields={"owner": ben}, person=ana)
    assert signer_for(asked) == ben


# --- no survey, because … ---


def test_nobody_is_asked_while_a_complaint_is_open(asked, survey, ana):
    open_complaint(customer=asked, text="It broke.", person=ana)
    assert why(asked, survey) is Reason.COMPLAINT


def test_two_gives_are_owed_before_an_ask(customer, survey):
    reachable(customer, gives=1)
    assert why(customer, survey) is Reason.GIVE_FIRST


def test_who_wants_no_questions_gets_none(asked, survey):
    refuse(
        customer=asked,
        channel=Channel.EMAIL,
        topic=Topic.FEEDBACK,
        words="no",
        came_from="their own page",
    )
    assert why(asked, survey) is Reason.NO_CONSENT


def test_without_an_address_there_is_no_question(customer, survey):
    reachable(customer)
    customer.contact_points.all().delete()
    assert why(customer, survey) is Reason.NO_ADDRESS


def test_somebody_here_may_say_no(asked, survey, ana):
    ask_nothing(customer=asked, because="In mourning.", person=ana)
    assert why(asked, survey) is WhyNot.BY_HAND


def test_the_rest_is_one_over_all_surveys_and_a_setting(asked, survey, ana):
    change_asking(fields={"rest_days": 30}, person=ana)
    other = ready_survey("suggestions")
    leaves(invite(customer=asked, survey=other, occurrence="x", at=NOON), NOON)
    for number in (1, 2):
        gave = NOON + number * DAY
        Interaction.objects.create(
            customer=asked, happened_at=gave, happened_on=gave.date(), channel="visit",
            outcome="reached", purpose="thanks",
        )  # fmt: skip

    assert why(asked, survey, NOON + 29 * DAY) is WhyNot.RESTING
    assert invite(customer=asked, survey=survey, occurrence="y", at=NOON + 30 * DAY)


def test_while_one_waits_to_leave_there_is_no_other_and_a_cancelled_one_asked_nobody(asked, survey):
    first = invite(customer=asked, survey=survey, occurrence="a", at=NOON)
    assert why(asked, ready_survey("exit")) is WhyNot.WAITING

    cancel_messages(Message.objects.filter(pk=first.message_id), reason=Reason.BY_HAND)

    assert invite(customer=asked, survey=ready_survey("exit"), occurrence="b", at=NOON)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rest=st.integers(0, 90),
    steps=st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(["leave", "late", "cancel", "paper"])),
        min_size=2,
        max_size=5,
    ),
)
def test_whatever_happens_two_questions_lie_the_rest_apart(asked, survey, rest, steps):
    """Surveys of all kinds, over days, leaving at once, later, never, or handed over on paper."""
    SurveyInvitation.objects.all().delete()
    Message.objects.all().delete()
    change_asking(fields={"rest_days": rest}, person=None)
    others = [survey, ready_survey("suggestions"), ready_survey("exit")]
    put, day = [], NOON
    for number, (days, what) in enumerate(steps):
        day += days * DAY
        try:
            row = reserve(
                customer=asked, survey=others[number % 3], occurrence=f"{number}",
                channel=Channel.EMAIL, at=day, ignoring=frozenset(Reason),
            )  # fmt: skip
        except NotInvited:
            continue
        if what == "paper":
            put.append(day)
            continue
        message = make_message(asked, rule="survey", purpose="survey", due_at=day)
        carry(row, message)
        if what == "cancel":
            cancel_messages(Message.objects.filter(pk=message.pk), reason=Reason.BY_HAND)
        else:
            day += (9 if what == "late" else 0) * DAY
            leaves(row, day)
            put.append(day)

    assert all((later - earlier).days >= rest for earlier, later in pairwise(put))


# --- a group ---


def test_a_group_is_asked_once_and_who_is_not_is_counted_by_reason(survey, ana, shop):
    signs(ana)
    people = [reachable(one) for one in make_customers(3, with_email=False)]
    open_complaint(customer=people[0], text="It broke.", person=ana)
    made = want_round(survey=survey, wanted=Conditions(), person=ana)

    for _ in range(2):
        assert work_round(made, at=NOON) == 2
        made.refresh_from_db()

    assert (made.invited, made.left_out) == (2, {"complaint": 1})
    assert {one.customer_id for one in made.invitations.all()} == {one.pk for one in people[1:]}
    assert Message.objects.count() == 2
    assert want_round(survey=survey, wanted=Conditions(), person=ana).number == 2
    assert "ask" in REACTIONS["survey.wanted"]


def test_a_killed_round_goes_on(survey, ana, shop):
    signs(ana)
    people = [reachable(one) for one in make_customers(2, with_email=False)]
    made = want_round(survey=survey, wanted=Conditions(), person=ana)
    invite(customer=people[0], survey=survey, occurrence="round-1", at=NOON, made=made)

    work_round(made, at=NOON)

    made.refresh_from_db()
    assert (made.invited, made.left_out) == (2, {})


# --- one reminder ---


@pytest.fixture
def waiting(asked, survey) -> SurveyInvitation:
    return invited(asked, survey, days=6)


def reminders() -> list[tuple[str, str]]:
    rows = Message.objects.filter(occurrence__endswith="-again")
    return list(rows.values_list("state", "reason"))


def test_who_has_not_answered_is_reminded_once(waiting):
    assert remind(at=NOON) == 1
    assert remind(at=NOON) == 0
    assert remind(at=NOON + DAY) == 0

    assert reminders() == [("planned", "")]
    waiting.refresh_from_db()
    assert waiting.reminder is not None
    assert "/p/ask/" in waiting.reminder.body
    with pytest.raises(IntegrityError), transaction.atomic():
        make_message(waiting.customer, rule="survey", occurrence=f"{waiting.pk}-again")


def test_not_before_its_days_and_not_long_after(asked, survey):
    invited(asked, survey, days=4)
    assert remind(at=NOON) == 0
    assert remind(at=NOON + 30 * DAY) == 0


def test_nobody_is_reminded_where_the_survey_or_the_house_says_so(waiting, survey, ana):
    Survey.objects.update(is_reminded=False)
    assert remind(at=NOON) == 0
    Survey.objects.update(is_reminded=True)
    change_asking(fields={"remind_after_days": 0}, person=ana)
    assert remind(at=NOON) == 0
    change_asking(fields={"remind_after_days": 5}, person=ana)
    put_away_survey(survey=survey, is_away=True, person=ana)
    assert remind(at=NOON) == 0


def test_it_keeps_to_the_budget_and_is_no_second_ask(waiting, asked):
    """No gift is owed for a reminder, but a place in the week is."""
    for days in (1, 2):
        make_message(
            asked, purpose="thanks", state="accepted",
            handed_at=NOON - days * DAY, accepted_at=NOON - days * DAY,
        )  # fmt: skip

    assert remind(at=NOON) == 0
    assert remind(at=NOON + 7 * DAY) == 1


def test_no_reminder_after_an_answer_a_no_or_a_complaint(waiting, survey, asked, ana):
    assert remind(at=NOON) == 1

    record_response(
        survey=survey, said={1: Said(scale=5)}, language="en", tone=Tone.FORMAL, at=NOON,
        invitation=waiting,
    )  # fmt: skip

    assert reminders() == [("cancelled", "answered")]
    assert remind(at=NOON + DAY) == 0


def test_none_after_an_opt_out(waiting, asked):
    refuse(
        customer=asked, channel=Channel.EMAIL, topic=Topic.FEEDBACK, words="no", came_from="mail"
    )
    assert remind(at=NOON) == 0


def test_none_while_a_complaint_is_open(waiting, asked, ana):
    open_complaint(customer=asked, text="It broke.", person=ana)
    assert remind(at=NOON) == 0


# --- on paper ---


def test_slips_are_for_those_who_may_be_asked(asked, survey, ana):
    asked.contact_points.all().delete()  # a slip needs no address
    other = reachable(make_customers(1, with_email=False)[0])
    invited(other, survey, days=3)

    sheet, left_out = want_sheet(
        survey=survey, kind=SheetKind.SLIPS, language="en", customers=[asked, other],
        person=ana, at=NOON,
    )  # fmt: skip

    assert [one.customer for one in sheet.invitations.all()] == [asked]
    assert [(one.customer, one.why_not) for one in left_out] == [(other, WhyNot.RESTING)]
    assert why(asked, ready_survey("exit")) is WhyNot.RESTING
    assert note_sheet(sheet, stored_as="files/surveys/1.pdf", sheets=1)
    assert not note_sheet(sheet, stored_as="", sheets=0)


def test_a_poster_asks_nobody_in_particular(shop, survey, ana):
    sheet, left_out = want_sheet(
        survey=survey, kind=SheetKind.POSTER, language="de", customers=[], person=ana, at=NOON
    )
    assert (SurveySheet.objects.get(), left_out) == (sheet, [])
    assert not SurveyInvitation.objects.exists()
