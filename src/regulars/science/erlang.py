"""One k: what gaps of k stages say of each customer's purchases and of the silence since.

While active, the gaps of one customer are Erlang-k with mean 1/rate: k = 1 is buying at random,
large k like clockwork. A steady customer may miss a turn (holiday, illness) and keep coming: the
running silence may then pass on to the stages of the turns after it, at the price of `skip` each.
"""

from dataclasses import dataclass
from math import lgamma, log

import numpy as np

from regulars.science.checks import Floats
from regulars.science.gamma import log_gamma_ratio
from regulars.science.statistics import Statistics

TURNS = 3  # the running silence may reach over so many turns


@dataclass(frozen=True, slots=True)
class Silence:
    """The running silence of each customer under one k, all (n,) but the slopes.

    log_gaps     log-likelihood of the gaps so far, up to the last purchase
    log_tail     log of the chance that a gap is longer than the silence, given active
    gaps_slope   (2, n) slope of log_gaps by log shape and log rate_days
    tail_slope   (2, n) slope of log_tail by the same
    """

    log_gaps: Floats
    log_tail: Floats
    gaps_slope: Floats
    tail_slope: Floats


def reach_of(k: int, skip: float) -> int:
    """How many stages the running silence may have passed.

    Returns a whole number >= 1: k itself where turns are not missed or gaps are random.

    Source: own work, docs/science/models.md.
    """
    return k * TURNS if k > 1 and skip > 0 else k


def silence(k: int, shape: float, rate_days: float, people: Statistics, skip: float) -> Silence:
    """What one k says of the gaps so far and of the silence since.

    k           whole number >= 1
    shape       > 0, rate_days > 0: the Gamma of purchases a day over customers
    skip        chance in [0, 1) that a turn is missed within the running silence

    Returns Silence.

    Source: Platzer and Reutterer (2021), with the rate k * eta so that k leaves the mean gap
    alone. The chance of j stages in the silence follows from that of j - 1 by one factor.
    """
    x = people.repeats
    power = shape + k * x
    many, by_shape = log_gamma_ratio(shape, x, k)
    start, end = rate_days + k * people.last_days, rate_days + k * people.age_days
    log_start, log_end = np.log(start), np.log(end)
    log_gaps = (k - 1) * people.log_gaps + x * (k * log(k) - lgamma(k))
    log_gaps += many + shape * log(rate_days) - power * log_start
    stages, reached, by_power = _stages(reach_of(k, skip), k, skip, power, end, people)
    return Silence(
        log_gaps,
        power * (log_start - log_end) + np.log(stages),
        np.stack(
            [
                shape * (log(rate_days) + by_shape - log_start),
                rate_days * (shape / rate_days - power / start),
            ]
        ),
        np.stack(
            [
                shape * (log_start - log_end + by_power),
                rate_days * (power / start - power / end - reached / end),
            ]
        ),
    )


def _stages(
    reach: int, k: int, skip: float, power: Floats, end: Floats, people: Statistics
) -> tuple[Floats, Floats, Floats]:
    """Sum over the stages j of the running silence, in units of that of j = 0; the mean j; and the
    slope of the sum's logarithm by `power`."""
    step = k * (people.age_days - people.last_days) / end
    stage = np.ones(len(people))
    sums, weighted = np.ones(len(people)), np.zeros(len(people))
    harmonic, by_power = np.zeros(len(people)), np.zeros(len(people))
    for j in range(1, reach):
        stage = stage * (step * (power + (j - 1)) / j)
        harmonic = harmonic + 1 / (power + (j - 1))
        likely = stage * skip ** (j // k) if j >= k else stage
        sums += likely
        weighted += j * likely
        by_power += likely * harmonic
    return sums, weighted / sums, by_power / sums


def stages_of(
    k: int, shape: float, rate_days: float, people: Statistics, skip: float
) -> tuple[Floats, Floats, Floats]:
    """Which stage the running silence of an active customer is in.

    Returns the chances (reach, n) of the stages, and `power` (n,) and `end` (n,): in stage j the
    customer's rate is Gamma(power + j, end / k).

    Source: Bayes' rule on the stages of `silence`.
    """
    power = shape + k * people.repeats
    end = rate_days + k * people.age_days
    step = k * (people.age_days - people.last_days) / end
    reach = reach_of(k, skip)
    stage = np.ones((reach, len(people)))
    for j in range(1, reach):
        stage[j] = stage[j - 1] * (step * (power + (j - 1)) / j)
    stage *= (skip ** (np.arange(reach) // k))[:, None] if reach > k else 1.0
    return stage / stage.sum(axis=0), power, end
