"""Gamma-Gamma: what a purchase of each customer is worth, shrunk towards everybody's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from regulars.science.checks import Floats, ScienceError, columns
from regulars.science.fitting import minimum
from regulars.science.gamma import digamma, log_gamma


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """Amounts of one customer Gamma(p, nu); nu over customers Gamma(q, v). Any one money unit."""

    p: float
    q: float
    v: float


def fit_gammagamma(purchases: ArrayLike, mean_amount: ArrayLike) -> tuple[GammaGamma, float]:
    """The likeliest Gamma-Gamma and its log-likelihood.

    purchases     (n,) >= 1   how many purchases the mean is over
    mean_amount   (n,) > 0    in any one money unit

    Returns (model, log-likelihood). Raises ScienceError on nobody or values outside the ranges.

    Source: Fader and Hardie (2013), note 025; Fader, Hardie, Lee (2005), RFM and CLV.
    """
    x, m = columns(purchases=purchases, mean_amount=mean_amount)
    if not len(x) or not ((x >= 1) & (m > 0)).all():
        raise ScienceError("expected at least one customer with purchases >= 1 and amounts > 0")

    def cost(at: Floats) -> tuple[float, Floats]:
        value, slope = _log_likelihood(at, x, m)
        return -value / len(x), -slope / len(x)

    unit = float(np.median(m))  # the fit is in medians, so that its numbers are near 1
    m = m / unit
    at, least = minimum(cost, np.log([4.0, 4.0, 4.0]))
    p, q, v = np.exp(at).tolist()
    return GammaGamma(p, q, v * unit), -(least + float(np.log(unit))) * len(x)


def _log_likelihood(at: Floats, x: Floats, m: Floats) -> tuple[float, Floats]:
    p, q, v = np.exp(at)
    px = p * x
    log_total = np.log(v + x * m)
    value = (
        log_gamma(px + q) - log_gamma(px) - log_gamma(q)
        + q * np.log(v) + (px - 1) * np.log(m) + px * np.log(x) - (px + q) * log_total
    )  # fmt: skip
    both = digamma(px + q)
    slope = np.array(
        [
            p * (x * (both - digamma(px) + np.log(m) + np.log(x) - log_total)).sum(),
            q * (both - digamma(q) + np.log(v) - log_total).sum(),
            v * (q / v - (px + q) / (v + x * m)).sum(),
        ]
    )
    return float(value.sum()), slope


def expected_amount(model: GammaGamma, purchases: ArrayLike, mean_amount: ArrayLike) -> Floats:
    """What one further purchase of each customer is worth on average, in the money unit fitted.

    purchases     (n,) >= 0; 0 gives everybody's mean
    mean_amount   (n,) >= 0

    Returns (n,) > 0. Raises ScienceError where q <= 1: everybody's mean does not exist then.

    Source: Fader and Hardie (2013), note 025, the posterior mean.
    """
    x, m = columns(purchases=purchases, mean_amount=mean_amount)
    if model.q <= 1:
        raise ScienceError("amounts spread too widely for a mean to exist (q <= 1)")
    weight = model.p * x / (model.p * x + model.q - 1)
    everybody = model.p * model.v / (model.q - 1)
    return weight * m + (1 - weight) * everybody
