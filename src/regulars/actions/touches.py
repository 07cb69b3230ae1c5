"""Contacts that are owed: planned, dealt with, moved, dropped, and taken back for a while.

What is owed is named by its rule and occurrence. A derived one has no row until somebody acts on
it; the unique row then decides who was first.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Customer, Event, Person, Touch
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import OpenState, TouchRule
from regulars.rules.messages import Reason

ReasonKey = tuple[TouchRule, str]  # rule and occurrence
UNDO_MINUTES = 10


class TouchAlreadyClosed(Exception):
    """Somebody else dealt with it first."""


class CannotReopen(Exception):
    """It was taken back already, or too much time has passed."""


def key_of(touch: Touch) -> ReasonKey:
    return TouchRule(touch.rule), touch.occurrence


@transaction.atomic
def plan_follow_up(
    *,
    customer: Customer,
    due_on: date,
    note: str = "",
    assigned_to: Person | None = None,
    person: Person | None,
) -> Touch:
    """Promise ourselves to get back to somebody. The same promise twice stays one."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)  # numbers stay in order
    theirs = Touch.objects.filter(customer=customer, rule=TouchRule.FOLLOW_UP.value)
    same = theirs.open().filter(due_on=due_on, note=note).first()
    if same is not None:
        return same
    touch = Touch.objects.create(
        customer=customer,
        rule=TouchRule.FOLLOW_UP.value,
        occurrence=_next_promise(customer),
        due_on=due_on,
        note=note,
        assigned_to=assigned_to or person,
        created_by=person,
    )
    record("touch.planned", customer, person=person, touch=touch.pk, due=due_on.isoformat())
    return touch


def _next_promise(customer: Customer) -> str:
    """A number of this customer's own: it stays another one when two customers become one."""
    head = f"{customer.pk}-"
    numbers = Touch.objects.filter(
        customer=customer, rule=TouchRule.FOLLOW_UP.value, occurrence__startswith=head
    ).values_list("occurrence", flat=True)
    return f"{head}{max((int(number.removeprefix(head)) for number in numbers), default=0) + 1}"


@transaction.atomic
def complete_touches(
    *, customer: Customer, reasons: Sequence[ReasonKey], person: Person | None
) -> Event:
    """Done, without a talk of its own. Raises TouchAlreadyClosed for the second of two hands."""
    before = close(customer, reasons, person=person, state=OpenState.DONE)
    return record("touch.closed", customer, person=person, before=before, state="done")


@transaction.atomic
def drop_touches(
    *, customer: Customer, reasons: Sequence[ReasonKey], because: str, person: Person | None
) -> Event:
    """Not needed, for a reason in words. Raises TouchAlreadyClosed for the second of two hands."""
    before = close(customer, reasons, person=person, state=OpenState.DROPPED, because=because)
    return record("touch.closed", customer, person=person, before=before, state="dropped")


@transaction.atomic
def move_touches(
    *, customer: Customer, reasons: Sequence[ReasonKey], until_on: date, person: Person | None
) -> Event:
    """Later: nothing is asked before that day. Raises TouchAlreadyClosed if it is dealt with."""
    before = postpone(customer, reasons, until_on=until_on)
    return record("touch.moved", customer, person=person, before=before, until=until_on.isoformat())


@transaction.atomic
def reopen_touches(event: Event, *, person: Person | None, at: datetime | None = None) -> None:
    """Take back what one press closed or moved, once, within UNDO_MINUTES.

    Raises CannotReopen, and changes nothing then.
    """
    held = take_back(event, at=at)
    record("touch.reopened", held.customer, person=person, undone=held.pk)


# --- parts that the other actions build on, inside their transactions ---


def close(
    customer: Customer,
    reasons: Sequence[ReasonKey],
    *,
    person: Person | None,
    state: OpenState,
    because: str = "",
) -> str:
    """Close these occurrences; returns how they were, as text for the event.

    The first one decides: raises TouchAlreadyClosed where it is closed. Others that somebody
    closed meanwhile stay as they are.
    """
    kept = []
    for number, (touch, was) in enumerate(_rows(customer, reasons)):
        changed = (
            Touch.objects.open()
            .filter(pk=touch.pk)
            .update(
                state=state.value,
                dropped_because=because,
                closed_by=person,
                closed_at=timezone.now(),
            )
        )
        if changed:
            kept.append(was)
        elif not number:
            raise TouchAlreadyClosed(str(touch))
    return json.dumps(kept)


def postpone(customer: Customer, reasons: Sequence[ReasonKey], *, until_on: date) -> str:
    """Move these occurrences; as `close`."""
    kept = []
    for number, (touch, was) in enumerate(_rows(customer, reasons)):
        movable = Touch.objects.open().filter(pk=touch.pk)
        if was["due_on"]:  # a row from before: the second of two hands changes nothing
            movable = movable.exclude(due_on=until_on)
        changed = movable.update(
            due_on=until_on,
            moved_from_on=was["due_on"] or None,
            moved_because="" if not was["due_on"] else Reason.BY_HAND.value,
            moves=F("moves") + 1,
            moved_at=timezone.now(),
        )
        if changed:
            kept.append(was)
        elif not number:
            raise TouchAlreadyClosed(str(touch))
    return json.dumps(kept)


def _rows(
    customer: Customer, reasons: Iterable[ReasonKey]
) -> Iterable[tuple[Touch, dict[str, int | str]]]:
    """The row of each occurrence, made where there was none, and how it was before."""
    day = shop_today()
    for rule, occurrence in reasons:
        touch, is_new = Touch.objects.get_or_create(
            customer=customer,
            rule=rule.value,
            occurrence=occurrence,
            defaults={"due_on": day},
        )
        was: dict[str, int | str] = {"touch": touch.pk}
        was["due_on"] = "" if is_new else touch.due_on.isoformat()
        if touch.moved_from_on:
            was["moved_from_on"] = touch.moved_from_on.isoformat()
            was["moved_because"] = touch.moved_because
        yield touch, was


def take_back(event: Event, *, at: datetime | None) -> Event:
    """Put the touches of an event back to how they were; the event forgets how that was."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    is_late = (at or timezone.now()) - held.happened_at > timedelta(minutes=UNDO_MINUTES)
    if "before" not in held.facts or is_late:
        raise CannotReopen(str(held))
    for was in json.loads(held.facts["before"]):
        touch = Touch.objects.filter(pk=was["touch"])
        if was["due_on"]:
            touch.update(
                state=OpenState.OPEN.value,
                due_on=was["due_on"],
                moved_from_on=was.get("moved_from_on") or None,
                moved_because=was.get("moved_because", ""),
                moves=F("moves") + 1,
                moved_at=timezone.now(),
                dropped_because="",
                closed_by=None,
                closed_at=None,
            )
        else:  # derived, as before anybody acted
            touch.delete()
    facts = {name: value for name, value in held.facts.items() if name != "before"}
    Event.objects.filter(pk=held.pk).update(facts=facts)
    return held
