"""What did not go as it was meant to: moved, handed to a person, or ended, each with its reason."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from regulars.models import Customer, Message, Touch
from regulars.queries import labels
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState, TouchRule
from regulars.rules.messages import MessageState, Purpose, Reason

LATELY = timedelta(days=30)
MOST = 100  # of a kind, on the page


@dataclass(frozen=True, slots=True)
class Displaced:
    customer: Customer | None  # None: erased
    what: str
    reason: str
    on: date | None  # the new day of what was moved, the due day of a task, the day it ended
    was_on: date | None = None


@dataclass(frozen=True, slots=True)
class DisplacedPage:
    moved: list[Displaced]
    handed: list[Displaced]
    ended: list[Displaced]

    def __len__(self) -> int:
        return len(self.moved) + len(self.handed) + len(self.ended)


def displaced_page(at: datetime) -> DisplacedPage:
    """Everything that waits elsewhere now, and what ended in the last thirty days."""
    messages = Message.objects.select_related("customer").exclude(reason="")
    moved = messages.filter(
        state__in=[MessageState.PLANNED.value, MessageState.DRAFT.value]
    ).order_by("due_at", "pk")
    ended = messages.filter(
        state__in=[MessageState.CANCELLED.value, MessageState.FAILED.value],
        ended_at__gt=at - LATELY,
    ).order_by("-ended_at", "-pk")
    touches = Touch.objects.select_related("customer")
    shifted = touches.open().exclude(moved_because="").order_by("due_on", "pk")
    handed = touches.open().exclude(handed_because="").order_by("due_on", "pk")
    dropped = touches.filter(
        run__isnull=False,
        messages=None,  # those stand among the messages
        state=OpenState.DROPPED.value,
        closed_at__gt=at - LATELY,
    ).order_by("-closed_at", "-pk")
    return DisplacedPage(
        moved=[*map(_message, moved[:MOST]), *map(_moved_touch, shifted[:MOST])],
        handed=[_handed_touch(touch) for touch in handed[:MOST]],
        ended=[*map(_message, ended[:MOST]), *map(_dropped_touch, dropped[:MOST])],
    )


def _message(message: Message) -> Displaced:
    is_over = message.ended_at is not None
    moment = message.ended_at or message.due_at
    was = message.moved_from_at
    what = f"{labels.word(Purpose, message.purpose)} · {labels.word(Channel, message.channel)}"
    return Displaced(
        customer=message.customer,
        what=what,
        reason=labels.word(Reason, message.reason),
        on=_local(moment),
        was_on=_local(was) if was and not is_over else None,
    )


def _moved_touch(touch: Touch) -> Displaced:
    because = _because(touch.moved_because)
    return Displaced(touch.customer, _what(touch), because, touch.due_on, touch.moved_from_on)


def _handed_touch(touch: Touch) -> Displaced:
    return Displaced(touch.customer, _what(touch), _because(touch.handed_because), touch.due_on)


def _dropped_touch(touch: Touch) -> Displaced:
    closed_on = _local(touch.closed_at) if touch.closed_at else None
    return Displaced(touch.customer, _what(touch), touch.dropped_because, closed_on)


def _what(touch: Touch) -> str:
    return touch.note or labels.word(TouchRule, touch.rule)


def _because(reason: str) -> str:
    return labels.word(Reason, reason)


def _local(moment: datetime) -> date:
    return timezone.localtime(moment).date()
