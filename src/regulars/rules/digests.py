"""When a person's morning list and evening rest are due, and until when they still make sense."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from regulars.rules.kinds import DigestKind
from regulars.rules.moments import instant_of

NOON = time(12)
LEAST_LATE = timedelta(hours=2)  # of a morning that somebody lets begin at eleven or later


@dataclass(frozen=True, slots=True)
class Window:
    """From when a digest is due until when a late one is still worth sending."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at

    def is_over(self, now: datetime) -> bool:
        return now >= self.closes_at


def window_of(kind: DigestKind, day: date, at: time, zone: ZoneInfo) -> Window:
    """A morning list is made up for until noon, an evening's rest until the day ends. On days on
    which the clocks change, a time that does not exist is the first that does, and of a time that
    comes twice the first is meant."""
    opens_at = instant_of(day, at, zone)
    if kind is DigestKind.MORNING:
        return Window(opens_at, max(instant_of(day, NOON, zone), opens_at + LEAST_LATE))
    return Window(opens_at, instant_of(day + timedelta(days=1), time(0), zone))
