"""Dates that people give: birthdays without a year, days that some years do not have."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from regulars.rules.kinds import LeapDay

FIRST_YEAR, LAST_YEAR = 1900, 2999  # what lies beyond is a slip
Day = TypeVar("Day", bound=date)


def within_our_time(day: Day) -> Day:
    """The same day or moment. Raises ValueError where no business can mean it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(str(day))
    return day


@dataclass(frozen=True, slots=True, order=True)
class Anniversary:
    """A day that comes back every year. The year it began may be unknown (None).

    Raises ValueError on a month or day that no year has; 29 February is a day.
    """

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        a_leap_year = 2000
        date(self.year or a_leap_year, self.month, self.day)

    def falls_on(self, year: int, leap_day: LeapDay = LeapDay.BEFORE) -> date:
        """The local date it is kept on in `year`. In common years 29 February is kept on one day,
        the one that the owner chose."""
        if (self.month, self.day) == (2, 29) and not calendar.isleap(year):
            return date(year, 2, 28) if leap_day is LeapDay.BEFORE else date(year, 3, 1)
        return date(year, self.month, self.day)

    def next_on(self, today: date, leap_day: LeapDay = LeapDay.BEFORE) -> date:
        """The first time it is kept today or later."""
        this_year = self.falls_on(today.year, leap_day)
        return this_year if this_year >= today else self.falls_on(today.year + 1, leap_day)

    def age_in(self, year: int) -> int | None:
        """How many years it has come back by `year`; None where the beginning is unknown."""
        return None if self.year is None else year - self.year
