"""What we know of a person's calendar server, and what was moved there, moved here."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from regulars.actions.appointments import AppointmentIsOver, move_appointment
from regulars.actions.events import record
from regulars.actions.touches import TouchAlreadyClosed, key_of, move_touches
from regulars.models import Appointment, CalendarAccount, CalendarEntry, Person, Touch
from regulars.queries.calendar_accounts import When
from regulars.queries.calendar_entries import Entry
from regulars.queries.ical import uid_of
from regulars.queries.secrets import seal
from regulars.rules.calendars import CalendarTrouble
from regulars.rules.kinds import AppointmentState, OpenState

SYNC = "sync"


@transaction.atomic
def keep_account(
    *,
    person: Person,
    url: str,
    username: str = "",
    password: str | None = None,
    has_reasons: bool = False,
    is_on: bool = True,
) -> CalendarAccount:
    """The calendar of this person; a password of None keeps the one there is.

    Another address is another calendar: nothing of ours is known to stand there. A kept password
    never goes to another address.
    """
    told = {"username": username, "has_reasons": has_reasons, "is_on": is_on, "trouble": ""}
    account, is_new = CalendarAccount.objects.select_for_update().get_or_create(
        person=person, defaults={**told, "url": url, "secret": seal(password or "")}
    )
    if not is_new:
        is_elsewhere = account.url != url
        if is_elsewhere:
            account.entries.all().delete()
            told |= {"synced_at": None}
        if password is not None or is_elsewhere:
            told["secret"] = seal(password or "")
        CalendarAccount.objects.filter(pk=account.pk).update(url=url, **told)
        account.refresh_from_db()
    record("calendar.changed", person=person, account=account.pk, what=SYNC if is_on else "off")
    return account


@transaction.atomic
def want_sync(*, account: CalendarAccount, person: Person) -> None:
    """Somebody waits for it."""
    record("calendar.changed", person=person, account=account.pk, what=SYNC)


@transaction.atomic
def note_synced(
    *, account: CalendarAccount, at: datetime, trouble: CalendarTrouble | None = None
) -> None:
    """How the last round ended. No event: it comes every few minutes."""
    mine = CalendarAccount.objects.filter(pk=account.pk, url=account.url)
    if trouble is None:
        mine.update(synced_at=at, trouble="")
    else:
        mine.update(trouble=trouble.value)


@transaction.atomic
def note_written(
    *, account: CalendarAccount, entry: Entry, name: str, etag: str, told: str
) -> CalendarEntry | None:
    """It stands there now. None where its row, or this calendar, is gone meanwhile."""
    if not CalendarAccount.objects.filter(pk=account.pk, url=account.url).exists():
        return None
    kind, _, number = entry.uid.rpartition("-")
    model: type[Touch] | type[Appointment] = Touch if kind == "touch" else Appointment
    if not model._default_manager.filter(pk=int(number)).exists():
        return None
    row, _is_new = CalendarEntry.objects.update_or_create(
        account=account,
        uid=uid_of(entry),
        defaults={f"{kind}_id": int(number), "href": name, "etag": etag, "told": told}
        | {"gone_at": None},
    )
    return row


@transaction.atomic
def note_seen(*, row: CalendarEntry, etag: str, told: str) -> bool:
    """It stands there as we know now. False if another run knew it first."""
    known = CalendarEntry.objects.filter(pk=row.pk, etag=row.etag, told=row.told)
    return bool(known.update(etag=etag, told=told))


@transaction.atomic
def note_gone(*, row: CalendarEntry, at: datetime) -> bool:
    """Done or not this person's any more: taken off by us."""
    return bool(CalendarEntry.objects.filter(pk=row.pk, gone_at=None).update(gone_at=at))


@transaction.atomic
def note_removed_there(*, row: CalendarEntry, at: datetime) -> bool:
    """Its owner took it off there. It stays to be done here, and is not written again."""
    here = CalendarEntry.objects.filter(pk=row.pk, gone_at=None, removed_there_at=None)
    return bool(here.filter(etag=row.etag).update(removed_there_at=at))


@transaction.atomic
def move_as_there(*, row: CalendarEntry, when: When, zone: ZoneInfo, person: Person) -> bool:
    """To where it was moved there. False where it already is then, or somebody was first here."""
    if row.touch is not None:
        return _move_touch(row.touch, when, person)
    if row.appointment is not None:
        return _move_appointment(row.appointment, when, zone, person)
    return False


def _move_touch(touch: Touch, when: When, person: Person) -> bool:
    if touch.state != OpenState.OPEN.value or touch.due_on == when.on:
        return False
    try:
        move_touches(
            customer=touch.customer, reasons=[key_of(touch)], until_on=when.on, person=person
        )
    except TouchAlreadyClosed:
        return False
    return True


def _move_appointment(appointment: Appointment, when: When, zone: ZoneInfo, person: Person) -> bool:
    if appointment.state != AppointmentState.BOOKED.value:
        return False
    starts_at, minutes = when.at, when.minutes or appointment.minutes
    if starts_at is None:  # made a whole day there: the hour stays as it was
        was_at = appointment.starts_at.astimezone(zone)
        starts_at = was_at + timedelta(days=(when.on - was_at.date()).days)
    if (starts_at, minutes) == (appointment.starts_at, appointment.minutes):
        return False
    try:
        move_appointment(
            appointment=appointment, starts_at=starts_at, minutes=minutes, person=person
        )
    except AppointmentIsOver:
        return False
    return True
