"""By when somebody who wrote to us is to have an answer (B6)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from regulars.rules.open_days import OpenDays

LONGEST_CLOSURE_DAYS = 60  # beyond it nobody should wait for the doors to open


def answer_by(
    received_at: datetime, *, hours: int, zone: ZoneInfo, open_days: OpenDays
) -> datetime:
    """`hours` after it came, in UTC; hours of closed days do not count."""
    left = timedelta(hours=hours)
    moment = received_at.astimezone(UTC)
    day = received_at.astimezone(zone).date()
    for _ in range(LONGEST_CLOSURE_DAYS + hours // 24 + 1):
        day_ends = _midnight(day + timedelta(days=1), zone)
        if day in open_days:
            if left <= day_ends - moment:
                return moment + left
            left -= day_ends - moment
        moment, day = day_ends, day + timedelta(days=1)
    return received_at.astimezone(UTC) + timedelta(hours=hours)


def first_open_day(received_on: date, open_days: OpenDays) -> date:
    """The day on which it stands on the list: the same one, unless the doors are closed."""
    for days in range(LONGEST_CLOSURE_DAYS):
        if received_on + timedelta(days=days) in open_days:
            return received_on + timedelta(days=days)
    return received_on


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
