"""Times on a wall, as moments; months that differ in length."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHS_A_YEAR = 12


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The one moment, in UTC, at which clocks in `zone` show `at` on that day.

    Where the clock jumps over it, the first minute that exists; where the clock is put back and
    shows it twice, the first of the two.
    """
    told = datetime.combine(day, at.replace(fold=0), zone)
    moment = told.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == told.replace(tzinfo=None):
        return moment
    # In a gap the two readings lie on either side of the jump.
    early = told.replace(fold=1).astimezone(UTC)
    new = moment.astimezone(zone).utcoffset()
    low, high = 0, int((moment - early).total_seconds())
    while low < high:
        middle = (low + high) // 2
        if (early + timedelta(seconds=middle)).astimezone(zone).utcoffset() == new:
            high = middle
        else:
            low = middle + 1
    return early + timedelta(seconds=low)


def months_after(day: date, months: int) -> date:
    """The same day of a later month (below 0: an earlier one), or that month's last day.

    A month after 31 January is 28 or 29 February. It is always counted from the first day of a
    row of them, so that two months after 31 January is 31 March and no day is lost for good.
    """
    count = day.year * MONTHS_A_YEAR + day.month - 1 + months
    year, month = count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
