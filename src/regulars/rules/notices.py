"""Bad news: what changes, and how long it took until each person had heard it from us."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from statistics import median
from zoneinfo import ZoneInfo

from regulars.rules.moments import instant_of
from regulars.rules.open_days import OpenDays
from regulars.rules.search import fold

LONGEST_WAIT_DAYS = 366  # opening hours are added up no further
MOST_WORDS = 20
# Stems of what sells, in the languages of the house. Bad news carries none of them (N4).
SELLING = (
    "discount", "special offer", "on sale", "voucher", "coupon", "bargain", "promo", "buy ",
    "order now", "new arrival", "% off", "upgrade", "rabatt", "sonderangebot", "gutschein",
    "aktion", "schnäppchen", "jetzt kaufen", "jetzt bestellen", "neu im sortiment", "prozent auf",
    "% auf", "unsere empfehlung",
)  # fmt: skip


class NoticeKind(StrEnum):
    """Stored: never rename one."""

    PRICE = "price"
    DELAY = "delay"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the bad news is about. Words are told apart by commas, and any of them is enough."""

    about: str = ""  # a product, its number, its category or its supplier
    source: str = ""  # orders that came from this tool alone
    from_on: date | None = None
    to_on: date | None = None

    @property
    def is_told(self) -> bool:
        """Whether it says anything: everybody is never meant."""
        return bool(self.words or self.from_on or self.to_on)

    @property
    def words(self) -> list[str]:
        parts = [fold(part) for part in self.about.split(",")]
        return [part for part in parts if part][:MOST_WORDS]

    def has_days(self) -> bool:
        return bool(self.from_on or self.to_on)

    def names(self, *texts: str) -> bool:
        """Whether one of these texts holds one of the words; all do where none is told."""
        told = [fold(text) for text in texts]
        return not self.words or any(word in text for word in self.words for text in told)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies within; all do where none is told."""
        if not self.has_days():
            return True
        if day is None:
            return False
        return (self.from_on or day) <= day <= (self.to_on or day)


def what_sells(text: str) -> str:
    """The first word in it that sells something; "" where none does."""
    told = f"{text.casefold()} "
    return next((word.strip() for word in SELLING if word in told), "")


@dataclass(frozen=True, slots=True)
class OpenHours:
    """When somebody here can speak to people: these hours on days that are not closed."""

    zone: ZoneInfo
    opens: time
    closes: time
    days: OpenDays


@dataclass(frozen=True, slots=True)
class Heard:
    """One person who had to hear it."""

    known_at: datetime
    told_at: datetime | None = None
    asked_first_at: datetime | None = None

    @property
    def is_settled(self) -> bool:
        return self.told_at is not None or self.asked_first_at is not None

    @property
    def was_told_first(self) -> bool:
        return self.told_at is not None and self.asked_first_at is None


@dataclass(frozen=True, slots=True)
class Clock:
    """How a notice, or many, came out. Hours are None where nobody was told yet."""

    people: int
    told: int
    told_first: int
    asked_first: int
    waiting: int
    median_hours: float | None  # plain, by the clock on the wall
    median_open_hours: float | None  # within opening hours

    @property
    def settled(self) -> int:
        return self.told_first + self.asked_first

    @property
    def share_told_first(self) -> float | None:
        """Of those who were told, or who asked first."""
        return self.told_first / self.settled if self.settled else None


def clock_of(people: Iterable[Heard], hours: OpenHours) -> Clock:
    found = list(people)
    told = [(one.known_at, one.told_at) for one in found if one.told_at is not None]
    plain = [max(end - start, timedelta()).total_seconds() / 3600 for start, end in told]
    within = [open_time(start, end, hours).total_seconds() / 3600 for start, end in told]
    return Clock(
        people=len(found),
        told=len(told),
        told_first=sum(one.was_told_first for one in found),
        asked_first=sum(one.asked_first_at is not None for one in found),
        waiting=sum(not one.is_settled for one in found),
        median_hours=median(plain) if plain else None,
        median_open_hours=median(within) if within else None,
    )


def open_time(start: datetime, end: datetime, hours: OpenHours) -> timedelta:
    """How much of the time between two moments the business was open. Zero where `end` is first.

    A day on which clocks change has as many hours as it has.
    """
    total = timedelta()
    if end <= start:
        return total
    day = start.astimezone(hours.zone).date()
    last = min(end.astimezone(hours.zone).date(), day + timedelta(days=LONGEST_WAIT_DAYS))
    while day <= last:
        if day in hours.days:
            total += _open_on(day, start, end, hours)
        day += timedelta(days=1)
    return total


def _open_on(day: date, start: datetime, end: datetime, hours: OpenHours) -> timedelta:
    opens = instant_of(day, hours.opens, hours.zone).astimezone(UTC)
    closes = instant_of(day, hours.closes, hours.zone).astimezone(UTC)
    within = min(closes, end.astimezone(UTC)) - max(opens, start.astimezone(UTC))
    return max(within, timedelta())
