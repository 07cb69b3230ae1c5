"""What a place suggests: its currency, time zone and language. Guesses, for a person to correct."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel.core import get_global

UNKNOWN_COUNTRY = "US"  # where nothing at all is known
WORLD_ZONE = "UTC"  # how servers are set; it says nothing about where the shop is

# Countries of several zones: the one where most people live. Elsewhere the first is the only one
# or the capital's.
MAIN_ZONE = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}

# Where the latest tender is not what people pay with, or Babel's tables are older than the law.
MAIN_CURRENCY = {"BG": "EUR", "HT": "HTG"}


@dataclass(frozen=True, slots=True)
class Place:
    country: str
    currency: str
    time_zone: str
    language: str


@cache
def countries() -> tuple[str, ...]:
    """ISO 3166 codes of places that have a clock and a currency today."""
    zones = get_global("territory_zones")
    return tuple(sorted(code for code in zones if len(code) == 2 and currency_of(code)))


def is_country(code: str) -> bool:
    return code in countries()


@cache
def currencies() -> tuple[str, ...]:
    """ISO 4217 codes that are legal tender somewhere today."""
    return tuple(sorted({currency_of(country) or "" for country in countries()} - {""}))


@cache
def currency_of(country: str) -> str | None:
    """The legal tender that came last: EUR for HR since 2023. None for a code that is no place."""
    if country in MAIN_CURRENCY:
        return MAIN_CURRENCY[country]
    entries = get_global("territory_currencies").get(country, ())
    valid = [(start or (0,), code) for code, start, end, tender in entries if tender and not end]
    return str(max(valid)[1]) if valid else None


@cache
def zones() -> tuple[str, ...]:
    """The zones a person may choose from, each once under one name."""
    places = get_global("territory_zones")
    return tuple(sorted({zone for country in countries() for zone in places[country]}))


def zone_of(country: str) -> str:
    own = get_global("territory_zones").get(country, ())
    return MAIN_ZONE.get(country) or (own[0] if own else WORLD_ZONE)


def country_of_zone(zone: str) -> str | None:
    """DE for Europe/Berlin; None for UTC and for what is no place."""
    country: str | None = get_global("zone_territories").get(canonical_zone(zone))
    return country if country and is_country(country) else None


def canonical_zone(zone: str) -> str:
    """One name for a zone of several: Asia/Kolkata and Asia/Calcutta are one."""
    renamed: str = get_global("zone_aliases").get(zone, zone)
    return renamed


def other_names(zone: str) -> str:
    """The older names under which a browser may know this zone, with spaces between them."""
    return " ".join(old for old, new in get_global("zone_aliases").items() if new == zone)


def accepted_languages(header: str) -> list[tuple[str, str | None]]:
    """An Accept-Language header as (language, country), best first. Junk is skipped.

    "de-AT,de;q=0.9,en;q=0.5" → [("de", "AT"), ("de", None), ("en", None)]
    """
    found = []
    for at, part in enumerate(header[:500].split(",")):
        tag, _, quality = part.strip().partition(";")
        subtags = tag.strip().replace("_", "-").split("-")
        if not (subtags[0].isascii() and subtags[0].isalpha() and len(subtags[0]) in {2, 3}):
            continue
        weight = _weight(quality)
        country = next((s.upper() for s in subtags[1:] if is_country(s.upper())), None)
        if weight > 0:
            found.append((-weight, at, subtags[0].lower(), country))
    return [(language, country) for _, _, language, country in sorted(found)]


def _weight(quality: str) -> float:
    name, _, number = quality.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0


def guess(
    *, languages: Iterable[tuple[str, str | None]], zone: str | None, offered: Iterable[str]
) -> Place:
    """Where a business most likely is.

    languages   as accepted_languages gives them; the country of the first that names one wins,
                (named_country)
    zone        of the browser or the machine; None or UTC where it says nothing
    offered     the languages the product speaks, the first where none fits
    """
    spoken, product = list(languages), list(offered)
    zone_country = country_of_zone(zone) if zone else None
    country = named_country(spoken) or zone_country or _home_of(spoken) or UNKNOWN_COUNTRY
    fits = zone is not None and zone_country == country
    return Place(
        country=country,
        currency=currency_of(country) or "USD",
        time_zone=zone if fits and zone else zone_of(country),
        language=next((language for language, _ in spoken if language in product), product[0]),
    )


def named_country(spoken: Iterable[tuple[str, str | None]]) -> str | None:
    """The country that a browser names on purpose. "en-US" is what browsers say by themselves."""
    named = next((country for _, country in spoken if country), None)
    return None if named == UNKNOWN_COUNTRY else named


def _home_of(spoken: list[tuple[str, str | None]]) -> str | None:
    """Where most speakers of the first language live: de → DE."""
    for language, _ in spoken:
        likely = get_global("likely_subtags").get(language, "").split("_")[-1]
        if is_country(likely):
            return str(likely)
    return None
