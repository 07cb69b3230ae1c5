"""Phone numbers: one form for the many that people write."""

import re
from functools import lru_cache

import phonenumbers

LONGEST_PHONE = 40
_FEWEST_DIGITS = 6
_MOST_DIGITS = 17
_FEWEST_INTERNATIONAL = 10
_ARMOUR = str.maketrans("", "", "'=\"\u202a\u202c\u200e\u200f\ufeff")


@lru_cache(maxsize=20_000)
def to_e164(text: str, region: str) -> str | None:
    """The number as +4930123456, or None. `region` is where a number without + belongs."""
    text = text.strip().translate(_ARMOUR)
    if len(text) > LONGEST_PHONE:
        return None
    if not _FEWEST_DIGITS <= sum(map(str.isdigit, text)) <= _MOST_DIGITS:
        return None
    text = re.sub(r"^\s*tel:\s*", "", text, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", text)
    candidates: list[tuple[str, str | None]] = [(text, region or None)]
    if len(digits) >= _FEWEST_INTERNATIONAL:
        candidates.append(("+" + digits, None))  # an international number that lost its plus
    for candidate, home in candidates:
        try:
            number = phonenumbers.parse(candidate, home)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None
