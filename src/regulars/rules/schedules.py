"""When something that comes round is next due."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from regulars.rules.moments import instant_of

FIRST_RETRY_SECONDS = 2.0
LONGEST_RETRY_SECONDS = 6 * 3600.0


def next_daily(after: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The first moment after `after` at which local clocks show `at`, in UTC.

    Where the clock is put forward over `at`, the first minute that exists is taken; where it
    is put back, the first of the two.
    """
    local = after.astimezone(zone)
    for days in range(3):
        moment = instant_of(local.date() + timedelta(days=days), at, zone)
        if moment > after:
            return moment
    raise AssertionError("three days hold every time of day")


def is_due(next_at: datetime, now: datetime, every: timedelta) -> bool:
    """Whether a schedule is to run. One that lies further ahead than its period was written
    under a clock that ran ahead, and is due as well."""
    return next_at <= now or next_at - now > 2 * every


def retry_after(tries: int) -> timedelta:
    """How long to wait after so many tries that failed: doubling, six hours at most."""
    seconds = FIRST_RETRY_SECONDS * 2.0 ** min(tries - 1, 30)
    return timedelta(seconds=min(seconds, LONGEST_RETRY_SECONDS))
