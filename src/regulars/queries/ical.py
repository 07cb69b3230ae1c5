"""Entries of the calendar as iCalendar (RFC 5545), for programs that read a feed or keep a copy."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from regulars.queries.calendar import chip
from regulars.queries.calendar_entries import Entry

MAKER = "-//Regulars//Calendar//EN"
AT = "regulars"  # with the business's mark before it: no machine, which may change
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # of what is derived: nobody wrote it down
DEFAULT_MINUTES = 60


def uid_of(entry: Entry, mark: str = "") -> str:
    """The same for the same touch, appointment or occasion, wherever it is moved to, and never
    that of another business's: `mark` is Shop.mark."""
    return f"{entry.uid}@{mark}.{AT}" if mark else f"{entry.uid}@{AT}"


def calendar_text(
    entries: Iterable[Entry], *, name: str, zone: ZoneInfo, has_reasons: bool, mark: str = ""
) -> bytes:
    """A whole calendar, to be read. Nothing in it depends on when it is made, so that what is
    unchanged is the same to the byte."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(component_of(entry, zone=zone, has_reasons=has_reasons, mark=mark))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def entry_text(entry: Entry, *, zone: ZoneInfo, has_reasons: bool, mark: str = "") -> bytes:
    """One entry as a calendar server keeps it."""
    calendar = _calendar()
    calendar.add_component(component_of(entry, zone=zone, has_reasons=has_reasons, mark=mark))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def print_of(text: bytes) -> str:
    """A short name for exactly this content."""
    return sha256(text).hexdigest()


def component_of(entry: Entry, *, zone: ZoneInfo, has_reasons: bool, mark: str = "") -> Event:
    """An appointment has its time; whatever else is a day."""
    component = Event()
    changed_at = (entry.changed_at or EPOCH).astimezone(UTC).replace(microsecond=0)
    component.add("uid", uid_of(entry, mark))
    component.add("dtstamp", changed_at)
    component.add("last-modified", changed_at)
    component.add("sequence", entry.moves)
    component.add("summary", _summary(entry, has_reasons=has_reasons))
    if has_reasons and entry.note:
        component.add("description", entry.note)
    if entry.starts_at is not None:
        begins = entry.starts_at.astimezone(zone)
        ends_at = entry.starts_at + timedelta(minutes=entry.minutes or DEFAULT_MINUTES)
        component.add("dtstart", begins)
        component.add("dtend", ends_at.astimezone(zone))
    else:
        component.add("dtstart", entry.day)
        component.add("dtend", entry.day + timedelta(days=1))
        component.add("transp", "TRANSPARENT")
    return component


def _summary(entry: Entry, *, has_reasons: bool) -> str:
    """A name, and no more unless somebody chose so."""
    return f"{entry.customer}: {chip(entry)}" if has_reasons else entry.customer


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar
