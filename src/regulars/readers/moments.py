"""Days and times as files write them. The order of day and month is settled by the column."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from regulars.readers.words import MONTHS
from regulars.readers.zones import zone_of
from regulars.rules.dates import Anniversary

LONGEST_MOMENT = 60
_CACHE_SIZE = 50_000
_LONGEST_KEPT = 14  # days come again and again, moments to the second do not
_EXCEL_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial has no zone
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # 1927 to 2119
_CENTURY_TURN = 70  # 69 is 2069, 70 is 1970

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\d*)?"
    r"(?:\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?",
    re.ASCII,
)
_NUMERIC = re.compile(
    r"(\d{1,4})\s?([./\-\s])\s?(\d{1,2})(?:\s?\2\s?(\d{2,4}))?\.?(?:[\sT,]+(?:um |à |at )?(.+))?",
    re.ASCII,
)
_TIME = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?:[:.m](\d{2})(?:[.,]\d+)?s?)?)?\s*(?:uhr)?\s*([ap]\.?\s?m\.?)?\s*(.*)",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_TOKEN = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)
_YEARLESS = re.compile(r"--(\d{2})-?(\d{2})", re.ASCII)


class MomentUnreadable(ValueError):
    """The text is no date."""


class MomentImpossible(ValueError):
    """The text is a date that no calendar has."""


class Moment(NamedTuple):
    """As the cell has it: naive unless the cell itself has an offset."""

    at: datetime
    is_time_known: bool
    has_year: bool = True


class Moments:
    """Reads one column."""

    def __init__(self, *, is_day_first: bool = True) -> None:
        self._is_day_first = is_day_first
        self._known: dict[str, Moment | None] = {}

    def read(self, text: str) -> Moment | None:
        """None for a blank. Raises MomentUnreadable or MomentImpossible."""
        try:
            return self._known[text]
        except KeyError:
            pass
        moment = self._read(text)
        if len(text) > _LONGEST_KEPT:
            return moment
        if len(self._known) >= _CACHE_SIZE:
            self._known.clear()
        self._known[text] = moment
        return moment

    def _read(self, text: str) -> Moment | None:  # noqa: PLR0911 - one line for a way of writing
        if match := _ISO.fullmatch(text):
            return _iso(match)
        bare = _bared(text)
        if not bare:
            return None
        if len(bare) > LONGEST_MOMENT:
            raise MomentUnreadable(bare[:LONGEST_MOMENT])
        if match := _ISO.fullmatch(bare):
            return _iso(match)
        if match := _COMPACT.fullmatch(bare):
            return _compact(match)
        if match := _NUMERIC.fullmatch(bare):
            return self._numeric(match)
        if _SERIAL.fullmatch(bare):
            return _serial(bare)
        if match := _YEARLESS.fullmatch(bare):
            return _moment(0, int(match[1]), int(match[2]), "")
        return self._named(bare)

    def _numeric(self, match: re.Match[str]) -> Moment:
        first, _, second, third, clock = match.groups()
        if third is None and len(first) >= 3:
            raise MomentUnreadable(match[0])
        if len(first) >= 3:
            return _moment(_year(first), int(second), int(third), clock or "")
        is_day_first = self._is_day_first
        if is_day_first and int(second) > 12 >= int(first):
            is_day_first = False
        elif not is_day_first and int(first) > 12 >= int(second):
            is_day_first = True
        day, month = (first, second) if is_day_first else (second, first)
        return _moment(_year(third) if third else 0, int(month), int(day), clock or "")

    def _named(self, text: str) -> Moment:
        """A month in words: `Dec 8, 2024 9:15 AM`, `26. Mai 2014`, `Jul-25-26`, `10-Dez-25`."""
        month, end = 0, 0
        numbers: list[str] = []
        for token in _TOKEN.finditer(text):
            word = token[0]
            if word.isdigit():
                if text[token.end() : token.end() + 1] in {":", "h"} and len(numbers) >= 1:
                    break
                numbers.append(word)
                end = token.end()
            elif not month and (found := MONTHS.get(_plain(word))):
                month = found
                end = max(end, token.end())
            if month and len(numbers) == 2:
                break
        if not month or not numbers:
            raise MomentUnreadable(text)
        clock = re.sub(r"^(?:[\s,.]|at\b|um\b|à\b|de\b|a las\b|alle\b|kl\b)+", "", text[end:])
        if len(numbers) == 1:
            return _moment(0, month, int(numbers[0]), "")
        day, year = numbers
        if len(day) == 4:
            day, year = year, day
        return _moment(_year(year), month, int(day), clock)


def _bared(text: str) -> str:
    text = text.strip().strip("\u200e\u200f\ufeff")
    if text.startswith('="'):
        text = text[2:].rstrip('"')
    text = text.lstrip("'").replace("\xa0", " ").replace("\u202f", " ").strip()
    if text in {"-", "–", "--", "0/0/00", "0000-00-00", "0000-00-00 00:00:00", "00.00.0000"}:
        return ""
    return text


def _plain(word: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c)
    )


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < _CENTURY_TURN else 1900)


def _iso(match: re.Match[str]) -> Moment:
    day, clock, zone = match.groups()
    try:
        at = datetime.fromisoformat(f"{day} {clock}" if clock else day)
    except ValueError as error:
        raise MomentImpossible(match[0]) from error
    if zone and clock:
        at = at.replace(tzinfo=zone_of(zone))
    return Moment(at, clock is not None)


def _compact(match: re.Match[str]) -> Moment:
    year, month, day, hour, minute, second, zone = match.groups()
    clock = f"{hour}:{minute}:{second or '00'}{' UTC' if zone else ''}" if hour else ""
    return _moment(int(year), int(month), int(day), clock)


def _serial(text: str) -> Moment:
    days = float(text.replace(",", "."))
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        raise MomentUnreadable(text)
    at = _EXCEL_DAY_0 + timedelta(seconds=round(days * 86_400))
    return Moment(at, not days.is_integer())


def _moment(year: int, month: int, day: int, clock: str) -> Moment:
    """year 0: not known."""
    a_leap_year = 2000
    try:
        # The day of a written date has no zone of its own; whoever asks puts one on.
        at = datetime(year or a_leap_year, month, day)  # noqa: DTZ001
    except ValueError as error:
        raise MomentImpossible(f"{year}-{month}-{day}") from error
    known = read_clock(clock) if clock.strip() else None
    if known is None:
        return Moment(at, is_time_known=False, has_year=bool(year))
    seconds, zone = known
    return Moment((at + timedelta(seconds=seconds)).replace(tzinfo=zone), True, bool(year))


@lru_cache(maxsize=100_000)
def read_clock(text: str) -> tuple[int, tzinfo | None] | None:
    """Seconds since midnight and the zone, if the text has one. Raises MomentUnreadable.

    A cell that repeats the whole date before the time is understood as well.
    """
    text = text.strip()
    if not text or text == "-":
        return None
    match = _TIME.fullmatch(text)
    if not match or (match[2] is None and match[4] is None):
        raise MomentUnreadable(text)
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    half = (match[4] or "").lower()
    if half and not 1 <= hour <= 12:
        half = ""  # "14:42 PM" says it twice
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        raise MomentImpossible(text)
    zone = zone_of(match[5]) if match[5] else None
    if match[5] and zone is None:
        raise MomentUnreadable(text)
    return hour * 3600 + minute * 60 + second, zone


def anniversary_in(text: str, moments: Moments) -> Anniversary | None:
    """A birthday, with its year or without. Raises like `Moments.read`."""
    moment = moments.read(text)
    if moment is None:
        return None
    year = moment.at.year if moment.has_year else None
    if year is not None and year <= 1900:
        year = None  # what address books write for "not known"
    return Anniversary(moment.at.month, moment.at.day, year)


def is_moment(text: str) -> bool:
    """Whether a text looks like a date with some certainty: bare numbers do not count."""
    bare = _bared(text)
    if not bare or len(bare) > LONGEST_MOMENT or bare.isdigit():
        return False
    try:
        moment = Moments().read(bare)
    except ValueError:
        return False
    return moment is not None and not _SERIAL.fullmatch(bare)


def is_serial(text: str) -> bool:
    """Whether a text may be a day as spreadsheets count them."""
    return bool(_SERIAL.fullmatch(text)) and _FIRST_SERIAL <= int(text[:5]) <= _LAST_SERIAL


def settle_day_first(values: Iterable[str]) -> bool | None:
    """True or False where a value above 12 or the way of writing settles it; None where not.

    Dates with the month in words or the year first settle nothing and need nothing: for a
    column of only such dates the answer is True.
    """
    day_first = month_first = unsettled = 0
    for value in values:
        match = _NUMERIC.fullmatch(_bared(value))
        if not match or len(match[1]) >= 3:
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            day_first += 1
        elif second > 12 >= first:
            month_first += 1
        elif first != second:
            if match[2] == "." or (match[3] and match[0].rstrip().endswith(".")):
                day_first += 1  # points are written between day and month, in this order
            else:
                unsettled += 1
    if day_first or month_first:
        return day_first >= month_first
    return None if unsettled else True


def is_utc(zone: tzinfo) -> bool:
    if isinstance(zone, timezone):
        return not zone.utcoffset(None)
    return str(zone) in {"UTC", "Etc/UTC", "Etc/GMT", "GMT"}
