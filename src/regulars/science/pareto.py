"""Pareto/NBD: buys at random, and may leave for good at any moment."""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats
from regulars.science.fitting import ENOUGH, fit
from regulars.science.gamma import log_gamma_ratio
from regulars.science.priors import guessed_gap, leaving_at_any_time
from regulars.science.statistics import Statistics

NODES, WEIGHTS = np.polynomial.legendre.leggauss(16)
NODES, WEIGHTS = (NODES + 1) / 2, WEIGHTS / 2  # on [0, 1]
PIECE = 4_096
NOTHING_LEFT = 40.0  # exp(-40) of an integrand that falls


@dataclass(frozen=True, slots=True)
class ParetoNbd:
    """Rate Gamma(shape, rate_days); leaving Gamma(leave_shape, leave_days)."""

    shape: float
    rate_days: float
    leave_shape: float
    leave_days: float


def fit_pareto(
    people: Statistics,
    *,
    with_prior: bool = False,
    enough: float = ENOUGH,
    near: ParetoNbd | None = None,
) -> tuple[ParetoNbd, float]:
    """The likeliest Pareto/NBD and its log-likelihood.

    with_prior   pulled a little to what is believed beforehand, see `priors`
    near         a model to begin from, of other records of the same people

    Returns (model, log-likelihood). Raises ScienceError on nobody.

    Source: Schmittlein, Morrison, Colombo (1987); Fader and Hardie (2005), note 009.
    """
    gap = guessed_gap(people)
    start = np.log([1.0, gap, 0.7, max(people.age_days.mean(), 1.0)])
    if near is not None:
        start = np.log([near.shape, near.rate_days, near.leave_shape, near.leave_days])
    length = max(float(people.age_days.max(initial=1.0)), 1.0)
    at, value = fit(
        log_likelihood,
        start,
        people,
        prior=leaving_at_any_time(2 * gap, length) if with_prior else None,
        enough=enough,
        is_near=near is not None,
    )
    return ParetoNbd(*np.exp(at).tolist()), value


@dataclass(frozen=True, slots=True)
class _Ends:
    """Two ways to the records: still active, or left since; logs without shared factors (n,).
    The means are over the moment of leaving t."""

    log_active: Floats
    log_left: Floats
    inverse_grown: Floats  # mean of 1 / (rate_days + t)
    inverse_other: Floats  # mean of 1 / (leave_days + t)
    log_grown: Floats
    log_other: Floats


def _ends(at: Floats, people: Statistics) -> _Ends:
    """The moment of leaving is integrated over v = log((rate + t) / (rate + last)), in which the
    integrand falls about as exp(-(shape + repeats) v): cut where nothing is left."""
    shape, rate, leave, days = np.exp(at)
    power = shape + people.repeats
    start = rate + people.last_days
    width = np.minimum(np.log((rate + people.age_days) / start), NOTHING_LEFT / power)
    v = width[:, None] * NODES
    grown = start[:, None] * np.exp(v)
    other = grown + (days - rate)
    log_other = np.log(other)
    log_grown = np.log(start)[:, None] + v
    height = -(power[:, None] - 1) * log_grown - (leave + 1) * log_other
    top = height[:, :1]  # it falls in v or nearly so: the first node is about the highest
    mass = np.exp(height - top) * WEIGHTS
    total = mass.sum(axis=1)
    with np.errstate(divide="ignore"):
        log_left = np.log(leave) + top[:, 0] + np.log(total * width)
    log_active = -power * np.log(rate + people.age_days) - leave * np.log(days + people.age_days)
    mass /= total[:, None]

    def mean(of: Floats) -> Floats:
        return np.asarray(np.einsum("ij,ij->i", mass, of))

    return _Ends(
        log_active, log_left, mean(1 / grown), mean(1 / other), mean(log_grown), mean(log_other)
    )


