"""When a card on paper has to be made, so that it arrives before what it is about (N13)."""

from dataclasses import dataclass
from datetime import date, timedelta

from regulars.rules.open_days import OpenDays


@dataclass(frozen=True, slots=True)
class PrintDates:
    arrive_by: date
    post_by: date
    prepare_by: date


def print_dates(
    due_on: date, *, lead_days: int, post_days: int, print_days: int, days: OpenDays
) -> PrintDates | None:
    """The dates of a card about something that is due on `due_on`, counted backwards.

    It lies in the letter box `lead_days` before, on the open day that is nearest before where
    that one is none; the post takes `post_days` open days, printing `print_days` more. None where
    there is no open day within a year.
    """
    arrive_by = days.on_or_before(due_on - timedelta(days=lead_days))
    if arrive_by is None:
        return None
    post_by = days.before(arrive_by, post_days)
    prepare_by = days.before(arrive_by, post_days + print_days)
    if post_by is None or prepare_by is None:
        return None
    return PrintDates(arrive_by, post_by, prepare_by)
