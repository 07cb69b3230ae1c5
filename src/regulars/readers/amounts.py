"""Amounts as people and tills write them: `$8.00`, `($34.40)`, `1.234,56 €`, `CHF 12.-`."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from regulars.rules.money import is_currency

LONGEST_AMOUNT = 40
_CACHE_SIZE = 50_000
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?", re.ASCII)
_NUMBER = re.compile(r"\d[\d.,'’\s]*|[.,]\d+")
_SPACES = str.maketrans("", "", " \t\r\n\xa0\u202f\u2009'’`´")
_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_INDIAN = re.compile(r"\d{1,3}(?:,\d{2})*,\d{3}", re.ASCII)
_MINUS = re.compile(r"[-−–]")
_SWISS_END = re.compile(r"[.,](?:[-–—]+|--)$")
_WORDS = re.compile(r"[^\W\d_]+\.?|[^\w\s.,'’()+−–-]")
SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "zł": "PLN"}
SYMBOLS |= {"₴": "UAH", "₩": "KRW", "฿": "THB", "Kč": "CZK", "Ft": "HUF"}
SYMBOLS |= {"￥": "JPY", "円": "JPY", "元": "CNY", "원": "KRW"}
_YEN = frozenset("¥￥")  # and yuan
_DOLLAR = re.compile(r"[A-Z]{1,3}\$")
_DOLLARS_BY_PREFIX = {
    "R$": "BRL",
    "A$": "AUD",
    "C$": "CAD",
    "S$": "SGD",
    "HK$": "HKD",
    "MX$": "MXN",
}
_DOLLARS_BY_PREFIX |= {"US$": "USD", "AU$": "AUD", "CA$": "CAD", "NZ$": "NZD", "NT$": "TWD"}
_SHORT_NAMES = frozenset(
    {"fr", "sfr", "kr", "lei", "rs", "dkr", "skr", "nkr", "euro", "euros", "rm", "rp", "dm", "tl"}
)
DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP", "COP", "ARS"})


class AmountUnreadable(ValueError):
    """The text is no amount."""


class Amounts:
    """Reads one column. `is_comma` says what a single mark before three digits means."""

    def __init__(self, *, is_comma: bool = False) -> None:
        self._is_comma = is_comma
        self._known: dict[str, Decimal | None] = {}

    def read(self, text: str) -> Decimal | None:
        """None for a blank or a dash. Raises AmountUnreadable."""
        try:
            return self._known[text]
        except KeyError:
            pass
        amount = self._read(text)
        if len(self._known) >= _CACHE_SIZE:
            self._known.clear()
        self._known[text] = amount
        return amount

    def _read(self, text: str) -> Decimal | None:
        if not self._is_comma and _PLAIN.fullmatch(text):
            return Decimal(text)
        bare = text.strip()
        if len(bare) > LONGEST_AMOUNT:
            raise AmountUnreadable(bare[:LONGEST_AMOUNT])
        if bare.startswith('="') and bare.endswith('"'):
            bare = bare[2:-1].strip()
        bare = bare.lstrip("'")
        if bare in {"", "-", "–", "—", "--", "n/a", "N/A"}:
            return None
        is_negative, bare = _sign_of(bare)
        digits = _digits_of(bare)
        number = Decimal(_with_point(digits, is_comma=self._is_comma))
        return -number if is_negative and number else number


def _sign_of(text: str) -> tuple[bool, str]:
    text = _SWISS_END.sub("", text)
    is_negative = text.startswith("(") and text.endswith(")")
    if is_negative:
        text = text[1:-1]
    text, count = _MINUS.subn("", text)
    if count > 1:
        raise AmountUnreadable(text)
    return is_negative or count == 1, text.replace("+", "")


def _digits_of(text: str) -> str:
    """Only digits and marks, after the currency is gone. One number, no more."""
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        raise AmountUnreadable(text)
    around = text.replace(numbers[0], " ", 1)
    if not all(map(_is_money_word, around.split())):
        raise AmountUnreadable(text)
    if re.search(r"\d[\s\xa0\u202f]+\d(?!\d\d)", numbers[0]):
        raise AmountUnreadable(text)  # a gap that groups no thousands: "12 5"
    digits = str(numbers[0]).translate(_SPACES).rstrip(".,")
    if not digits.isascii():
        digits = "".join(str(int(c)) if c.isdecimal() else c for c in digits)
    return digits


def _is_money_word(word: str) -> bool:
    word = word.strip(".,")
    return (
        not word
        or (len(word) == 3 and is_currency(word.upper()))
        or word in SYMBOLS
        or word.casefold() in _SHORT_NAMES
        or all(unicodedata.category(c) == "Sc" for c in word)
        or bool(_DOLLAR.fullmatch(word))
    )


def _with_point(digits: str, *, is_comma: bool) -> str:
    mark = _decimal_mark(digits)
    if mark == "?":
        said = "," if is_comma else "."
        mark = said if said in digits else ""
    whole, _, part = digits.rpartition(mark) if mark else (digits, "", "")
    for other in ".,":
        if other in whole and not (_GROUPS.fullmatch(whole) or _INDIAN.fullmatch(whole)):
            raise AmountUnreadable(digits)
    return f"{whole.replace('.', '').replace(',', '') or '0'}.{part or '0'}"


def _decimal_mark(digits: str) -> str:
    """The mark before the decimals: "." or ","; "" for none, "?" where only the column knows."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return max(".,", key=digits.rindex)
    if not points and not commas:
        return ""
    mark = "." if points else ","
    if points + commas > 1:
        return ""  # several of one kind group thousands
    whole, _, part = digits.partition(mark)
    is_open = len(part) == 3 and 1 <= len(whole) <= 3 and whole.strip("0") != ""
    return "?" if is_open else mark


