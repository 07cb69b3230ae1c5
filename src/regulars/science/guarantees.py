"""What a record proves of a promise: "within d days, or you get something back".

A rate kept is a count, so everything here is exact for independent orders. Bad days come in
clusters: put `waits.lower_share_by_day` beside each bound. Whoever looks every week needs
`sequences.share_lower_bound` instead.
"""

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, betaincinv, nctdtrit, ndtri

from regulars.science.checks import Floats, ScienceError, columns, count, share


def kept_share_bound(kept: float, orders: float, *, confidence: float = 0.95) -> float:
    """What the true kept rate is at least.

    kept, orders  0 <= kept <= orders, orders > 0; parts of an order are allowed, since an
                  effective number of orders is seldom whole
    confidence    in (0, 1)

    Returns a share in [0, 1], below the true one in all but 1 - confidence of such records.
    Raises ScienceError outside these ranges.

    Source: Clopper, Pearson (1934), "The use of confidence or fiducial limits", one-sided.
    """
    share(confidence=confidence)
    if not (0 <= kept <= orders and 0 < orders < math.inf):  # NaN fails too
        raise ScienceError(f"expected 0 <= kept <= orders and orders > 0, got {kept} of {orders}")
    if kept == 0:
        return 0.0
    return float(betaincinv(kept, orders - kept + 1, 1 - confidence))


def orders_needed(promised_share: float, *, misses: int = 0, confidence: float = 0.95) -> int:
    """The fewest orders that prove a promise although this many were late.

    promised_share, confidence  in (0, 1)
    misses                      whole number >= 0

    Returns a whole number: 59 for 95 % without a miss, 93 with one.
    Raises ScienceError outside these ranges.

    Source: definition; the bound of `kept_share_bound` reaches the promise when so few misses
    would have had a chance of at most 1 - confidence.
    """
    share(promised_share=promised_share, confidence=confidence)
    count(misses=misses)
    low, high = misses, misses + 1
    while bdtr(misses, high, 1 - promised_share) > 1 - confidence:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        is_proof = bdtr(misses, middle, 1 - promised_share) <= 1 - confidence
        low, high = (low, middle) if is_proof else (middle, high)
    return high


def tolerance_days(
    waited_days: ArrayLike, *, promised_share: float = 0.95, confidence: float = 0.95
) -> float | None:
    """The days within which at least the promised share of all orders arrives.

    waited_days   (n,) days >= 0

    Returns one of the waits, or None with too few of them (59 for 95 % and 95 %). No shape is
    assumed. Raises ScienceError on negative days or NaN.

    Source: Wilks (1941), "Determination of sample sizes for setting tolerance limits".
    """
    waited = _sorted_waits(waited_days)
    share(promised_share=promised_share, confidence=confidence)
    if waited.size < orders_needed(promised_share, confidence=confidence):
        return None
    above = np.arange(waited.size)
    allowed = above[bdtr(above, waited.size, 1 - promised_share) <= 1 - confidence]
    return float(waited[waited.size - 1 - allowed[-1]])


def conformal_days(waited_days: ArrayLike, *, promised_share: float = 0.95) -> float | None:
    """The days that the next order keeps with at least this chance.

    waited_days   (n,) days >= 0, of orders like the next one

    Returns one of the waits, or None with too few of them (19 for 95 %). It holds on average over
    records, not for this one: for a date told to one customer, not for a published guarantee.
    Raises ScienceError on negative days or NaN.

    Source: Vovk, Gammerman, Shafer (2005), "Algorithmic Learning in a Random World".
    """
    waited = _sorted_waits(waited_days)
    share(promised_share=promised_share)
    rank = math.ceil(round((waited.size + 1) * promised_share, 9))
    return float(waited[rank - 1]) if rank <= waited.size else None


def normal_tolerance_factor(
    orders: int, *, promised_share: float = 0.95, confidence: float = 0.95
) -> float:
    """How many standard deviations above the mean log wait a tolerance bound lies.

    orders   whole number >= 2

    Returns a factor > 0. Only a check beside `tolerance_days`: it is wrong where the waits have
    two humps. Raises ScienceError outside these ranges.

    Source: noncentral t; Hahn, Meeker (1991), "Statistical Intervals", 4.4.
    """
    share(promised_share=promised_share, confidence=confidence)
    count(2, orders=orders)
    root = math.sqrt(orders)
    return float(nctdtrit(orders - 1, ndtri(promised_share) * root, confidence) / root)


def expected_cost_minor(orders: int, lower_share: float, compensation_minor: int) -> int:
    """What a guarantee costs at most, as far as the record can tell.

    orders              whole number >= 0, of the time asked about
    lower_share         in [0, 1], what `kept_share_bound` says
    compensation_minor  minor units >= 0 for one order that is late

    Returns minor units, rounded up. Raises ScienceError outside these ranges.

    Source: orders times upper bound of the miss rate times compensation.
    """
    count(orders=orders, compensation_minor=compensation_minor)
    if not 0 <= lower_share <= 1:
        raise ScienceError(f"expected lower_share in [0, 1], got {lower_share}")
    return math.ceil(round(orders * (1 - lower_share) * compensation_minor, 6))


def _sorted_waits(waited_days: ArrayLike) -> Floats:
    (waited,) = columns(waited_days=waited_days)
    if (waited < 0).any():
        raise ScienceError("expected waits >= 0 days")
    return np.sort(waited)
