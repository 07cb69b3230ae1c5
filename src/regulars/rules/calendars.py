"""The calendar: what may stand in it, and which days a look at it covers."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

COMING_DAYS = 14


class EntryKind(StrEnum):
    PROMISE = "promise"  # a person said they would get back
    CONTACT = "contact"  # owed by a rule or a plan
    CARD = "card"  # to be made by that day
    SERVICE = "service"  # something they have is due, or runs out
    APPOINTMENT = "appointment"
    OCCASION = "occasion"  # birthdays and special days
    DELIVERY = "delivery"  # promised with a purchase


class Look(StrEnum):
    COMING = "coming"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Span:
    """The days shown, both included, and where the looks before and after begin."""

    from_on: date
    to_on: date
    before_on: date
    after_on: date

    @property
    def days(self) -> list[date]:
        count = (self.to_on - self.from_on).days + 1
        return [self.from_on + timedelta(days=number) for number in range(count)]


def span_of(look: Look, day: date) -> Span:
    """Weeks begin on a Monday; a month is shown as it is."""
    if look is Look.MONTH:
        first = day.replace(day=1)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return Span(first, last, (first - timedelta(days=1)).replace(day=1), _after(last))
    length = {Look.COMING: COMING_DAYS, Look.DAY: 1, Look.WEEK: 7}[look]
    first = day - timedelta(days=day.weekday()) if look is Look.WEEK else day
    step = timedelta(days=length)
    return Span(first, first + step - timedelta(days=1), first - step, first + step)


def _after(day: date) -> date:
    return day + timedelta(days=1)


class CalendarTrouble(StrEnum):
    """What keeps a calendar server out of step. Stored: never rename one."""

    NO_LIBRARY = "no_library"
    REFUSED = "refused"  # name or password
    UNREACHABLE = "unreachable"
    NOT_FOUND = "not_found"  # that address is no calendar
    REDIRECTED = "redirected"
    BUSY = "busy"
    LOST_KEY = "lost_key"
    REFUSED_ENTRY = "refused_entry"
