"""What customers own and use up, and when it is next due."""

from dataclasses import dataclass
from datetime import date, timedelta

from regulars.rules.search import fold

FURTHEST_DAYS = 36_500  # what lies beyond is a slip, and no date any more
PRODUCT_WORD_LEAST = 3  # a shorter text would be found in too many names


@dataclass(frozen=True, slots=True)
class Product:
    """A thing sold, as its line names it."""

    name: str
    sku: str = ""
    category: str = ""


def next_due_on(
    *,
    since_on: date,
    served_on: date | None,
    every_days: int | None,
    units: int = 1,
    ended_on: date | None = None,
) -> date | None:
    """The day its next service falls due, or the day it is used up.

    Counted from the last service (or from when it was bought), so a service that comes late moves
    the following one along. None where nothing comes round: no interval, or the thing is gone.
    """
    if ended_on is not None or not every_days:
        return None
    away_days = min(every_days * units, FURTHEST_DAYS)
    try:
        return (served_on or since_on) + timedelta(days=away_days)
    except OverflowError:
        return None


def occurrence_of(thing_id: int, *, since_on: date, served_on: date | None) -> str:
    """Names one turn of one thing: it stays the same when the interval is changed, and is another
    one after each service."""
    return f"{thing_id}:{(served_on or since_on).isoformat()}"


def matches(wanted: str, product: Product) -> bool:
    """Whether an interval's text means this product: its number or category as a whole, or a part
    of its name; case and accents do not count."""
    text = fold(wanted)
    if not text:
        return False
    if text in {fold(product.sku), fold(product.category), fold(product.name)}:
        return True
    return len(text) >= PRODUCT_WORD_LEAST and text in fold(product.name)
