"""The calendar page: what is owed, promised and due, day by day, and what was missed on top."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.models import Absence, Closure, Manners, Person, Shop
from regulars.queries import labels
from regulars.queries.calendar_entries import (
    Entry,
    Wanted,
    entries_for,
    names_of,
    services_by_day,
)
from regulars.queries.manners import the_manners
from regulars.queries.open_days import holidays_of, open_days_of
from regulars.queries.reason_words import TINTS
from regulars.rules.calendars import EntryKind, Look, Span, span_of
from regulars.rules.kinds import TouchRule
from regulars.rules.open_days import OpenDays
from regulars.rules.print_dates import print_dates

KIND_TINTS = {
    EntryKind.APPOINTMENT: "is-blue",
    EntryKind.CARD: "is-plum",
    EntryKind.DELIVERY: "is-gold",
}
MOST_MISSED = 50
LONG_BEFORE = 60  # days beyond the span in which a card's working days may lie


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry in words."""

    entry: Entry
    chip: str
    tint: str
    person: str
    covers_for: str
    prepare_by: date | None  # of a card about it, while there is time
    is_missed: bool = False

    @property
    def key(self) -> str:
        return f"{self.entry.rule}:{self.entry.occurrence}" if self.entry.rule else ""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    day: date
    entries: list[Shown]
    closed_for: str  # the holiday, the closure; "" on an open day
    away: list[str]
    services: int  # appointments and services that fall on it
    capacity: int

    @property
    def spare(self) -> int:
        return max(0, self.capacity - self.services)

    @property
    def is_full(self) -> bool:
        return self.services >= self.capacity


@dataclass(frozen=True, slots=True)
class CalendarPage:
    span: Span
    days: list[CalendarDay]
    missed: list[Shown]
    more_missed: int
    is_cut: bool
    people: list[Person]  # who works here, to choose from

    @property
    def weeks(self) -> list[list[CalendarDay | None]]:
        """Rows of seven for a month."""
        cells: list[CalendarDay | None] = [None] * self.days[0].day.weekday()
        cells += self.days
        cells += [None] * (-len(cells) % 7)
        return [cells[start : start + 7] for start in range(0, len(cells), 7)]

    @property
    def weekdays(self) -> list[date]:
        """Seven days from a Monday on, for their names."""
        monday = date(2024, 1, 1)
        return [monday + timedelta(days=number) for number in range(7)]

    @property
    def count(self) -> int:
        return sum(len(day.entries) for day in self.days)


def calendar_for(
    shop: Shop,
    *,
    look: Look,
    day: date,
    today: date,
    people: frozenset[int] | None,
    kinds: frozenset[EntryKind] | None = None,
) -> CalendarPage:
    """`people` are those whose work is shown, with what is nobody's; None shows everybody's."""
    span = span_of(look, day)
    wanted = Wanted(
        from_on=span.from_on,
        to_on=max(span.to_on, today) if span.from_on <= today else span.to_on,
        today=today,
        people=people,
        kinds=kinds or frozenset(EntryKind),
        has_missed=True,
    )
    found = entries_for(wanted)
    manners = the_manners()
    open_days = open_days_of(
        manners, shop.country, span.from_on - timedelta(days=LONG_BEFORE), span.to_on
    )
    names = names_of(pk for entry in found.entries for pk in (entry.person_id, entry.covers_for_id))
    shown = [_shown(entry, names, manners, open_days, today) for entry in found.entries]
    missed = [one for one in shown if one.is_missed]
    return CalendarPage(
        span=span,
        days=_days(span, [one for one in shown if not one.is_missed], shop, manners, open_days),
        missed=missed[:MOST_MISSED],
        more_missed=max(0, len(missed) - MOST_MISSED),
        is_cut=found.is_cut,
        people=list(Person.objects.filter(is_active=True).order_by("display_name", "pk")),
    )


def _shown(
    entry: Entry, names: dict[int, str], manners: Manners, open_days: OpenDays, today: date
) -> Shown:
    is_missed = entry.day < today
    return Shown(
        entry=entry,
        chip=chip(entry),
        tint=KIND_TINTS.get(entry.kind) or TINTS[TouchRule(entry.rule or TouchRule.PROMISE)],
        person=names.get(entry.person_id or 0, ""),
        covers_for=names.get(entry.covers_for_id or 0, ""),
        prepare_by=None if is_missed else _prepare_by(entry, manners, open_days, today),
        is_missed=is_missed,
    )


def chip(entry: Entry) -> str:
    """What it is, in two or three words."""
    if entry.kind is EntryKind.APPOINTMENT:
        return _("Appointment")
    if entry.kind is EntryKind.DELIVERY or entry.promise_id is not None:
        return _("Promised for this day")
    if entry.kind is EntryKind.CARD:
        return _("Prepare a card")
    return labels.word(TouchRule, entry.rule)


def _prepare_by(entry: Entry, manners: Manners, open_days: OpenDays, today: date) -> date | None:
    """By when a card about it is made (N13); None where it is too late for one."""
    if entry.kind not in {EntryKind.SERVICE, EntryKind.OCCASION}:
        return None
    dates = print_dates(
        entry.day,
        lead_days=manners.service_lead_days if entry.kind is EntryKind.SERVICE else 0,
        post_days=manners.post_days,
        print_days=manners.print_days,
        days=open_days,
    )
    return dates.prepare_by if dates and dates.prepare_by >= today else None


def _days(
    span: Span, shown: list[Shown], shop: Shop, manners: Manners, open_days: OpenDays
) -> list[CalendarDay]:
    by_day: dict[date, list[Shown]] = defaultdict(list)
    for one in shown:
        by_day[one.entry.day].append(one)
    services = services_by_day(span.from_on, span.to_on)
    closed = _closed_for(span, shop, manners)
    away = _away(span)
    return [
        CalendarDay(
            day=day,
            entries=by_day[day],
            closed_for="" if day in open_days else closed.get(day, _("Closed")),
            away=away[day],
            services=services[day],
            capacity=manners.services_a_day,
        )
        for day in span.days
    ]


def _closed_for(span: Span, shop: Shop, manners: Manners) -> dict[date, str]:
    named: dict[date, str] = {}
    if manners.keeps_holidays:
        for year in range(span.from_on.year, span.to_on.year + 1):
            named |= holidays_of(shop.country, manners.region, year, get_language() or "en")
    for closure in Closure.objects.filter(from_on__lte=span.to_on, to_on__gte=span.from_on):
        for day in span.days:
            if closure.from_on <= day <= closure.to_on:
                named[day] = closure.name or _("Closed")
    return named


def _away(span: Span) -> dict[date, list[str]]:
    found: dict[date, list[str]] = defaultdict(list)
    absences = Absence.objects.filter(from_on__lte=span.to_on, to_on__gte=span.from_on)
    for absence in absences.select_related("person", "cover"):
        for day in span.days:
            if absence.from_on <= day <= absence.to_on:
                found[day].append(
                    _("%(name)s is away, %(cover)s takes over.")
                    % {"name": absence.person.display_name, "cover": absence.cover.display_name}
                )
    return found
