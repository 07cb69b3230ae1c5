"""Days on which the business writes to people and gets things done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

FARTHEST_DAYS = 400  # a house that is never open is a slip


@dataclass(frozen=True, slots=True)
class OpenDays:
    """`closed` holds public holidays and the days the business is closed, as far as anybody has
    looked."""

    quiet_weekdays: frozenset[int] = frozenset({6})  # 0 is Monday
    closed: Collection[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day.weekday() not in self.quiet_weekdays and day not in self.closed

    def on_or_after(self, day: date) -> date | None:
        """The first open day from `day` on; None where there is none within a year."""
        return self._first(day, 1)

    def on_or_before(self, day: date) -> date | None:
        return self._first(day, -1)

    def before(self, day: date, count: int) -> date | None:
        """The day `count` open days before `day`: a card printed then has so many working days.

        0 is the last open day that is not after `day`.
        """
        found = self.on_or_before(day)
        for _ in range(count):
            if found is None:
                return None
            found = self.on_or_before(found - timedelta(days=1))
        return found

    def _first(self, day: date, step: int) -> date | None:
        for days in range(FARTHEST_DAYS):
            found = day + timedelta(days=step * days)
            if found in self:
                return found
        return None
