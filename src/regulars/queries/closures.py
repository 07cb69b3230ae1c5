"""The quiet days ahead, as an owner looks at them."""

from dataclasses import dataclass
from datetime import date

import holidays
from django.utils.translation import get_language

from regulars.models import Closure, Shop
from regulars.queries.manners import the_manners
from regulars.queries.open_days import holidays_of, regions_of

SHOWN_HOLIDAYS = 8


@dataclass(frozen=True, slots=True)
class Holiday:
    on: date
    name: str


@dataclass(frozen=True, slots=True)
class ClosuresPage:
    closures: list[Closure]  # that are not over
    holidays: list[Holiday]  # the next ones; none where they are not kept or not known
    keeps_holidays: bool


def closures_page(shop: Shop, today: date) -> ClosuresPage:
    manners = the_manners()
    kept: dict[date, str] = {}
    if manners.keeps_holidays:
        for year in (today.year, today.year + 1):
            kept |= holidays_of(shop.country, manners.region, year, get_language() or "")
    coming = [Holiday(day, name) for day, name in sorted(kept.items()) if day >= today]
    return ClosuresPage(
        closures=list(Closure.objects.filter(to_on__gte=today)),
        holidays=coming[:SHOWN_HOLIDAYS],
        keeps_holidays=manners.keeps_holidays,
    )


def region_choices(country: str) -> list[tuple[str, str]]:
    """The parts of a country with holidays of their own, by name where one is known."""
    codes = regions_of(country)
    if not codes:
        return []
    aliases = holidays.country_holidays(country).get_subdivision_aliases()
    named = [(code, (aliases.get(code) or [code])[0]) for code in codes]
    return sorted(named, key=lambda pair: pair[1])
