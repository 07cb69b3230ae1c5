"""Talks that happened, honest attempts at them, and the next step planned in the same breath."""

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.rhythms import refresh_contact
from regulars.actions.touches import ReasonKey, close, plan_follow_up, postpone, take_back
from regulars.models import Customer, Event, Interaction, Person, Touch
from regulars.queries.local_days import shop_zone
from regulars.rules.channels import Channel
from regulars.rules.kinds import Direction, OpenState, Outcome
from regulars.rules.messages import Purpose


@dataclass(frozen=True, slots=True)
class Talk:
    channel: Channel
    outcome: Outcome
    direction: Direction = Direction.OUTGOING
    happened_at: datetime | None = None  # None: now
    words: str = ""  # what was said or written
    note: str = ""  # what the customer answered
    purpose: Purpose | None = None  # None: whatever came up


@dataclass(frozen=True, slots=True)
class NextStep:
    on: date
    note: str = ""


@transaction.atomic
def record_interaction(
    *,
    customer: Customer,
    person: Person | None,
    talk: Talk,
    reasons: Sequence[ReasonKey] = (),
    next_step: NextStep | None = None,
) -> Event:
    """Write down a talk, settle what it was for, and plan the next step.

    Where nobody answered, what was owed stays owed: it moves to the next step's day, else to
    tomorrow. Raises TouchAlreadyClosed where a colleague dealt with the first reason meanwhile;
    nothing is written then. The event of the answer takes all of it back (undo_interaction).
    """
    happened_at = talk.happened_at or timezone.now()
    happened_on = _local_day(happened_at, shop_zone())
    follow_up: Touch | None = None
    if talk.outcome is Outcome.NO_ANSWER and reasons:
        retry_on = next_step.on if next_step else happened_on + timedelta(days=1)
        before = postpone(customer, reasons, until_on=retry_on)
        next_step = None
    else:
        before = close(customer, reasons, person=person, state=OpenState.DONE)
    interaction = Interaction.objects.create(
        customer=customer,
        touch=_touch_of(customer, reasons),
        person=person,
        happened_at=happened_at,
        happened_on=happened_on,
        channel=talk.channel.value,
        direction=talk.direction.value,
        outcome=talk.outcome.value,
        words=talk.words,
        note=talk.note,
        purpose=talk.purpose.value if talk.purpose else "",
    )
    if next_step is not None:
        follow_up = plan_follow_up(
            customer=customer, due_on=next_step.on, note=next_step.note, person=person
        )
    refresh_contact(customer.pk)
    return record(
        "interaction.recorded",
        customer,
        person=person,
        interaction=interaction.pk,
        channel=talk.channel.value,
        outcome=talk.outcome.value,
        before=before,
        follow_up=follow_up.pk if follow_up else None,
    )


@transaction.atomic
def undo_interaction(event: Event, *, person: Person | None, at: datetime | None = None) -> None:
    """Take back a talk that was just written down, with all it settled and planned.

    Raises CannotReopen after UNDO_MINUTES or for the second press; nothing is changed then.
    """
    held = take_back(event, at=at)
    Interaction.objects.filter(pk=held.facts["interaction"]).delete()
    if held.facts.get("follow_up"):
        Touch.objects.open().filter(pk=held.facts["follow_up"]).delete()
    if held.customer_id is not None:
        refresh_contact(held.customer_id)
    record("interaction.undone", held.customer, person=person, undone=held.pk)


def _touch_of(customer: Customer, reasons: Sequence[ReasonKey]) -> Touch | None:
    if not reasons:
        return None
    rule, occurrence = reasons[0]
    return Touch.objects.get(customer=customer, rule=rule.value, occurrence=occurrence)


def _local_day(moment: datetime, zone: zoneinfo.ZoneInfo) -> date:
    return timezone.localdate(moment, timezone=zone)
