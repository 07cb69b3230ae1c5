"""Phone numbers: one form for the many that people write."""

import re
from functools import lru_cache

import phonenumbers

LONGEST_PHONE = 40
_FEWEST_DIGITS = 4
_FEWEST_UNKNOWN = 6  # of numbers that no numbering plan knows
_MOST_DIGITS = 17
_FEWEST_INTERNATIONAL = 10
_MOST_KEPT = 100_000  # some 30 MiB: in a long file the same customers come again and again
_ARMOUR = str.maketrans("", "", "'=\"\u202a\u202c\u200e\u200f\ufeff")


@lru_cache(maxsize=_MOST_KEPT)
def to_e164(text: str, region: str) -> str | None:
    """The number as +4930123456, or None. `region` is where a number without + belongs."""
    text = text.strip().translate(_ARMOUR)
    if len(text) > LONGEST_PHONE:
        return None
    if not _FEWEST_DIGITS <= sum(map(str.isdigit, text)) <= _MOST_DIGITS:
        return None
    text = re.sub(r"^\s*tel:\s*", "", text, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", text)
    ways: list[tuple[str, str | None]] = [(text, region or None)]
    if len(digits) >= _FEWEST_INTERNATIONAL:
        # An international number that lost its plus; long and with the home code, most likely one.
        code = str(phonenumbers.country_code_for_region(region)) if region else "?"
        is_likely = len(digits) > _FEWEST_INTERNATIONAL and text.startswith(code)
        ways.insert(0 if is_likely else 1, ("+" + digits, None))
    certain = _certain(ways, is_unknown_allowed=len(digits) >= _FEWEST_UNKNOWN)
    if certain is None:
        return None
    return phonenumbers.format_number(certain, phonenumbers.PhoneNumberFormat.E164)


def _certain(
    ways: list[tuple[str, str | None]], *, is_unknown_allowed: bool
) -> phonenumbers.PhoneNumber | None:
    """The first way that a numbering plan knows. Parsing is dear: a second way only if needed."""
    unknown = []
    for text, region in ways:
        if number := _parsed(text, region):
            if phonenumbers.is_valid_number(number):
                return number
            unknown.append(number)
    possible = filter(phonenumbers.is_possible_number, unknown if is_unknown_allowed else ())
    return next(possible, None)


def _parsed(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


@lru_cache(maxsize=20_000)
def readable(number: str) -> str:
    """A stored number in groups, as it is read aloud: +49 170 1234567."""
    parsed = _parsed(number, None)
    if parsed is None:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
