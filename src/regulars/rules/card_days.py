"""By when a card must be ready, counted backwards from the day it should arrive (N13)."""

from collections.abc import Callable
from datetime import date, timedelta

LONGEST_LEAD_DAYS = 60  # nobody is closed for longer; else the count would never end

IsOpen = Callable[[date], bool]


def prepare_by(arrives_on: date, *, post_days: int, print_days: int, is_open: IsOpen) -> date:
    """The last day on which work on a card may begin for it to arrive in time.

    It is posted `post_days` working days before it arrives, by somebody who is there that day;
    printing takes `print_days` working days before that.
    """
    posted_on = _latest(_back(arrives_on, post_days, is_open), is_open)
    return _latest(_back(posted_on, print_days, is_open), is_open)


def _back(day: date, count: int, counts: IsOpen) -> date:
    """The day so many counting days before, the last one of them counted."""
    earliest = day - timedelta(days=LONGEST_LEAD_DAYS)
    while count > 0 and day > earliest:
        if counts(day):
            count -= 1
        day -= timedelta(days=1)
    return day


def _latest(day: date, fits: IsOpen) -> date:
    """The day itself, or the last one before it that fits."""
    for back in range(LONGEST_LEAD_DAYS):
        if fits(day - timedelta(days=back)):
            return day - timedelta(days=back)
    return day
