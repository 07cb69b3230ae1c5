"""BG/BB: at each of some chances (years, events) somebody buys or not, and may leave for good.

For things that can happen only at set times: yearly donations, the Christmas order, a monthly
market. A customer is how often, when last and out of how many chances.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from regulars.science.checks import Floats, ScienceError, columns
from regulars.science.fitting import minimum
from regulars.science.gamma import log_gamma

STEP = 1e-5  # of a log parameter, for the slope: some dozens of rows, so differences do


@dataclass(frozen=True, slots=True)
class BgBb:
    """Chance to buy Beta(buy, pass_), chance to leave before each chance Beta(leave, stay)."""

    buy: float
    pass_: float
    leave: float
    stay: float


@dataclass(frozen=True, slots=True)
class Chances:
    """One row per customer or per group of alike ones, all (n,).

    bought   whole number >= 0              chances taken
    last     bought <= last <= offered      the last one taken, 0 for none
    offered  whole number >= 1              chances there were
    people   >= 0                           how many customers the row stands for
    """

    bought: Floats
    last: Floats
    offered: Floats
    people: Floats


def chances(
    bought: ArrayLike, last: ArrayLike, offered: ArrayLike, people: ArrayLike | None = None
) -> Chances:
    """The same as a checked Chances; one customer per row where `people` is not given.

    Returns Chances. Raises ScienceError on values outside the ranges there.

    Source: none; this is the door.
    """
    x, t, n = columns(bought=bought, last=last, offered=offered)
    many = np.ones(len(x)) if people is None else columns(people=people)[0]
    if len(many) != len(x) or not ((x >= 0) & (x <= t) & (t <= n) & (n >= 1) & (many >= 0)).all():
        raise ScienceError("expected 0 <= bought <= last <= offered, offered >= 1, people >= 0")
    return Chances(x, t, n, many)


def fit_bgbb(seen: Chances) -> tuple[BgBb, float]:
    """The likeliest BG/BB and its log-likelihood.

    Returns (model, log-likelihood). Raises ScienceError on nobody.

    Source: Fader, Hardie, Shang (2010), Customer-Base Analysis in a Discrete-Time Setting.
    """
    total = float(seen.people.sum())
    if not total > 0:
        raise ScienceError("there is nobody to fit the model on")
    seen = _grouped(seen)

    def mean_cost(at: Floats) -> float:
        values = _log_likelihood(BgBb(*np.exp(at).tolist()), seen)
        return -float(seen.people @ values) / total

    def cost(at: Floats) -> tuple[float, Floats]:
        aside = np.eye(4) * STEP
        slope = [(mean_cost(at + a) - mean_cost(at - a)) / (2 * STEP) for a in aside]
        return mean_cost(at), np.array(slope)

    at, least = minimum(cost, np.log([1.0, 1.0, 0.7, 2.5]))
    return BgBb(*np.exp(at).tolist()), -least * total


def _grouped(seen: Chances) -> Chances:
    """Alike customers in one row: 11,104 donors are 22 rows."""
    rows = np.stack([seen.bought, seen.last, seen.offered], axis=1)
    alike, which = np.unique(rows, axis=0, return_inverse=True)
    bought, last, offered = alike.T
    people = np.asarray(np.bincount(which.ravel(), seen.people), dtype=np.float64)
    return Chances(bought, last, offered, people)


def _log_beta(a: Floats, b: Floats) -> Floats:
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b)


def _log_active(model: BgBb, seen: Chances) -> Floats:
    """log chance of the records and of being active after the last chance."""
    x, n = seen.bought, seen.offered
    bought = _log_beta(model.buy + x, model.pass_ + n - x)
    stayed = _log_beta(model.leave + np.zeros_like(n), model.stay + n)
    return bought + stayed - _log_unit(model)


def _log_unit(model: BgBb) -> Floats:
    ones = np.ones(1)
    buying = _log_beta(model.buy * ones, model.pass_ * ones)
    return buying + _log_beta(model.leave * ones, model.stay * ones)


def _log_likelihood(model: BgBb, seen: Chances) -> Floats:
    x, t, n = seen.bought, seen.last, seen.offered
    total = np.exp(_log_active(model, seen))
    for i in range(int((n - t).max(initial=0.0))):
        bought = _log_beta(model.buy + x, model.pass_ + t - x + i)
        left = _log_beta(model.leave + np.ones_like(t), model.stay + t + i)
        total = total + np.where(i < n - t, np.exp(bought + left - _log_unit(model)), 0.0)
    return np.asarray(np.log(total))


def probability_active(model: BgBb, seen: Chances) -> Floats:
    """Chance that each customer has not left before the chance after the last one offered.

    Returns (n,) in [0, 1].

    Source: Fader, Hardie, Shang (2010), equation 11.
    """
    n = seen.offered
    stays_on = (model.stay + n) / (model.leave + model.stay + n)
    chance = np.exp(_log_active(model, seen) - _log_likelihood(model, seen))
    return np.asarray(chance * stays_on)


def expected_purchases(model: BgBb, seen: Chances, further: int) -> Floats:
    """Purchases at the next `further` chances, on average.

    further   whole number >= 0
    Returns (n,) >= 0.

    Source: the definition: to be active at each of them, and to buy.
    """
    n = seen.offered
    buys = (model.buy + seen.bought) / (model.buy + model.pass_ + n)
    active = np.exp(_log_active(model, seen) - _log_likelihood(model, seen))
    total = np.zeros(len(n))
    for i in range(further):
        active = active * (model.stay + n + i) / (model.leave + model.stay + n + i)
        total += active
    return np.asarray(buys * total)
