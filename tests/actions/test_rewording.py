"""What waits to another day speaks of that day."""

from datetime import timedelta

import pytest
from django.db import transaction

from regulars.actions.messages import move_message
from regulars.actions.plans import evaluate
from regulars.actions.releases import release
from regulars.actions.rewording import compose_anew
from regulars.models import ContactPoint, Event, Message
from regulars.queries.local_days import noon_of
from regulars.rules.messages import Reason
from tests.planning import bought, make_plan


@pytest.fixture
def message(customer, ana, monday) -> Message:
    """Planned for Monday, by a plan."""
    ana.agreed_to_sign_at = noon_of(monday - timedelta(days=400))
    ana.save()
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    make_plan(steps=((0, "message", "service"),))
    bought(customer, monday)
    evaluate(monday)
    release(noon_of(monday))
    return Message.objects.get()


def move(message: Message, days: int) -> Message:
    with transaction.atomic():
        move_message(message, due_at=message.due_at + timedelta(days=days), reason=Reason.CAPACITY)
    compose_anew(Event.objects.filter(kind="message.moved").latest("pk"))
    message.refresh_from_db()
    return message


def test_a_message_that_moves_to_another_day_is_composed_for_that_day(message, monday):
    Message.objects.update(body="Yesterday you were here", words_digest="of-yesterday")

    moved = move(message, days=1)

    assert moved.state == "planned"
    assert moved.composed_on == monday + timedelta(days=1)
    assert "Yesterday you were here" not in moved.body
    assert "Tomás" in moved.body
    assert moved.words_digest not in {"", "of-yesterday"}


@pytest.mark.parametrize(
    "kept", [{"is_handwritten": True}, {"state": "cancelled", "reason": "by_hand"}]
)
def test_what_a_person_wrote_and_what_has_ended_stays_as_it_is(message, kept):
    with transaction.atomic():
        move_message(message, due_at=message.due_at + timedelta(days=1), reason=Reason.CAPACITY)
    Message.objects.update(body="As it was", **kept)

    compose_anew(Event.objects.filter(kind="message.moved").latest("pk"))

    assert Message.objects.get().body == "As it was"


def test_later_on_the_same_day_the_words_stay(message):
    Message.objects.update(body="As it was")
    with transaction.atomic():
        move_message(message, due_at=message.due_at + timedelta(minutes=5), reason=Reason.CAPACITY)

    compose_anew(Event.objects.filter(kind="message.moved").latest("pk"))

    assert Message.objects.get().body == "As it was"


def test_words_that_nobody_may_sign_any_more_wait_for_a_person(message, ana):
    ana.agreed_to_sign_at = None
    ana.save()

    moved = move(message, days=1)

    assert (moved.state, moved.reason) == ("draft", "no_sender")
    assert Event.objects.filter(kind="message.drafted").exists()
