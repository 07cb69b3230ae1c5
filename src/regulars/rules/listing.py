"""How people look for somebody in a long list."""

import re
from collections.abc import Iterator
from enum import StrEnum

from regulars.rules.phones import to_e164
from regulars.rules.search import fold

MOST_WORDS = 6
FEWEST_DIGITS = 3
_PHONE_LIKE = re.compile(r"[\d\s()+/.\-–]+")


class Sort(StrEnum):
    """The orders of a list. They stand in addresses that people keep: never rename one."""

    NAME = "name"
    LAST = "last"  # who was here last comes first
    SILENCE = "silence"  # who was here longest ago comes first
    SPENT = "spent"
    NEWEST = "newest"  # in our records


def needles(text: str, *, region: str) -> list[list[str]]:
    """What must be found in rules.search.search_text: one of each inner list, in any place.

    Each word counts by itself, in any order. Digits are also looked for as part of a number in
    international form: "0170 12" finds +4917012… `region` is where a number without + belongs.
    """
    text = text.strip()
    if _PHONE_LIKE.fullmatch(text):
        return [list(dict.fromkeys(_as_number(text, region)))]
    words = fold(text).split()[:MOST_WORDS]
    return [list(dict.fromkeys(_as_word(word))) for word in words]


def _as_number(text: str, region: str) -> Iterator[str]:
    yield fold(text)
    digits = re.sub(r"\D", "", text).lstrip("0")
    if len(digits) >= FEWEST_DIGITS:
        yield digits
    if number := to_e164(text, region):
        yield number


def _as_word(word: str) -> Iterator[str]:
    yield word
    digits = word.lstrip("0")
    if word.isdigit() and len(digits) >= FEWEST_DIGITS:
        yield digits
