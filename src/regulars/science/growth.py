"""Where a change in revenue came from.

Customers gained, customers lost, how often the others came and what they spent each time. The
split between the last two depends on which is changed first; the Shapley value takes the mean of
all orders, and is the only fair split that adds up. It is taken per customer, so that a shift
from those who spend little to those who spend much is no change of anybody's habits.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from regulars.science.checks import Floats, ScienceError, columns

LARGEST = 2.0**53  # above this a float no longer counts minor units one by one


@dataclass(frozen=True)
class GrowthSplit:
    """A change in revenue and its four parts, in minor units of one currency.

    before_minor, after_minor  revenue of the two periods, refunds taken off
    gained_minor       from customers who bought only in the second period
    lost_minor         from customers who bought only in the first
    frequency_minor    those who bought in both came more or less often
    order_value_minor  they spent more or less each time; also what was refunded to customers who
                       bought in neither
    gained, lost, stayed  customers
    """

    before_minor: int
    after_minor: int
    gained_minor: int
    lost_minor: int
    frequency_minor: int
    order_value_minor: int
    gained: int
    lost: int
    stayed: int

    @property
    def change_minor(self) -> int:
        """The sum of the four parts, to the last minor unit."""
        return self.after_minor - self.before_minor


def split_growth(
    orders_before: ArrayLike,
    revenue_before_minor: ArrayLike,
    orders_after: ArrayLike,
    revenue_after_minor: ArrayLike,
) -> GrowthSplit:
    """Split the change in revenue between two periods of equal length.

    orders_before, orders_after  (n,) whole numbers >= 0, one entry per customer; refunds are no
                                 orders
    revenue_before_minor, revenue_after_minor
                                 (n,) whole minor units of one currency, refunds taken off, so
                                 that they may be negative; never add currencies, split each alone

    Returns a GrowthSplit whose parts sum to the change exactly: computed in fractions, rounded by
    the largest remainder. n may be 0. Raises ScienceError on unequal lengths, NaN, parts of a
    minor unit, and negative or broken numbers of orders.

    Source: Shapley (1953), "A value for n-person games"; with two factors a customer's share of
    frequency is the change of orders times the mean order value of the two periods.
    """
    n0, r0, n1, r1 = columns(
        orders_before=orders_before,
        revenue_before_minor=revenue_before_minor,
        orders_after=orders_after,
        revenue_after_minor=revenue_after_minor,
    )
    for numbers in (n0, r0, n1, r1):
        if (numbers % 1 != 0).any() or (np.abs(numbers) > LARGEST).any():
            raise ScienceError("expected whole numbers that a float can count")
    if (n0 < 0).any() or (n1 < 0).any():
        raise ScienceError("expected numbers of orders >= 0")
    came, left, stayed = (n0 == 0) & (n1 > 0), (n0 > 0) & (n1 == 0), (n0 > 0) & (n1 > 0)
    before, after = _sum(r0), _sum(r1)
    gained, lost = _sum(r1[came]) - _sum(r0[came]), _sum(r1[left]) - _sum(r0[left])
    frequency = _frequency(n0[stayed], r0[stayed], n1[stayed], r1[stayed])
    frequency_minor, order_value_minor = _whole(frequency, after - before - gained - lost)
    return GrowthSplit(
        before_minor=before,
        after_minor=after,
        gained_minor=gained,
        lost_minor=lost,
        frequency_minor=frequency_minor,
        order_value_minor=order_value_minor,
        gained=int(came.sum()),
        lost=int(left.sum()),
        stayed=int(stayed.sum()),
    )


def _sum(amounts: Floats) -> int:
    return sum(int(amount) for amount in amounts.tolist())


def _frequency(n0: Floats, r0: Floats, n1: Floats, r1: Floats) -> Fraction:
    """Sum of (n1 - n0) (r0 / n0 + r1 / n1) / 2, exactly; few denominators, so few fractions."""
    over: defaultdict[int, int] = defaultdict(int)
    rows = zip(*(column.astype(np.int64).tolist() for column in (n0, r0, n1, r1)), strict=True)
    for was, was_minor, now, now_minor in rows:
        over[2 * was * now] += (now - was) * (was_minor * now + now_minor * was)
    return sum((Fraction(top, bottom) for bottom, top in over.items()), Fraction(0))


def _whole(frequency: Fraction, together: int) -> tuple[int, int]:
    """Frequency and order value as whole numbers with this sum. Both rounded down leave one unit
    over at most; it goes to the larger remainder, and to frequency where they are equal."""
    down = frequency.numerator // frequency.denominator
    whole = down + (1 if frequency - down >= Fraction(1, 2) else 0)
    return whole, together - whole
