"""At which places somebody may be, for hours that count there (T5)."""

from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from babel.core import get_global
from phonenumbers.timezone import time_zones_for_number

from regulars.rules.places import is_country, zone_of


def zones_for(*, country: str, phones: Iterable[str], shop: ZoneInfo) -> tuple[ZoneInfo, ...]:
    """Every zone whose hours are to be kept, none twice.

    An address in a country of one zone settles it. Else it is not known, and all are kept that
    may be: the shop's own, which stands first, the main one of the country, and those of the
    phone numbers' prefixes.
    """
    of_country = list(get_global("territory_zones")[country]) if is_country(country) else []
    if len(of_country) == 1:
        return (ZoneInfo(of_country[0]),)
    names = [shop.key, *([zone_of(country)] if of_country else [])]
    for phone in phones:
        names += zones_of_phone(phone)
    return tuple(ZoneInfo(name) for name in dict.fromkeys(names))


@lru_cache(maxsize=20_000)
def zones_of_phone(phone: str) -> tuple[str, ...]:
    """The zones that a number's prefix stands for; none where nobody knows."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return ()
    return tuple(zone for zone in time_zones_for_number(number) if zone in _known())


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(available_timezones())
