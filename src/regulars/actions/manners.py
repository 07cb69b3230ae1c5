"""How this business behaves: decided by its owner, and stopped with one press."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Closure, Manners, Message, Person
from regulars.rules.messages import MessageState, Reason

SUNDAY = 6


@transaction.atomic
def change_manners(*, fields: Mapping[str, object], person: Person | None) -> bool:
    """These columns become these values. False where they were so already."""
    manners = _the_row()
    changes = {name: value for name, value in fields.items() if getattr(manners, name) != value}
    if not changes:
        return False
    Manners.objects.filter(pk=Manners.ONLY).update(**changes)
    record("manners.changed", person=person, fields=", ".join(changes))
    return True


@transaction.atomic
def pause_everything(*, person: Person) -> bool:
    """From this commit on nothing leaves the house by itself, what waits in line included. False
    where it was paused already."""
    _the_row()
    changed = Manners.objects.filter(pk=Manners.ONLY, is_paused=False).update(
        is_paused=True, paused_at=timezone.now(), paused_by=person
    )
    if changed:
        record("sending.paused", person=person)
    return bool(changed)


@transaction.atomic
def resume_everything(*, person: Person) -> bool:
    """Go on. What the pause had moved is due at once, if it still makes sense."""
    changed = Manners.objects.filter(pk=Manners.ONLY, is_paused=True).update(
        is_paused=False, paused_at=None, paused_by=None
    )
    if changed:
        Message.objects.filter(state=MessageState.PLANNED.value, reason=Reason.PAUSED.value).update(
            due_at=timezone.now(), reason=""
        )
        record("sending.resumed", person=person)
    return bool(changed)


@transaction.atomic
def close_for(*, from_on: date, to_on: date, name: str, person: Person | None) -> Closure:
    """The business is closed on these days: nothing is planned for them."""
    closure = Closure.objects.create(from_on=from_on, to_on=to_on, name=name.strip())
    record("closure.changed", person=person, closure=closure.pk, what="added")
    return closure


@transaction.atomic
def open_again(*, closure: Closure, person: Person | None) -> bool:
    """These days are days like others. False where somebody was first."""
    gone, _ = Closure.objects.filter(pk=closure.pk).delete()
    if gone:
        record("closure.changed", person=person, closure=closure.pk, what="removed")
    return bool(gone)


def _the_row() -> Manners:
    manners, _ = Manners.objects.get_or_create(
        pk=Manners.ONLY, defaults={"quiet_weekdays": [SUNDAY]}
    )
    return manners
