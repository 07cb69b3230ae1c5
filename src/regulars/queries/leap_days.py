"""On which day the owner keeps 29 February: one answer for plans, Today and the calendar (T3)."""

from regulars.models import Manners
from regulars.rules.kinds import LeapDay

THE_LEAP_DAY = (2, 29)


def leap_day() -> LeapDay:
    kept = Manners.objects.filter(pk=Manners.ONLY).values_list("leap_day", flat=True).first()
    return LeapDay(kept or LeapDay.BEFORE)


def leap_day_for(month: int, day: int) -> LeapDay:
    """Asks the database only for whom it makes a difference."""
    return leap_day() if (month, day) == THE_LEAP_DAY else LeapDay.BEFORE
