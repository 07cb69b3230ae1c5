"""When a guarantee is earned, when it is dull, and which limits are tried for it."""

from collections.abc import Iterable
from enum import StrEnum

from regulars.rules.charters import Unit

USUAL_PERCENT = 97  # how often it is to be kept, surely
LOOKED_AT = 200  # the last cases that a first look takes in
LIMITS = {
    Unit.HOURS: (1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168),
    Unit.DAYS: (1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 42, 60),
}
PERCENTS = (80, 85, 90, 95, 97, 98, 99)  # of what is kept or not
FEWEST_ANSWERS = 5
DULL_PERCENT = 80  # so many expect it anyway: nobody is startled (E12)


class GuaranteeState(StrEnum):
    MEASURING = "measuring"  # the record speaks first (E11)
    PUBLISHED = "published"
    REPLACED = "replaced"
    ENDED = "ended"
    DROPPED = "dropped"  # never published


class ProposalKind(StrEnum):
    TIGHTEN = "tighten"  # kept with room to spare, for long enough (E16)
    PROTECT = "protect"  # it slips: see to the process, or promise less


class ProposalState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"


def is_dull(expected: int, answers: int) -> bool | None:
    """Whether almost everybody expects it anyway. None while too few were asked."""
    if answers < FEWEST_ANSWERS:
        return None
    return expected * 100 >= DULL_PERCENT * answers


def is_valued(mattering: int, answers: int) -> bool | None:
    """Whether it matters to more than half of those asked (E10). None while too few were asked."""
    return None if answers < FEWEST_ANSWERS else mattering * 2 > answers


def tighter(limits: Iterable[int], within: int) -> list[int]:
    """Below the limit of now, the nearest first."""
    return sorted((one for one in limits if one < within), reverse=True)


def looser(limits: Iterable[int], within: int) -> int | None:
    return min((one for one in limits if one > within), default=None)


def permille(lower_share: float) -> int:
    """Rounded down: what is stored never says more than is proven."""
    return int(lower_share * 1000 + 1e-9)
