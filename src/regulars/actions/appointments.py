"""Times that somebody booked: made, moved, kept, missed, cancelled, and taken back for a while.

Double booking is warned about where it is typed in, never forbidden: two chairs, two people.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.touches import plan_follow_up
from regulars.models import Appointment, Customer, Event, Person, Thing
from regulars.queries.local_days import shop_zone
from regulars.rules.kinds import AppointmentState

UNDO_MINUTES = 10
EVENT_OF = {
    AppointmentState.KEPT: "appointment.kept",
    AppointmentState.MISSED: "appointment.missed",
    AppointmentState.CANCELLED: "appointment.cancelled",
}
UNDOABLE = frozenset({*EVENT_OF.values(), "appointment.changed"})


class AppointmentIsOver(Exception):
    """Somebody settled or moved it first."""


class CannotTakeBack(Exception):
    """It was taken back already, or too much time has passed."""


@transaction.atomic
def book_appointment(
    *,
    customer: Customer,
    starts_at: datetime,
    minutes: int = 60,
    what: str = "",
    thing: Thing | None = None,
    with_whom: Person | None = None,
    follow_up_days: int | None = None,
    person: Person | None,
) -> Appointment:
    """An appointment; `follow_up_days` after it, somebody gets in touch: the follow-up is planned
    with the work (C1). The same booking twice stays one. `starts_at` must be aware."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    told = {"customer": customer, "starts_at": starts_at, "what": what.strip()}
    same = Appointment.objects.filter(**told, state=AppointmentState.BOOKED.value).first()
    if same is not None:
        return same
    on = _local_day(starts_at)
    appointment = Appointment.objects.create(
        **told, on=on, minutes=minutes, thing=thing, person=with_whom
    )
    if follow_up_days:
        plan_follow_up(
            customer=customer,
            due_on=on + timedelta(days=follow_up_days),
            note=what.strip(),
            assigned_to=with_whom,
            person=person,
        )
    record("appointment.booked", customer, person=person, appointment=appointment.pk)
    return appointment


@transaction.atomic
def move_appointment(
    *, appointment: Appointment, starts_at: datetime, minutes: int, person: Person | None
) -> Event:
    """To another time. Raises AppointmentIsOver where it was settled or moved meanwhile."""
    changed = Appointment.objects.filter(
        pk=appointment.pk, state=AppointmentState.BOOKED.value, starts_at=appointment.starts_at
    ).update(
        starts_at=starts_at,
        on=_local_day(starts_at),
        minutes=minutes,
        moves=F("moves") + 1,
        moved_at=timezone.now(),
    )
    if not changed:
        raise AppointmentIsOver(str(appointment))
    return record(
        "appointment.changed",
        appointment.customer,
        person=person,
        appointment=appointment.pk,
        was_at=appointment.starts_at.isoformat(),
        was_minutes=appointment.minutes,
    )


@transaction.atomic
def settle_appointment(
    *,
    appointment: Appointment,
    state: AppointmentState,
    on: date,
    person: Person | None,
) -> Event:
    """Kept, missed or cancelled. Kept, it is a completed piece of work on that day, and the
    service of its thing. Raises AppointmentIsOver for the second of two hands."""
    is_kept = state is AppointmentState.KEPT
    changed = Appointment.objects.filter(
        pk=appointment.pk, state=AppointmentState.BOOKED.value
    ).update(state=state.value, completed_on=on if is_kept else None)
    if not changed:
        raise AppointmentIsOver(str(appointment))
    thing = appointment.thing if is_kept else None
    was_served = thing.served_on.isoformat() if thing and thing.served_on else ""
    is_service = bool(
        thing
        and Thing.objects.filter(pk=thing.pk, ended_on=None, served_on=thing.served_on)
        .exclude(served_on__gte=on)
        .update(served_on=on)
    )
    return record(
        EVENT_OF[state],
        appointment.customer,
        person=person,
        appointment=appointment.pk,
        completed_on=on.isoformat() if is_kept else "",
        was_state=AppointmentState.BOOKED.value,
        thing=thing.pk if thing and is_service else 0,
        was_served=was_served,
    )


@transaction.atomic
def take_back(event: Event, *, person: Person | None, at: datetime | None = None) -> None:
    """As before that press, once, within UNDO_MINUTES. Raises CannotTakeBack, changing nothing."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    facts = dict(held.facts)
    is_late = (at or timezone.now()) - held.happened_at > timedelta(minutes=UNDO_MINUTES)
    if held.kind not in UNDOABLE or is_late or facts.pop("is_undone", False):
        raise CannotTakeBack(str(held))
    rows = Appointment.objects.filter(pk=facts["appointment"])
    if "was_at" in facts:
        starts_at = datetime.fromisoformat(facts["was_at"])
        changed = rows.filter(state=AppointmentState.BOOKED.value).update(
            starts_at=starts_at,
            on=_local_day(starts_at),
            minutes=facts["was_minutes"],
            moves=F("moves") + 1,
            moved_at=timezone.now(),
        )
    else:
        changed = rows.exclude(state=AppointmentState.BOOKED.value).update(
            state=facts["was_state"], completed_on=None
        )
        Thing.objects.filter(pk=facts["thing"], served_on=facts["completed_on"] or None).update(
            served_on=facts["was_served"] or None
        )
    if not changed:
        raise CannotTakeBack(str(held))
    Event.objects.filter(pk=held.pk).update(facts={**held.facts, "is_undone": True})
    record("appointment.changed", held.customer, person=person, undone=held.pk, is_undone=True)


def _local_day(moment: datetime) -> date:
    return moment.astimezone(shop_zone()).date()
