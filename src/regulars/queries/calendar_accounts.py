"""What stands on somebody's calendar server, what belongs there, and what was moved there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import translation
from icalendar import Calendar

from regulars.models import Appointment, CalendarAccount, CalendarEntry, Person, Shop, Touch
from regulars.queries.calendar_entries import Entry, Wanted, entries_for
from regulars.queries.ical import entry_text
from regulars.rules.calendars import EntryKind
from regulars.rules.kinds import AppointmentState

KINDS = frozenset(
    {EntryKind.PROMISE, EntryKind.CONTACT, EntryKind.CARD, EntryKind.APPOINTMENT}
)  # rows; what is derived anew each day has nothing that could be moved there
BACK_DAYS, AHEAD_DAYS = 60, 3650
LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Belongs:
    """One entry as it should stand there."""

    entry: Entry
    text: bytes


@dataclass(frozen=True, slots=True)
class When:
    """When an entry there begins."""

    on: date
    at: datetime | None = None
    minutes: int | None = None


def is_library_there() -> bool:
    """Whether the extra `caldav` is installed."""
    return find_spec("caldav") is not None


def account_of(person: Person) -> CalendarAccount | None:
    return CalendarAccount.objects.filter(person=person).first()


def accounts_in_use() -> QuerySet[CalendarAccount]:
    """None on a restored copy: it would put back what was changed since."""
    if Shop.objects.filter(is_sending_held=True).exists():
        return CalendarAccount.objects.none()
    accounts = CalendarAccount.objects.filter(is_on=True, person__is_active=True).exclude(url="")
    return accounts.order_by("pk")


def are_accounts_in_use() -> bool:
    return accounts_in_use().exists()


def belongs_there(account: CalendarAccount, shop: Shop, today: date) -> dict[str, Belongs]:
    """Whatever falls to this person, by the name it has there."""
    found = entries_for(
        Wanted(
            from_on=today - timedelta(days=BACK_DAYS),
            to_on=today + timedelta(days=AHEAD_DAYS),
            today=today,
            people=frozenset({account.person_id}),
            kinds=KINDS,
            has_missed=True,
        )
    )
    zone = ZoneInfo(shop.time_zone)
    with translation.override(account.person.language or shop.language):
        return {
            name_of(one.uid, shop.mark): Belongs(
                one,
                entry_text(one, zone=zone, has_reasons=account.has_reasons, mark=shop.mark),
            )
            for one in found.entries
        }


def name_of(uid: str, mark: str) -> str:
    """The last part of an entry's address: from the row alone, so that it is never there twice."""
    return f"{_ours(mark)}{uid}.ics"


def _ours(mark: str) -> str:
    """How the names of this business's entries begin; somebody may work for two."""
    return f"regulars-{mark}-" if mark else "regulars-"


def orphans(names: Iterable[str], mark: str) -> list[str]:
    """Entries of ours there whose customer or row is gone for good: a name must not stay behind."""
    ours = _ours(mark)
    theirs: dict[str, dict[int, str]] = {"touch": {}, "appointment": {}}
    for name in names:
        kind, _, number = name.removeprefix(ours).removesuffix(".ics").rpartition("-")
        if name.startswith(ours) and kind in theirs and number.isdecimal():
            theirs[kind][int(number)] = name
    gone = []
    for kind, numbers in theirs.items():
        model: type[Touch] | type[Appointment] = Touch if kind == "touch" else Appointment
        there = set(model._default_manager.filter(pk__in=numbers).values_list("pk", flat=True))
        gone += [name for number, name in numbers.items() if number not in there]
    return gone


def when_of(text: bytes, zone: ZoneInfo) -> When | None:
    """When the first event of this text begins; None where it cannot be read."""
    try:
        event = Calendar.from_ical(text).walk("VEVENT")[0]
        begins = event.decoded("dtstart")
        ends = event.decoded("dtend") if "DTEND" in event else None
    except (ValueError, KeyError, IndexError, TypeError):
        return None
    if not isinstance(begins, datetime):
        return When(begins) if isinstance(begins, date) else None
    begins = begins.astimezone(zone) if begins.tzinfo else begins.replace(tzinfo=zone)
    minutes = None
    if isinstance(ends, datetime):
        ends = ends.astimezone(zone) if ends.tzinfo else ends.replace(tzinfo=zone)
        lasts = int((ends - begins).total_seconds() // 60)
        minutes = lasts if 0 < lasts <= LONGEST_MINUTES else None
    return When(begins.date(), begins, minutes)


def removed_there(account: CalendarAccount) -> QuerySet[CalendarEntry]:
    """What its owner took off the calendar and is still to be done here."""
    rows = account.entries.exclude(removed_there_at=None).filter(gone_at=None)
    rows = rows.exclude(touch__isnull=False, touch__state__in=("done", "dropped"))
    rows = rows.exclude(appointment__isnull=False, appointment__state__in=_settled())
    return rows.select_related("touch__customer", "appointment__customer").order_by("pk")


def _settled() -> list[str]:
    return [state.value for state in AppointmentState if state is not AppointmentState.BOOKED]
