"""When a promise may become tighter and when it must become looser.

Owners look each week, so the bounds hold at every look. They hold from a first day that is fixed:
count orders since the last change, or since a day chosen before looking, not in a window that
slides along.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from regulars.science.checks import Floats, ScienceError, columns, count, share
from regulars.science.guarantees import orders_needed
from regulars.science.sequences import share_lower_bound

FEWEST_DAYS = 20  # working days, since bad days come whole
QUARTER_DAYS = 91  # one change in this time at most
DROP_SHARE = 0.03  # points below the promise that call for a looser one
ORDERS_A_FALSE_ALARM = 1_000
QUIET, BUSY = 0.25, 0.75  # quarters of the weekly loads of a year


@dataclass(frozen=True)
class Review:
    """What stands for and against a tighter promise.

    lower_share       what the tighter limit is kept at least, at every look
    orders, days      how much the record holds: orders, distinct days with orders
    orders_wanted     enough for one order to be late
    has_proof         lower_share reaches what is promised
    has_orders        orders_wanted are there
    has_days          at least FEWEST_DAYS
    has_waited        the last change is a quarter ago
    """

    lower_share: float
    orders: int
    days: int
    orders_wanted: int
    has_proof: bool
    has_orders: bool
    has_days: bool
    has_waited: bool

    @property
    def may_tighten(self) -> bool:
        return self.has_proof and self.has_orders and self.has_days and self.has_waited


def review(
    is_kept: ArrayLike,
    days: ArrayLike,
    *,
    since_change_days: float,
    promised_share: float = 0.95,
    confidence: float = 0.95,
) -> Review:
    """Whether a tighter limit may be promised.

    is_kept            (n,) 0 or 1: the order would have kept the tighter limit
    days               (n,) day number of each order
    since_change_days  days >= 0 since the promise last changed

    Returns a Review; n may be 0. Raises ScienceError outside these ranges. Whether busy and slow
    weeks are in the record says `covers_busy_and_slow`.

    Source: always-valid bound of Howard et al. (2021); the further conditions are our own.
    """
    kept, day = _record(is_kept, days)
    share(promised_share=promised_share)
    _days_ago(since_change_days)
    lower = 0.0
    if kept.size:
        lower = share_lower_bound(float(kept.sum()), kept.size, confidence=confidence)
    wanted = orders_needed(promised_share, misses=1, confidence=confidence)
    distinct = np.unique(day).size
    return Review(
        lower_share=lower,
        orders=kept.size,
        days=distinct,
        orders_wanted=wanted,
        has_proof=lower >= promised_share,
        has_orders=kept.size >= wanted,
        has_days=distinct >= FEWEST_DAYS,
        has_waited=since_change_days >= QUARTER_DAYS,
    )


def covers_busy_and_slow(days: ArrayLike, year_days: ArrayLike) -> bool:
    """Whether a record holds a week as busy, and one as slow, as a quarter of the year is.

    days       (n,) day number of each order of the record
    year_days  (m,) day number of each order of a year or more, the record's own included

    Returns True or False; False without orders. A week is seven days counted from day 0; those
    without any order count as closed. Raises ScienceError on NaN.

    Source: definition.
    """
    (own,), (year,) = columns(days=days), columns(year_days=year_days)
    if not own.size or not year.size:
        return False
    slow, busy = np.quantile(_loads(year), (QUIET, BUSY))
    loads = _loads(own)
    return bool(loads.min() <= slow and loads.max() >= busy)


def loosen_evidence(
    is_kept: ArrayLike, *, promised_share: float = 0.95, drop_share: float = DROP_SHARE
) -> Floats:
    """Log evidence, after each order, that the promise is no longer kept.

    is_kept         (n,) 0 or 1, the oldest order first
    promised_share  in (0, 1)
    drop_share      in (0, promised_share), how much worse is worth an alarm

    Returns (n,) logs. An alarm at log(m) comes, while the promise is kept, on average not before
    m orders. Raises ScienceError outside these ranges.

    Source: Shiryaev-Roberts e-detector, Shin, Ramdas, Rinaldo (2024), "E-detectors"; it is never
    below the CUSUM of Page (1954) on the same odds, so it is never slower.
    """
    (kept,) = columns(is_kept=is_kept)
    share(promised_share=promised_share, drop_share=drop_share)
    worse = promised_share - drop_share
    share(promised_share_less_drop_share=worse)
    if not np.isin(kept, (0, 1)).all():
        raise ScienceError("expected each order kept 1 or missed 0")
    step = np.where(
        kept == 1,
        math.log(worse / promised_share),
        math.log((1 - worse) / (1 - promised_share)),
    )
    walk = np.cumsum(step)
    before = np.concatenate(([0.0], walk))[:-1]
    evidence: Floats = walk + np.logaddexp.accumulate(-before)
    return evidence


def must_loosen(
    is_kept: ArrayLike,
    *,
    since_change_days: float,
    promised_share: float = 0.95,
    drop_share: float = DROP_SHARE,
    orders_a_false_alarm: int = ORDERS_A_FALSE_ALARM,
) -> bool:
    """Whether the promise has to become looser: an alarm, and no change in this quarter yet.

    is_kept            (n,) 0 or 1, the oldest order first, since the promise last changed
    since_change_days  days >= 0 since then

    Returns True or False. Raises ScienceError as `loosen_evidence` does.

    Source: `loosen_evidence`.
    """
    count(1, orders_a_false_alarm=orders_a_false_alarm)
    _days_ago(since_change_days)
    evidence = loosen_evidence(is_kept, promised_share=promised_share, drop_share=drop_share)
    has_alarm = bool((evidence >= math.log(orders_a_false_alarm)).any())
    return has_alarm and since_change_days >= QUARTER_DAYS


def _record(is_kept: ArrayLike, days: ArrayLike) -> tuple[Floats, Floats]:
    kept, day = columns(is_kept=is_kept, days=days)
    if not np.isin(kept, (0, 1)).all():
        raise ScienceError("expected each order kept 1 or missed 0")
    return kept, day


def _days_ago(since_change_days: float) -> None:
    if not since_change_days >= 0:
        raise ScienceError(f"expected since_change_days >= 0, got {since_change_days}")


def _loads(days: Floats) -> Floats:
    """Orders of each week that has any."""
    _, loads = np.unique(np.floor(days / 7), return_counts=True)
    return loads.astype(np.float64)
