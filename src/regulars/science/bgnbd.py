"""BG/NBD: buys at random, and may leave for good after each repeat purchase.

In this model nobody leaves before the second purchase, so it must not drive an alarm about
people who came once; docs/science/models.md says more.
"""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats
from regulars.science.fitting import ENOUGH, fit
from regulars.science.gamma import log_gamma_sums
from regulars.science.horizon import passing, staying
from regulars.science.priors import guessed_gap, leaving_after_purchases
from regulars.science.statistics import Statistics

PIECE = 8_192


@dataclass(frozen=True, slots=True)
class BgNbd:
    """Rate Gamma(shape, rate_days); chance to leave after a repeat purchase Beta(leave, stay)."""

    shape: float
    rate_days: float
    leave: float
    stay: float


def fit_bgnbd(
    people: Statistics,
    *,
    with_prior: bool = False,
    enough: float = ENOUGH,
    near: BgNbd | None = None,
) -> tuple[BgNbd, float]:
    """The likeliest BG/NBD and its log-likelihood.

    with_prior   pulled a little to what is believed beforehand, see `priors`
    near         a model to begin from, of other records of the same people

    Returns (model, log-likelihood). Raises ScienceError on nobody.

    Source: Fader, Hardie, Lee (2005), "Counting Your Customers" the Easy Way.
    """
    gap = guessed_gap(people)
    believed = leaving_after_purchases(2 * gap) if with_prior else None
    start = np.log([1.0, gap, 0.8, 2.5])
    if near is not None:
        start = np.log([near.shape, near.rate_days, near.leave, near.stay])
    at, value = fit(
        log_likelihood, start, people, prior=believed, enough=enough, is_near=near is not None
    )
    return BgNbd(*np.exp(at).tolist()), value


def log_likelihood(at: Floats, people: Statistics) -> tuple[float, Floats]:
    """Of all customers' purchase times, and the gradient by the log parameters.

    at   (4,) log shape, log rate_days, log leave, log stay
    Returns (sum, (4,)).

    Source: Fader, Hardie, Lee (2005), equation 6, without the binomial constant.
    """
    shape, rate, leave, stay = np.exp(at)
    x, n = people.repeats, len(people)
    count = x.astype(np.intp)
    tally = np.bincount(count).astype(np.float64)
    many, by_shape = log_gamma_sums(shape, tally)
    kept, by_stay = log_gamma_sums(stay, tally)
    both, by_both = log_gamma_sums(leave + stay, tally)
    before = stay + np.maximum(np.arange(len(tally)) - 1, 0)
    last_chance = leave / before
    last_chance[0] = 0.0  # nobody leaves before the second purchase
    power = shape + x
    end, start = rate + people.age_days, rate + people.last_days
    log_end = np.log(end)
    longer = log_end - np.log(start)
    odds = last_chance[count] * np.exp(np.minimum(power * longer, 700.0))
    left = odds / (1 + odds)
    value = many + kept - both + n * shape * at[1] - power @ log_end + np.log1p(odds).sum()
    in_days = power / end + left * power * (1 / start - 1 / end)
    slope = np.array(
        [
            shape * (by_shape + n * at[1] - log_end.sum() + left @ longer),
            n * shape - rate * in_days.sum(),
            left.sum() - leave * by_both,
            stay * (by_stay - by_both - left @ (1 / before)[count]),
        ]
    )
    return float(value), slope


def probability_active(model: BgNbd, people: Statistics) -> Floats:
    """Chance that each customer has not left for good.

    Returns (n,) in [0, 1]; exactly 1 where repeats is 0.

    Source: Fader, Hardie, Lee (2008), "Computing P(alive) Using the BG/NBD Model".
    """
    x = people.repeats
    longer = np.log(model.rate_days + people.age_days) - np.log(model.rate_days + people.last_days)
    log_odds = np.log(model.leave / (model.stay + np.maximum(x, 1) - 1))
    log_odds = log_odds + (model.shape + x) * longer
    return np.where(x == 0, 1.0, 1 / (1 + np.exp(np.minimum(log_odds, 700.0))))


def purchases(model: BgNbd, people: Statistics, horizon_days: float) -> tuple[Floats, Floats]:
    """Of the next `horizon_days`: chance of at least one purchase, and the mean number.

    Returns ((n,) in [0, 1], (n,) >= 0).

    Source: the sums that equation 10 of Fader, Hardie, Lee (2005) puts into a 2F1; as sums they
    need no care where the series of 2F1 hardly converges.
    """
    active = probability_active(model, people)
    order = np.argsort((model.shape + people.repeats) / (model.rate_days + people.age_days))
    buys, expected = np.empty(len(people)), np.empty(len(people))
    for begin in range(0, len(people), PIECE):
        rows = order[begin : begin + PIECE]
        some = people.rows(rows)
        power, end = model.shape + some.repeats, model.rate_days + some.age_days
        chances = passing(1, np.ones((1, len(rows))), power, end, horizon_days)
        more = staying(chances, model.leave, model.stay + some.repeats)
        buys[rows], expected[rows] = active[rows] * more[0], active[rows] * more.sum(axis=0)
    return buys, expected
