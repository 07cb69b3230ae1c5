"""An unanswered message is an alarm that only a real act clears (B6)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.inbound import (
    AlreadyAnswered,
    Arrived,
    answer_inbound,
    give_to_customer,
    needs_no_answer,
    receive,
)
from regulars.actions.interactions import Talk, record_interaction, undo_interaction
from regulars.actions.touches import drop_touches, reopen_touches
from regulars.jobs.clock import tick
from regulars.models import (
    ContactPoint,
    Customer,
    Event,
    InboundMessage,
    Interaction,
    Message,
    Touch,
)
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, TouchRule
from regulars.rules.messages import InboundKind
from tests.conftest import at


@pytest.fixture
def tomas(customer):
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    return customer


def arrived(**changed):
    told = {
        "channel": Channel.EMAIL,
        "message_id": "one@example.com",
        "from_address": "tomas@example.com",
        "received_at": timezone.now() - timedelta(minutes=5),
        "subject": "Re: Your grinder",
        "body": "Is it ready?\n\n> we will tell you",
    }
    return Arrived(**told | changed)


def test_the_same_message_twice_is_one_row_one_talk_and_one_alarm(tomas):
    first = receive(arrived=arrived())
    second = receive(arrived=arrived(body="another body under the same id"))

    assert first == second
    assert InboundMessage.objects.get().body.startswith("Is it ready?")
    talk = Interaction.objects.get()
    assert (talk.customer, talk.direction, talk.outcome) == (tomas, "incoming", "reached")
    assert talk.note == "Your grinder: Is it ready?"
    touch = Touch.objects.get()
    assert (touch.rule, touch.occurrence, touch.state) == ("answer", str(first.pk), "open")
    assert Event.objects.filter(kind="inbound.received").count() == 1


def test_it_stands_on_today_although_they_were_in_touch_today_or_are_left_in_peace(tomas, ana):
    Customer.objects.update(pause_reason="holiday")
    row = receive(arrived=arrived())
    day = Touch.objects.get().due_on

    due = due_for(ana, max(day, shop_today()))

    assert [(r.rule, r.occurrence) for r in due.reasons[tomas.pk]] == [
        (TouchRule.ANSWER, str(row.pk))
    ]


def test_it_is_due_in_opening_time(tomas, monday):
    saturday = monday + timedelta(days=5)
    row = receive(arrived=arrived(received_at=at(saturday, 20)))
    row.refresh_from_db()
    assert row.answer_by_at == at(saturday + timedelta(days=2), 20)
    assert Touch.objects.get().due_on == saturday

    receive(arrived=arrived(message_id="two", received_at=at(saturday + timedelta(days=1))))
    assert Touch.objects.last().due_on == saturday + timedelta(days=2)


@pytest.mark.parametrize("kind", [InboundKind.AUTO_REPLY, InboundKind.BOUNCE, InboundKind.STOP])
def test_what_no_person_wrote_asks_for_no_answer(tomas, kind):
    receive(arrived=arrived(kind=kind))
    assert not Touch.objects.exists()
    assert not Interaction.objects.exists()


def test_an_address_of_two_customers_is_nobody_s_until_somebody_says_whose(tomas, ana):
    other = Customer.objects.create(name="Ines Ferreira")
    ContactPoint.objects.create(customer=other, kind="email", value="tomas@example.com")
    row = receive(arrived=arrived())
    assert row.customer is None
    assert not Touch.objects.exists()

    give_to_customer(inbound=row, customer=other, person=ana)

    assert Touch.objects.get().customer == other
    with pytest.raises(AlreadyAnswered):
        give_to_customer(inbound=row, customer=tomas, person=ana)


def talk(tomas, ana, outcome, **more):
    return record_interaction(customer=tomas, person=ana, talk=Talk(Channel.PHONE, outcome), **more)


@pytest.mark.parametrize(
    ("outcome", "is_answered"),
    [
        (Outcome.REACHED, True),
        (Outcome.SENT, True),
        (Outcome.NO_ANSWER, False),
        (Outcome.LEFT_MESSAGE, False),
    ],
)
def test_a_talk_that_came_about_is_an_answer_and_a_try_is_none(tomas, ana, outcome, is_answered):
    row = receive(arrived=arrived())
    talk(tomas, ana, outcome)
    tick(timezone.now())
    row.refresh_from_db()
    assert (row.answered_at is not None) == is_answered
    assert (Touch.objects.get().state == "done") == is_answered
    assert row.answered_by == (ana if is_answered else None)


def test_what_came_after_the_talk_still_waits(tomas, ana):
    row = receive(arrived=arrived(received_at=timezone.now() + timedelta(minutes=5)))
    talk(tomas, ana, Outcome.REACHED)
    tick(timezone.now())
    row.refresh_from_db()
    assert row.answered_at is None


def test_needs_no_answer_asks_for_the_reason_and_is_said_once(tomas, ana, ben):
    row = receive(arrived=arrived())
    with pytest.raises(ValueError, match="why"):
        needs_no_answer(inbound=row, because="  ", person=ana)
    needs_no_answer(inbound=row, because="only says thank you", person=ana)
    with pytest.raises(AlreadyAnswered):
        needs_no_answer(inbound=row, because="settled", person=ben)
    row.refresh_from_db()
    assert (row.no_answer_because, row.answered_by) == ("only says thank you", ana)
    touch = Touch.objects.get()
    assert (touch.state, touch.dropped_because) == ("dropped", "only says thank you")


def test_dropped_on_today_settles_it_and_undo_brings_it_back(tomas, ana):
    row = receive(arrived=arrived())
    reason = (TouchRule.ANSWER, str(row.pk))
    event = drop_touches(customer=tomas, reasons=[reason], because="spam", person=ana)
    tick(timezone.now())
    row.refresh_from_db()
    assert row.no_answer_because == "spam"

    reopen_touches(event, person=ana)
    tick(timezone.now())
    row.refresh_from_db()
    assert (row.answered_at, row.no_answer_because) == (None, "")


def test_a_talk_taken_back_brings_the_alarm_back(tomas, ana):
    row = receive(arrived=arrived())
    event = talk(tomas, ana, Outcome.REACHED, reasons=[(TouchRule.ANSWER, str(row.pk))])
    tick(timezone.now())
    undo_interaction(event, person=ana)
    tick(timezone.now())
    row.refresh_from_db()
    assert row.answered_at is None
    assert Touch.objects.get().state == "open"


def outgoing(tomas, ana, **changed):
    told = {
        "customer": tomas,
        "rule": "answer",
        "occurrence": "1",
        "channel": "email",
        "purpose": "service",
        "state": "accepted",
        "due_at": timezone.now(),
        "accepted_at": timezone.now(),
        "message_id": "out-1@example.org",
        "created_by": ana,
    }
    return Message.objects.create(**told | changed)


def say(kind, customer, **facts):
    Event.objects.create(kind=kind, customer=customer, facts=facts)
    tick(timezone.now())


def test_an_answer_that_left_the_house_clears_it_and_a_planned_one_does_not(tomas, ana):
    row = receive(arrived=arrived())
    answer = outgoing(tomas, ana, reply_to=row, state="planned", accepted_at=None)
    say("message.planned", tomas, message=answer.pk)
    say("message.accepted", tomas, message=answer.pk)
    row.refresh_from_db()
    assert row.answered_at is None

    Message.objects.update(state="accepted", accepted_at=timezone.now())
    say("message.accepted", tomas, message=answer.pk)
    row.refresh_from_db()
    assert row.answered_by == ana
    assert Touch.objects.get().state == "done"


def test_what_goes_out_by_itself_answers_nobody(tomas, ana):
    row = receive(arrived=arrived())
    sent = outgoing(tomas, ana, rule="birthday", occurrence="2026")
    say("message.accepted", tomas, message=sent.pk)
    row.refresh_from_db()
    assert row.answered_at is None


def test_a_second_answer_changes_nothing(tomas, ana):
    receive(arrived=arrived())
    until = timezone.now()
    assert answer_inbound(customer=tomas, until_at=until, person=ana, how="talk") == 1
    assert answer_inbound(customer=tomas, until_at=until, person=ana, how="talk") == 0
