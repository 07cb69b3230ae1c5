"""When a card on paper has to be made, so that it arrives before what it is about (N13)."""

from dataclasses import dataclass
from datetime import date, timedelta

from regulars.rules.open_days import OpenDays

LONGEST_LEAD_DAYS = 60  # nobody is closed for longer; plans look no further ahead for a card


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


def prepare_by(arrives_on: date, *, post_days: int, print_days: int, days: OpenDays) -> date:
    """The last day on which work on a card may begin for it to be there on that day, and never
    more than LONGEST_LEAD_DAYS before it: of a house that is never open, that day."""
    earliest = arrives_on - timedelta(days=LONGEST_LEAD_DAYS)
    dates = print_dates(
        arrives_on, lead_days=0, post_days=post_days, print_days=print_days, days=days
    )
    return max(dates.prepare_by, earliest) if dates else earliest
