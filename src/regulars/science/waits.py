"""Promises held against a record: open orders, bad days, and the tightest limit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.science.checks import Floats, ScienceError, columns, count, share
from regulars.science.guarantees import kept_share_bound


@dataclass(frozen=True)
class Kept:
    """How well one limit was kept.

    limit_days  the promise
    orders      all of them, open ones included
    misses      delivered late, or open and late already
    undecided   open and not late yet: they count for the days that they have waited
    share       part of all orders that is there in time, 0 to 1
    lower_share what the true part is at least, with the confidence asked for
    """

    limit_days: float
    orders: int
    misses: int
    undecided: int
    share: float
    lower_share: float


@dataclass(frozen=True)
class LimitChoice:
    """The tightest limit that the record supports, None if it supports none.

    tried   from loose to tight; the first that failed is the last
    """

    limit_days: float | None
    tried: tuple[Kept, ...]


def kept_share(
    waited_days: ArrayLike, is_open: ArrayLike, limit_days: float, *, confidence: float = 0.95
) -> Kept:
    """How well a limit was kept, by orders that came and orders that are still open.

    waited_days  (n,) days >= 0 until delivery, of open orders until today; n >= 1
    is_open      (n,) 0 or 1
    limit_days   days > 0
    confidence   in (0, 1)

    Returns a Kept. Without undecided orders its bound is that of `kept_share_bound`; with them it
    is that bound at the number of orders which would make the estimate as sure as it is.
    Raises ScienceError outside these ranges.

    Source: Kaplan, Meier (1958); variance by Greenwood (1926); effective number of orders as in
    Korn, Graubard (1998), "Confidence intervals for proportions with small expected number".
    """
    waited, still_open = columns(waited_days=waited_days, is_open=is_open)
    if not waited.size or (waited < 0).any() or not np.isin(still_open, (0, 1)).all():
        raise ScienceError("expected some waits >= 0 days, and 0 or 1 for whether they are open")
    if not 0 < limit_days < np.inf:
        raise ScienceError(f"expected a limit > 0 days, got {limit_days}")
    came = still_open == 0
    misses = int((waited > limit_days).sum())
    undecided = int((~came & (waited <= limit_days)).sum())
    missed_share, effective = _late(waited, came, limit_days)
    kept = 1 - missed_share
    lower = kept_share_bound(kept * effective, effective, confidence=confidence)
    return Kept(limit_days, waited.size, misses, undecided, kept, lower)


def tightest_limit(
    waited_days: ArrayLike,
    is_open: ArrayLike,
    limits_days: ArrayLike,
    *,
    promised_share: float = 0.95,
    confidence: float = 0.95,
) -> LimitChoice:
    """The tightest of some limits that the record proves.

    waited_days, is_open  (n,) as in `kept_share`
    limits_days           (m,) days > 0, in any order, m >= 1

    Returns a LimitChoice. One goes from loose to tight and stops at the first failure; that holds
    the chance of any false promise at 1 - confidence, however many limits are tried.
    Raises ScienceError as `kept_share` does, and without a limit.

    Source: fixed-sequence testing, as in Angelopoulos et al. (2021), "Learn then Test".
    """
    (limits,) = columns(limits_days=limits_days)
    share(promised_share=promised_share)
    if not limits.size:
        raise ScienceError("expected some limits to try")
    chosen, tried = None, []
    for limit in np.unique(limits)[::-1].tolist():
        kept = kept_share(waited_days, is_open, limit, confidence=confidence)
        tried.append(kept)
        if kept.lower_share < promised_share:
            break
        chosen = limit
    return LimitChoice(chosen, tuple(tried))


def lower_share_by_day(
    is_kept: ArrayLike,
    days: ArrayLike,
    *,
    confidence: float = 0.95,
    resamples: int = 2_000,
    seed: int = 0,
) -> float:
    """What the true kept rate is at least when late orders come together, on bad days.

    is_kept    (n,) 0 or 1, n >= 1
    days       (n,) day number of each order
    resamples  whole number >= 100, drawn with this seed

    Returns a share in [0, 1], never above `kept_share_bound`. A record without a miss shows no
    clusters; there the two are equal. Raises ScienceError outside these ranges.

    Source: cluster bootstrap, Davison, Hinkley (1997), 3.8; percentile of whole days drawn anew.
    """
    kept, day = columns(is_kept=is_kept, days=days)
    count(100, resamples=resamples)
    if not kept.size or not np.isin(kept, (0, 1)).all():
        raise ScienceError("expected some orders, each kept 1 or missed 0")
    _, which = np.unique(day, return_inverse=True)
    orders_a_day = np.bincount(which).astype(np.float64)
    kept_a_day = np.bincount(which, kept)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(
        orders_a_day.size, np.full(orders_a_day.size, 1 / orders_a_day.size), size=resamples
    ).astype(np.float64)
    shares = (drawn @ kept_a_day) / (drawn @ orders_a_day)
    plain = kept_share_bound(float(kept.sum()), kept.size, confidence=confidence)
    return min(plain, float(np.quantile(shares, 1 - confidence)))


def _late(waited: Floats, came: NDArray[np.bool_], limit_days: float) -> tuple[float, float]:
    """Share of orders later than the limit, and how many orders know as much of it."""
    times, arrivals = np.unique(waited[came & (waited <= limit_days)], return_counts=True)
    waiting = waited.size - np.searchsorted(np.sort(waited), times)
    late = float(np.prod(1 - arrivals / waiting))
    if late == 0:
        return 0.0, float(arrivals.sum())
    if late == 1:
        return 1.0, float(waited.size)
    spread = float((arrivals / (waiting * (waiting - arrivals))).sum())
    return late, min((1 - late) / (late * spread), float(waited.size))
