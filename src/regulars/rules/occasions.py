"""Days that come back every year, and for how long a missed one may still be made good."""

from datetime import date, timedelta

from regulars.rules.dates import Anniversary
from regulars.rules.kinds import LeapDay

LATE_DAYS = 2  # on the day, or up to two days late; never early: many take that amiss
THANKS_DAYS = 14  # thanks that come later than this sound like a machine's
OLDEST_CUSTOMER_YEARS = 80


def kept_on(day: date, leap_day: LeapDay) -> list[tuple[int, int]]:
    """The (month, day) pairs that are kept on this date: in a common year 29 February too, on the
    day that the owner chose for it."""
    pairs = [(day.month, day.day)]
    if pairs[0] != (2, 29) and Anniversary(2, 29).falls_on(day.year, leap_day) == day:
        pairs.append((2, 29))
    return pairs


def open_days(
    day: date, leap_day: LeapDay, *, late_days: int = LATE_DAYS
) -> dict[tuple[int, int], date]:
    """(month, day) -> the date on which it was or is kept, for all that may be kept on `day`."""
    dates = [day - timedelta(days=late) for late in range(late_days + 1)]
    return {pair: kept for kept in reversed(dates) for pair in kept_on(kept, leap_day)}


def first_days_of(day: date, leap_day: LeapDay, *, late_days: int = LATE_DAYS) -> dict[date, date]:
    """Every date whose yearly return is kept in the open days -> the date it is kept on.

    The day itself is none of them: an anniversary is the first return or a later one.
    """
    found = {}
    for (month, number), kept in open_days(day, leap_day, late_days=late_days).items():
        for year in range(kept.year - OLDEST_CUSTOMER_YEARS, kept.year):
            if (month, number) != (2, 29) or Anniversary(2, 29).falls_on(year).day == 29:
                found[date(year, month, number)] = kept
    return found
