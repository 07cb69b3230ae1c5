"""NBD: everybody keeps buying at random, at a rate of their own. Nobody ever leaves."""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats
from regulars.science.fitting import ENOUGH, fit
from regulars.science.gamma import log_gamma_ratio
from regulars.science.statistics import Statistics


@dataclass(frozen=True, slots=True)
class Nbd:
    """Purchases a day are Poisson, their rate Gamma(shape, rate_days) over customers."""

    shape: float
    rate_days: float


def fit_nbd(
    people: Statistics, *, enough: float = ENOUGH, near: Nbd | None = None
) -> tuple[Nbd, float]:
    """The likeliest NBD and its log-likelihood (of purchase times; see `log_likelihood`).

    near   a model to begin from, of other records of the same people

    Returns (model, log-likelihood). Raises ScienceError on nobody.

    Source: Ehrenberg (1959); likelihood of arrival times as in Fader and Hardie (2005).
    """
    per_day = max(people.repeats.sum(), 0.5) / max(people.age_days.sum(), 1.0)
    start = np.log([1.0, 1.0 / per_day] if near is None else [near.shape, near.rate_days])
    at, value = fit(log_likelihood, start, people, enough=enough, is_near=near is not None)
    return Nbd(*np.exp(at).tolist()), value


def log_likelihood(at: Floats, people: Statistics) -> tuple[float, Floats]:
    """Of all customers' purchase times, and the gradient by the log parameters.

    at   (2,) log shape, log rate_days
    Returns (sum, (2,)).

    Source: Gamma mixture of Poisson processes; closed form.
    """
    shape, rate = np.exp(at)
    x, age = people.repeats, people.age_days
    many, by_shape = log_gamma_ratio(shape, x)
    log_rate_age = np.log(rate + age)
    value = many + shape * np.log(rate) - (shape + x) * log_rate_age
    slope_shape = shape * (by_shape + np.log(rate) - log_rate_age)
    slope_rate = rate * (shape / rate - (shape + x) / (rate + age))
    return float(value.sum()), np.array([slope_shape.sum(), slope_rate.sum()])


def expected_purchases(model: Nbd, people: Statistics, horizon_days: float) -> Floats:
    """Purchases in the next `horizon_days`, on average.

    Returns (n,) >= 0.

    Source: posterior mean rate of the Gamma, times the horizon.
    """
    rate = (model.shape + people.repeats) / (model.rate_days + people.age_days)
    return np.asarray(rate * horizon_days)


def probability_buys(model: Nbd, people: Statistics, horizon_days: float) -> Floats:
    """Chance of at least one purchase in the next `horizon_days`.

    Returns (n,) in [0, 1].

    Source: one minus the posterior predictive chance of none.
    """
    scale = model.rate_days + people.age_days
    longer = np.log(scale) - np.log(scale + horizon_days)
    return np.asarray(-np.expm1((model.shape + people.repeats) * longer))
