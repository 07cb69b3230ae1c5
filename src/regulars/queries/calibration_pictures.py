"""What was said against what came, as numbers for a drawing and in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

SIDE, LEFT, TOP = 240.0, 44.0, 12.0  # of the square, and where it stands
SMALLEST, LARGEST = 3.0, 11.0  # radii


@dataclass(frozen=True, slots=True)
class Dot:
    """Everybody of whom about the same was said."""

    x: str
    y: str
    radius: str
    customers: int
    said: int  # in 100
    came: int


@dataclass(frozen=True, slots=True)
class Picture:
    dots: list[Dot]
    words: str


def picture_of(bins: list[dict[str, Any]]) -> Picture:
    most = max((one["customers"] for one in bins), default=1)
    dots = [
        Dot(
            x=f"{LEFT + SIDE * one['said']:.1f}",
            y=f"{TOP + SIDE * (1 - one['came']):.1f}",
            radius=f"{SMALLEST + (LARGEST - SMALLEST) * (one['customers'] / most) ** 0.5:.1f}",
            customers=one["customers"],
            said=round(one["said"] * 100),
            came=round(one["came"] * 100),
        )
        for one in bins
    ]
    words = gettext("said %(said)d, came %(came)d in 100")
    return Picture(
        dots=dots, words="; ".join(words % {"said": d.said, "came": d.came} for d in dots)
    )