def decimal_evidence(text: str) -> str:
    """What one value says of its column: "." or "," as decimal mark; "?.", "?,"; "" nothing."""
    bare = text.strip()
    if not bare or len(bare) > LONGEST_AMOUNT:
        return ""
    try:
        _, bare = _sign_of(bare.lstrip("'"))
        digits = _digits_of(bare)
    except AmountUnreadable:
        return ""
    mark = _decimal_mark(digits)
    if mark == "?":
        return "?." if "." in digits else "?,"
    if not mark and ("." in digits or "," in digits):
        return "," if "." in digits else "."  # thousands are grouped by the other one
    return mark


def is_amount(text: str) -> bool:
    try:
        return Amounts().read(text) is not None
    except AmountUnreadable:
        return False


def currency_in(text: str, *, home: str) -> str:
    """The currency that a value or header shows, "" for none. `home` is what a bare $ means."""
    for word in _WORDS.findall(text):
        bare = word.rstrip(".")
        if is_currency(bare.upper()) and len(bare) == 3 and bare.isupper():
            return str(bare)
        if bare in _YEN and home == "CNY":
            return home
        if bare in SYMBOLS:
            return SYMBOLS[bare]
    if "$" in text:
        for prefixed in _DOLLAR.findall(text):
            if prefixed in _DOLLARS_BY_PREFIX:
                return _DOLLARS_BY_PREFIX[prefixed]
        return home if home in DOLLARS else "USD"
    return ""


def settle_decimal(values: Iterable[str], *, digits: int) -> bool | None:
    """Whether a column has decimal commas; None where only the owner can say.

    `digits` are the decimals of the file's currency: `1.000` is one dinar and a thousand yen.
    """
    seen = {"": 0, ".": 0, ",": 0, "?.": 0, "?,": 0}
    for value in values:
        seen[decimal_evidence(value)] += 1
    if seen["."] or seen[","]:
        return seen[","] > seen["."]
    if not seen["?."] and not seen["?,"]:
        return False
    if seen["?."] and seen["?,"]:
        return None
    if digits == 3:
        return bool(seen["?,"])
    if digits == 0:
        return bool(seen["?."])
    return None
