"""What a whole postal address is in each country, and how its lines stand on an envelope.

The order of the lines follows the letters' own conventions (UPU S42 and the posts' leaflets); a
country that is not listed writes postcode and town on one line, as most of the world does.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from babel import Locale, UnknownLocaleError


class Gap(StrEnum):
    """What is missing or odd."""

    NAME = "name"
    STREET = "street"
    POSTCODE = "postcode"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    ODD_POSTCODE = "odd_postcode"
    SPECK = "speck"  # a field holds what cannot stand on an envelope


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    company: str = ""
    street: str = ""  # may hold several lines
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""  # ISO 3166; "": that of the business


# How the lines below the street are made up.
USUAL_FORM = ("{code} {city}",)
FORMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("US", "CA", "AU"), ("{city} {region} {code}",)),
    **dict.fromkeys(["GB", "IM", "JE", "GG", "GI", "FK", "IE", "MT"], ("{city}", "{code}")),
    **dict.fromkeys(["NZ", "SG", "TW", "KR", "PK", "BD", "LK"], ("{city} {code}",)),
    **dict.fromkeys(["IN", "TH", "ID", "ZA", "PH"], ("{city} {code}", "{region}")),
    "JP": ("{city}, {region}", "{code}"),
    "BR": ("{city} - {region}", "{code}"),
    "MX": ("{code} {city}, {region}",),
    "IT": ("{code} {city} {region}",),
}
TOWN_ABOVE_STREET = frozenset({"HU"})
NEEDS_REGION = frozenset({"US", "CA", "AU", "JP", "IN", "BR", "MX"})
# Delivered without a code, or with one that few know.
NO_POSTCODE = frozenset(
    [
        "AE",
        "AG",
        "AO",
        "AW",
        "BF",
        "BI",
        "BJ",
        "BO",
        "BS",
        "BW",
        "BZ",
        "CD",
        "CF",
        "CG",
        "CI",
        "CK",
        "CM",
        "DJ",
        "DM",
        "ER",
        "FJ",
        "GA",
        "GD",
        "GH",
        "GM",
        "GN",
        "GQ",
        "GY",
        "HK",
        "IE",
        "JM",
        "KI",
        "KM",
        "KN",
        "KP",
        "LY",
        "ML",
        "MO",
        "MR",
        "MW",
        "NR",
        "NU",
        "QA",
        "RW",
        "SB",
        "SC",
        "SL",
        "SR",
        "ST",
        "SY",
        "TD",
        "TG",
        "TK",
        "TO",
        "TV",
        "UG",
        "VU",
        "YE",
        "ZW",
    ]
)
SHAPES = {
    "DE": r"\d{5}",
    "AT": r"\d{4}",
    "CH": r"\d{4}",
    "LI": r"\d{4}",
    "BE": r"\d{4}",
    "DK": r"\d{4}",
    "NO": r"\d{4}",
    "LU": r"(L-?)?\d{4}",
    "NL": r"\d{4} ?[A-Z]{2}",
    "FR": r"\d{5}",
    "ES": r"\d{5}",
    "IT": r"\d{5}",
    "FI": r"\d{5}",
    "SE": r"\d{3} ?\d{2}",
    "CZ": r"\d{3} ?\d{2}",
    "SK": r"\d{3} ?\d{2}",
    "GR": r"\d{3} ?\d{2}",
    "PL": r"\d{2}-\d{3}",
    "PT": r"\d{4}-\d{3}",
    "HU": r"\d{4}",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
    "US": r"\d{5}(-\d{4})?",
    "CA": r"[A-Z]\d[A-Z] ?\d[A-Z]\d",
    "AU": r"\d{4}",
    "NZ": r"\d{4}",
    "JP": r"\d{3}-?\d{4}",
    "BR": r"\d{5}-?\d{3}",
    "IN": r"\d{3} ?\d{3}",
}
LONGEST_CODE = 16
UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


def gaps(address: Address, *, home: str) -> list[Gap]:
    """What must be put right before this can be posted. Empty: the address is whole."""
    country = address.country or home
    found = []
    if not (address.name.strip() or address.company.strip()):
        found.append(Gap.NAME)
    if not address.street.strip():
        found.append(Gap.STREET)
    if not address.city.strip():
        found.append(Gap.CITY)
    if not country:
        found.append(Gap.COUNTRY)
    code = address.postcode.strip()
    if not code and country not in NO_POSTCODE:
        found.append(Gap.POSTCODE)
    elif code and not _fits(code, country):
        found.append(Gap.ODD_POSTCODE)
    if country in NEEDS_REGION and not address.region.strip():
        found.append(Gap.REGION)
    if UNPRINTED.search("".join(_fields(address))):
        found.append(Gap.SPECK)
    return found


def lines(address: Address, *, home: str, language: str = "en") -> list[str]:
    """As they stand on the envelope, the addressee first; the country last and in capitals where
    it is another than the business's own."""
    country = address.country or home
    names = [address.company, address.name]
    if address.company.strip() == address.name.strip():
        names = [address.name]
    street = address.street.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = _place(address, country)
    if country in TOWN_ABOVE_STREET:
        parts = [*names, address.city, *street, address.postcode]
    else:
        parts = [*names, *street, *place]
    if country and country != home:
        parts.append(country_name(country, language).upper())
    cleaned = (" ".join(UNPRINTED.sub(" ", part).split()) for part in parts)
    return [line for line in cleaned if line]


def _place(address: Address, country: str) -> list[str]:
    region = address.region.strip()
    if country == "IT" and len(region) != 2:  # letters of the province; a region is not written
        region = ""
    told = {"code": address.postcode.strip(), "city": address.city.strip(), "region": region}
    return [form.format(**told).strip(" ,-") for form in FORMS.get(country, USUAL_FORM)]


def _fits(code: str, country: str) -> bool:
    shape = SHAPES.get(country)
    if len(code) > LONGEST_CODE:
        return False
    return shape is None or re.fullmatch(shape, code.upper()) is not None


def _fields(address: Address) -> tuple[str, ...]:
    return (
        address.name,
        address.company,
        address.street,
        address.postcode,
        address.city,
        address.region,
    )


def country_name(country: str, language: str) -> str:
    """The country as the post of the business reads it; the bare code where nobody knows it."""
    try:
        known = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        known = Locale.parse("en").territories
    return str(known.get(country, country))
