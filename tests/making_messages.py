"""Messages in any state, for tests of what becomes of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from regulars.models import Customer, Message

DUE = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday noon in Berlin


def make_message(customer: Customer | None, *, due_at: datetime = DUE, **facts: Any) -> Message:
    """A planned thank-you by mail, made long before; `facts` are columns that differ."""
    number = Message.objects.count()
    columns = {
        "rule": "thanks",
        "occurrence": f"made-{number}",
        "channel": "email",
        "purpose": "thanks",
        "state": "planned",
        "to_address": "tomas@example.com",
        "message_id": f"<{number}@aurora.example>",
    } | facts
    message = Message.objects.create(customer=customer, due_at=due_at, **columns)
    Message.objects.filter(pk=message.pk).update(created_at=due_at - timedelta(days=90))
    message.refresh_from_db()
    return message


def make_sent(
    customer: Customer | None, *, days: int, now: datetime = DUE, **facts: Any
) -> Message:
    """One that the next server took so many days ago."""
    at = now - timedelta(days=days)
    columns = {"state": "accepted", "handed_at": at, "accepted_at": at} | facts
    return make_message(customer, due_at=at, **columns)
