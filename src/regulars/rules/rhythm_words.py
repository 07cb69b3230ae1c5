"""How a rhythm is put into words people use; the words themselves are in queries.rhythms."""

import math
from enum import StrEnum


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Steadiness(StrEnum):
    VERY_STEADY = "very_steady"
    STEADY = "steady"
    UNEVEN = "uneven"
    RANDOM = "random"


DAYS_IN = {Unit.DAYS: 1.0, Unit.WEEKS: 7.0, Unit.MONTHS: 365.25 / 12, Unit.YEARS: 365.25}
# Up to how many days each unit is used: 55 days, 9 weeks, 5 months, 2 years.
LONGEST_DAYS = ((Unit.DAYS, 56.5), (Unit.WEEKS, 120.0), (Unit.MONTHS, 640.0))
UP_TO_SPREAD = (
    (Steadiness.VERY_STEADY, 0.25),
    (Steadiness.STEADY, 0.5),
    (Steadiness.UNEVEN, 0.8),
)
FRACTIONS = ((1, 20), (1, 10), (1, 5), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (4, 5), (9, 10))
HARDLY_ANY, ALMOST_ALL = 0.03, 0.95


def in_unit(days: float) -> tuple[int, Unit]:
    """A time in the unit that people would use for it, at least 1: 31 days, 9 weeks, 5 months."""
    unit = next((unit for unit, longest in LONGEST_DAYS if days <= longest), Unit.YEARS)
    return max(1, math.floor(days / DAYS_IN[unit] + 0.5)), unit


def steadiness(spread: float) -> Steadiness:
    """spread from 0 (very steady) to 1 (anything goes)."""
    for said, longest in UP_TO_SPREAD:
        if spread < longest:
            return said
    return Steadiness.RANDOM


def fraction(share: float) -> tuple[int, int]:
    """The share as "1 in 4": the nearest of those one says aloud. (0, 1) is hardly anybody,
    (1, 1) almost everybody."""
    if not 0 <= share <= 1:
        raise ValueError("expected a share from 0 to 1")
    if share < HARDLY_ANY:
        return 0, 1
    if share > ALMOST_ALL:
        return 1, 1
    return min(FRACTIONS, key=lambda said: abs(said[0] / said[1] - share))


def fraction_range(share: float) -> tuple[int, int]:
    """The share as "1 to 2 in 5", where little is known: the fifths that it lies between."""
    if not 0 <= share <= 1:
        raise ValueError("expected a share from 0 to 1")
    low = min(int(share * 5), 4)
    return low, low + 1
