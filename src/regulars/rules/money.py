"""Money in whole minor units: cents, yen, fils."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.core import get_global

LARGEST_MINOR = 10**15  # a sum beyond this is a mistake of reading, not a sale


@cache
def is_currency(code: str) -> bool:
    return code in get_global("all_currencies")


@cache
def minor_digits(currency: str) -> int:
    """Decimal places of a currency: 2 for EUR, 0 for JPY, 3 for KWD."""
    fractions = get_global("currency_fractions")
    digits: int = fractions.get(currency, fractions["DEFAULT"])[0]
    return digits


def to_minor(amount: Decimal, currency: str) -> int:
    """Half a minor unit is rounded away from zero, as receipts do."""
    scaled = amount.scaleb(minor_digits(currency))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def from_minor(amount_minor: int, currency: str) -> Decimal:
    return Decimal(amount_minor).scaleb(-minor_digits(currency))


def split_minor(amount_minor: int, weights: Sequence[int]) -> list[int]:
    """Parts in proportion to the weights that sum to the whole, the same each time.

    weights are whole numbers >= 0 with a sum above 0. What rounding leaves over goes to the
    largest remainders, the first among equals.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("expected weights >= 0 with a sum above 0")
    sign = -1 if amount_minor < 0 else 1
    shares = [divmod(abs(amount_minor) * weight, whole) for weight in weights]
    left = abs(amount_minor) - sum(share for share, _ in shares)
    by_remainder = sorted(range(len(shares)), key=lambda i: (-shares[i][1], i))
    favoured = set(by_remainder[:left])
    return [sign * (share + (i in favoured)) for i, (share, _) in enumerate(shares)]