def log_likelihood(at: Floats, people: Statistics) -> tuple[float, Floats]:
    """Of all customers' purchase times, and the gradient by the log parameters.

    at   (4,) log shape, log rate_days, log leave_shape, log leave_days
    Returns (sum, (4,)).

    Source: the definition, with the moment of leaving integrated by Gauss-Legendre.
    """
    total, slope = 0.0, np.zeros(4)
    for begin in range(0, len(people), PIECE):
        value, part = _some_log_likelihood(at, people.rows(slice(begin, begin + PIECE)))
        total += value
        slope += part
    return total, slope


def _some_log_likelihood(at: Floats, people: Statistics) -> tuple[float, Floats]:
    shape, rate, leave, days = np.exp(at)
    power, age = shape + people.repeats, people.age_days
    many, by_shape = log_gamma_ratio(shape, people.repeats)
    ends = _ends(at, people)
    inside = np.logaddexp(ends.log_active, ends.log_left)
    value = many + shape * at[1] + leave * at[3] + inside
    stays = np.exp(ends.log_active - inside)
    left = 1 - stays
    by_shape = by_shape + at[1] - stays * np.log(rate + age) - left * ends.log_grown
    by_rate = shape / rate - power * stays / (rate + age)
    by_rate -= left * power * ends.inverse_grown
    by_leave = at[3] - stays * np.log(days + age) + left * (1 / leave - ends.log_other)
    by_days = leave / days - stays * leave / (days + age)
    by_days -= left * (leave + 1) * ends.inverse_other
    slopes = [shape * by_shape, rate * by_rate, leave * by_leave, days * by_days]
    return float(value.sum()), np.array([s.sum() for s in slopes])


def probability_active(model: ParetoNbd, people: Statistics) -> Floats:
    """Chance that each customer has not left for good.

    Returns (n,) in [0, 1].

    Source: Schmittlein, Morrison, Colombo (1987), by the same integral as the likelihood.
    """
    at = np.log([model.shape, model.rate_days, model.leave_shape, model.leave_days])
    found = np.empty(len(people))
    for begin in range(0, len(people), PIECE):
        rows = slice(begin, begin + PIECE)
        ends = _ends(at, people.rows(rows))
        found[rows] = np.exp(ends.log_active - np.logaddexp(ends.log_active, ends.log_left))
    return found


def expected_purchases(model: ParetoNbd, people: Statistics, horizon_days: float) -> Floats:
    """Purchases in the next `horizon_days`, on average.

    Returns (n,) >= 0.

    Source: Schmittlein, Morrison, Colombo (1987), equation 22; at leave_shape 1 its limit.
    """
    rate = (model.shape + people.repeats) / (model.rate_days + people.age_days)
    scale = model.leave_days + people.age_days
    power = model.leave_shape - 1
    ratio = np.log(scale / (scale + horizon_days))
    while_active = -scale * (ratio if abs(power) < 1e-9 else np.expm1(power * ratio) / power)
    return np.asarray(rate * while_active * probability_active(model, people))


def probability_buys(model: ParetoNbd, people: Statistics, horizon_days: float) -> Floats:
    """Chance of at least one purchase in the next `horizon_days`.

    Returns (n,) in [0, 1].

    Source: the definition: active at the end of the records, and of the moments of the first
    purchase and of leaving the purchase comes first; one integral over the purchase.
    """
    power = model.shape + people.repeats
    start = model.rate_days + people.age_days
    width = np.minimum(np.log1p(horizon_days / start), NOTHING_LEFT / power)
    v = width[:, None] * NODES
    wait = start[:, None] * np.expm1(v)
    scale = (model.leave_days + people.age_days)[:, None]
    stays = np.exp(model.leave_shape * np.log(scale / (scale + wait)))
    chance = power * width * ((np.exp(-power[:, None] * v) * stays) @ WEIGHTS)
    return np.asarray(np.clip(chance * probability_active(model, people), 0.0, 1.0))
