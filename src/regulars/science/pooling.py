"""Each learns from all: rules, parts of a catalogue, anything measured several times over.

The best-looking of many is partly lucky. Show the shrunk number as the claim; which one to look
at first may still be chosen by the plain one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import betaincinv, betaln, expit, log_expit, logit

from regulars.science.checks import Floats, ScienceError, columns, share

LOOSEST, TIGHTEST = 1.0, 1e6  # orders that the common share may weigh
USUAL, APART = 20.0, 2.0  # what it weighs before anything is known, and how far off in log orders


@dataclass(frozen=True)
class PooledEffects:
    """Effects of several rules, each drawn to what all have in common.

    mean, mean_error  the common effect and its standard error
    spread            tau, standard deviation of the true effects between rules
    claims            (n,) shrunk effects
    claim_errors      (n,) their standard errors, that of the common effect included
    """

    mean: float
    mean_error: float
    spread: float
    claims: Floats
    claim_errors: Floats


@dataclass(frozen=True)
class PooledShares:
    """Kept rates of several parts, each drawn to the common one.

    common_share  in (0, 1)
    weight        how many orders the common share counts as
    shares        (n,) shrunk, in (0, 1)
    lower_shares  (n,) what each is at least, given the others, with the confidence asked for
    """

    common_share: float
    weight: float
    shares: Floats
    lower_shares: Floats


def pool_effects(effects: ArrayLike, standard_errors: ArrayLike) -> PooledEffects:
    """What each rule may claim, seen among its like.

    effects          (n,) any unit, n >= 1
    standard_errors  (n,) > 0, same unit

    Returns PooledEffects. Two rules or fewer tell next to nothing about the spread: with one the
    claim is its effect. Raises ScienceError outside these ranges.

    Source: DerSimonian, Laird (1986); shrinkage of Morris (1983), "Parametric empirical Bayes
    inference".
    """
    found, errors = columns(effects=effects, standard_errors=standard_errors)
    if not found.size or (errors <= 0).any():
        raise ScienceError("expected some effects, each with a standard error > 0")
    weights = errors**-2
    total = float(weights.sum())
    fixed = float(weights @ found) / total
    uneven = float(weights @ (found - fixed) ** 2) - (found.size - 1)
    room = total - float((weights**2).sum()) / total
    variance = max(uneven / room, 0.0) if found.size > 1 else 0.0
    weights = 1 / (errors**2 + variance)
    mean, mean_error = float(weights @ found / weights.sum()), float(weights.sum() ** -0.5)
    own = variance / (variance + errors**2)
    claim_errors = np.sqrt(own * errors**2 + ((1 - own) * mean_error) ** 2)
    claims = mean + own * (found - mean)
    return PooledEffects(mean, mean_error, float(np.sqrt(variance)), claims, claim_errors)


def james_stein(estimates: ArrayLike, standard_error: float) -> tuple[Floats, float]:
    """Equally sure estimates, drawn to their mean.

    estimates       (n,) n >= 4
    standard_error  > 0, the same for all

    Returns the (n,) shrunk estimates and the part in [0, 1] of each distance from the mean that
    is kept. Raises ScienceError outside these ranges.

    Source: Efron, Morris (1975), "Data analysis using Stein's estimator", positive part.
    """
    (found,) = columns(estimates=estimates)
    if found.size < 4 or not 0 < standard_error < np.inf:
        raise ScienceError("expected four estimates or more and a standard error > 0")
    apart = float(((found - found.mean()) ** 2).sum())
    lost = (found.size - 3) * standard_error**2
    kept = max(1 - lost / apart, 0.0) if apart > 0 else 0.0
    return found.mean() + kept * (found - found.mean()), kept


def pool_shares(kept: ArrayLike, orders: ArrayLike, *, confidence: float = 0.95) -> PooledShares:
    """Kept rates of small parts, such as products or areas with fewer than 59 orders.

    kept    (n,) whole numbers, 0 <= kept <= orders; n >= 1
    orders  (n,) whole numbers > 0

    Returns PooledShares; a share of 0 or 1 never comes out. Raises ScienceError outside these
    ranges.

    Source: beta-binomial likelihood, Griffiths (1973), with half an order kept and half one missed
    beforehand, since parts without any miss would else promise everything; posterior of each.
    """
    yes, all_ = columns(kept=kept, orders=orders)
    share(confidence=confidence)
    if not yes.size or ((yes < 0) | (yes > all_) | (all_ <= 0) | (yes % 1 + all_ % 1 != 0)).any():
        raise ScienceError("expected whole numbers with 0 <= kept <= orders and orders > 0")
    start = logit((yes.sum() + 0.5) / (all_.sum() + 1)), np.log(USUAL)

    def surprise(at: Floats) -> float:
        a, b = _prior(at)
        told = float((betaln(a + yes, b + all_ - yes) - betaln(a, b)).sum())
        before = 0.5 * float(log_expit(at[0]) + log_expit(-at[0]))
        return float(((at[1] - np.log(USUAL)) / APART) ** 2 / 2) - before - told

    edges = [(-12.0, 12.0), (np.log(LOOSEST), np.log(TIGHTEST))]
    a, b = _prior(minimize(surprise, start, bounds=edges, method="L-BFGS-B").x)
    weight = a + b
    return PooledShares(
        common_share=a / weight,
        weight=weight,
        shares=(a + yes) / (weight + all_),
        lower_shares=np.asarray(betaincinv(a + yes, b + all_ - yes, 1 - confidence)),
    )


def _prior(at: Floats) -> tuple[float, float]:
    weight, common = float(np.exp(at[1])), float(expit(at[0]))
    return weight * common, weight * (1 - common)
