"""Days that come back every year, and for how long a missed one may still be made good."""

from datetime import date, timedelta

from regulars.rules.dates import Anniversary

LATE_DAYS = 2  # on the day, or up to two days late; never early: many take that amiss
THANKS_DAYS = 14  # thanks that come later than this sound like a machine's
OLDEST_CUSTOMER_YEARS = 80


def kept_on(day: date) -> list[tuple[int, int]]:
    """The (month, day) pairs that are kept on this date: 29 February too on a common year's 28."""
    pairs = [(day.month, day.day)]
    leap_day = Anniversary(2, 29)
    if pairs[0] != (2, 29) and leap_day.falls_on(day.year) == day:
        pairs.append((2, 29))
    return pairs


def open_days(day: date, *, late_days: int = LATE_DAYS) -> dict[tuple[int, int], date]:
    """(month, day) -> the date on which it was or is kept, for all that may be kept on `day`."""
    dates = [day - timedelta(days=late) for late in range(late_days + 1)]
    return {pair: kept for kept in reversed(dates) for pair in kept_on(kept)}


def first_days_of(day: date, *, late_days: int = LATE_DAYS) -> dict[date, date]:
    """Every date whose yearly return is kept in the open days -> the date it is kept on.

    The day itself is none of them: an anniversary is the first return or a later one.
    """
    found = {}
    for (month, number), kept in open_days(day, late_days=late_days).items():
        for year in range(kept.year - OLDEST_CUSTOMER_YEARS, kept.year):
            if (month, number) != (2, 29) or Anniversary(2, 29).falls_on(year).day == 29:
                found[date(year, month, number)] = kept
    return found
