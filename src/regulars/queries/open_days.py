"""On which days the business is closed: public holidays of its country, and its own closures."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from regulars.models import Manners
from regulars.queries.weighed_rows import closures
from regulars.rules.open_days import OpenDays

MOST_DAYS = 1_500  # of one closure; a longer one is a slip of the year


def open_days_of(manners: Manners, country: str, first: date, last: date) -> OpenDays:
    """The open days of the business, right between these two dates. One query."""
    closed = closures_between(first, last)
    if manners.keeps_holidays:
        for year in range(first.year, last.year + 1):
            closed |= frozenset(holidays_of(country, manners.region, year))
    return OpenDays(quiet_weekdays=quiet_weekdays(manners), closed=closed)


def quiet_weekdays(manners: Manners) -> frozenset[int]:
    """0 is Monday."""
    return frozenset(int(day) for day in manners.quiet_weekdays)


def closures_between(first: date, last: date) -> frozenset[date]:
    found: set[date] = set()
    for from_on, to_on in closures(first, last):
        days = min((to_on - from_on).days, MOST_DAYS)
        found |= {from_on + timedelta(days=number) for number in range(days + 1)}
    return frozenset(found)


@lru_cache(maxsize=64)
def holidays_of(country: str, region: str, year: int, language: str = "") -> dict[date, str]:
    """Public holidays with their names, in that language where it is known, else in the country's
    own; none for a country that nobody has written down."""
    if country not in holidays.list_supported_countries():
        return {}
    known = holidays.list_supported_countries()[country]
    subdivision = region if region in known else None
    own = holidays.country_holidays(country, subdiv=subdivision)
    spoken = [one for one in own.supported_languages if language and one.startswith(language)]
    kept = holidays.country_holidays(
        country,
        subdiv=subdivision,
        years=year,
        language=spoken[0] if spoken else own.default_language,
    )
    return {day: name for day, name in kept.items() if day.year == year}


def regions_of(country: str) -> list[str]:
    """The parts of a country that keep holidays of their own."""
    return list(holidays.list_supported_countries().get(country, []))
