"""How other programs are told what happened: what they hear, and how often it is tried again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

# Growing waits after each failed try, some 27 hours in all; then the address is given up.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=10),
)
GONE = 410  # the receiver's own word for: never again
TEST = "webhook.tested"
# What may be told, in the order in which it is offered. Stored: only add.
TOLD = (
    "customer.created",
    "customer.changed",
    "customer.merged",
    "customer.erased",
    "purchase.recorded",
    "purchase.changed",
    "purchase.removed",
    "appointment.booked",
    "appointment.changed",
    "appointment.cancelled",
    "appointment.kept",
    "appointment.missed",
    "interaction.recorded",
    "touch.planned",
    "touch.closed",
    "message.accepted",
    "message.delivered",
    "message.bounced",
    "message.failed",
    "inbound.received",
    "inbound.answered",
    "consent.recorded",
    "contact.suppressed",
    "complaint.opened",
    "complaint.closed",
    "thing.served",
)
# Facts of an event that are ids of rows. Nothing else of an event leaves the house.
IDS = frozenset(
    {"appointment", "complaint", "consent", "inbound", "interaction", "message", "playbook"}
    | {"purchase", "run", "thing", "touch"}
)


class Ended(StrEnum):
    """How one try ended. The words: queries/webhooks.py."""

    DELIVERED = "delivered"
    ANSWERED_NO = "answered_no"  # with a status that is no success
    MOVED = "moved"  # it points elsewhere, and is not followed
    GONE = "gone"
    TIMEOUT = "timeout"
    NO_ANSWER = "no_answer"
    NO_NAME = "no_name"  # the name stands for nothing
    NOT_PERMITTED = "not_permitted"  # the name stands for a machine inside
    NOT_TRUSTED = "not_trusted"  # the certificate is not that of the name


# The receiver is not there at all: one delivery knocks for all the others.
DOWN = frozenset(
    {
        Ended.TIMEOUT,
        Ended.NO_ANSWER,
        Ended.NO_NAME,
        Ended.NOT_PERMITTED,
        Ended.NOT_TRUSTED,
    }
)


def ended_by(status: int) -> Ended:
    """What an HTTP status says of a delivery."""
    if 200 <= status < 300:
        return Ended.DELIVERED
    if 300 <= status < 400:
        return Ended.MOVED
    return Ended.GONE if status == GONE else Ended.ANSWERED_NO


def next_try(ended: Ended, tries: int, now: datetime) -> datetime | None:
    """When to try again after that many tries; None: settled, or given up."""
    if ended in {Ended.DELIVERED, Ended.GONE} or tries > len(WAITS):
        return None
    return now + WAITS[tries - 1]


def payload(
    *,
    event: int,
    kind: str,
    happened_at: datetime,
    customer: int | None,
    facts: Mapping[str, object],
) -> dict[str, object]:
    """What is told: the kind, the moment and ids. Names, addresses and words stay here."""
    ids = {
        name: value
        for name, value in sorted(facts.items())
        if name in IDS and isinstance(value, int) and not isinstance(value, bool)
    }
    data: dict[str, object] = {"event": event, "customer": customer, **ids}
    return {"type": kind, "timestamp": happened_at.isoformat(), "data": data}
