from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.events import KINDS
from regulars.models import Attempt, DeliveryReport, Event, Message, Playbook, PlaybookRun, Touch
from regulars.queries.message_words import (
    STEPS,
    is_held_up,
    reason_words,
    steps_of,
    still_a_draft,
    why_line,
    why_sentences,
)
from regulars.rules.messages import Reason


@pytest.fixture
def message(customer, ana):
    return Message.objects.create(
        customer=customer,
        rule="birthday",
        occurrence="2026",
        channel="email",
        purpose="greeting",
        state="planned",
        due_at=timezone.now(),
        message_id="<1@us.example>",
        signed_by=ana,
    )


def test_a_plan_is_named_with_the_day_it_counts_from(message, customer, monday):
    plan = Playbook.objects.create(name="Thanks", trigger="purchase")
    run = PlaybookRun.objects.create(
        playbook=plan, customer=customer, occurrence="1", base_on=monday
    )
    message.touch = Touch.objects.create(
        customer=customer, rule="playbook", occurrence="1", due_on=monday, run=run
    )
    assert why_line(message) == "The plan “Thanks”"
    assert "The plan “Thanks” owes it" in why_sentences(message, timezone.now())[0]


def test_a_rule_is_named_and_a_moved_day_is_said(message):
    message.moved_from_at = timezone.now() - timedelta(days=1)
    message.reason = Reason.QUIET_HOURS.value
    told = " ".join(why_sentences(message, timezone.now()))
    assert "The reason is: " in told
    assert "It was first meant to go at another time" in told
    assert reason_words(message).startswith("Moved: ")


def test_a_busy_server_is_told_as_no_end(message):
    message.reason = Reason.BUSY.value
    assert is_held_up(message)
    message.state = "failed"
    assert not is_held_up(message)


def test_the_way_is_told_in_the_order_of_time(message, customer):
    now = timezone.now()
    Attempt.objects.create(message=message, fence=1, owner="w", handed_at=now, said="250 ok")
    Event.objects.create(
        kind="message.moved",
        customer=customer,
        facts={"message": message.pk, "reason": "quiet_hours"},
    )
    Event.objects.create(kind="message.moved", customer=customer, facts={"message": 999})
    DeliveryReport.objects.create(
        message=message,
        provider="mailbox",
        provider_id="x",
        kind="bounced",
        said="5.1.1",
        received_at=now + timedelta(minutes=5),
    )
    steps = steps_of(message)
    assert [step.words for step in steps[-1:]] == ["A server says there is no such address"]
    assert len(steps) == 4
    assert [step.at for step in steps] == sorted(step.at for step in steps)


def test_every_event_of_a_message_has_words():
    assert {kind for kind in KINDS if kind.startswith("message.")} == set(STEPS)


@pytest.mark.parametrize("reason", list(Reason))
def test_why_words_stay_a_draft_is_always_said(reason):
    assert still_a_draft(reason)
