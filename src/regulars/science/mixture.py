"""The mixture over Erlang-k: how often people come, how steadily, and whether they still do.

Rates are Gamma(shape, rate_days) over customers, so that the mean gap does not depend on k; k has
shares over customers. After every purchase, the first included, a customer leaves for good with a
chance of their own, Beta(leave, stay) over customers.

k = 1 alone is MBG/NBD (Batislam, Denizel, Filiztekin 2007), one k alone MBG/CNBD-k (Platzer and
Reutterer 2021).
"""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats, ScienceError
from regulars.science.erlang import Silence, silence
from regulars.science.fitting import ENOUGH, fit
from regulars.science.gamma import log_gamma_ratio
from regulars.science.priors import guessed_gap, leaving_after_purchases, log_shares_of
from regulars.science.statistics import Statistics

KS = (1, 2, 4, 8)  # each twice as steady as the one before
SKIP = 0.05  # chance that a steady customer misses a turn and keeps coming
LEAST_SHARE = 0.002  # a k that fewer of the customers have is left out
SCOUTS = 4_000  # customers on whom the ks worth keeping are found


@dataclass(frozen=True, slots=True)
class Mixture:
    """shares sum to 1 over ks; the mean gap of a customer of mean rate is rate_days / shape."""

    ks: tuple[int, ...]
    shares: tuple[float, ...]
    shape: float
    rate_days: float
    leave: float
    stay: float
    skip: float = SKIP


def log_likelihood(
    at: Floats, people: Statistics, ks: tuple[int, ...] = KS, skip: float = SKIP
) -> tuple[float, Floats]:
    """Of all customers' purchase times, and the gradient.

    at   (4 + len(ks) - 1,) log shape, log rate_days, log leave, log stay, then the logarithms of
         each further k's share over the first's

    Returns (sum, gradient of the same length as at).

    Source: finite mixture; the gradient weighs each k by its posterior chance.
    """
    shape, rate, leave, stay = np.exp(at[:4])
    log_shares = log_shares_of(at)
    staying = _staying(leave, stay, people)
    each = [silence(k, shape, rate, people, skip) for k in ks]
    odds = np.stack([part.log_tail for part in each]) + np.log((stay + people.repeats) / leave)
    joint = np.stack([part.log_gaps for part in each]) + np.logaddexp(0.0, odds)
    joint += log_shares[:, None]
    top = joint.max(axis=0)
    chance = np.exp(joint - top)
    total = chance.sum(axis=0)
    chance /= total
    active = chance / (1 + np.exp(np.clip(-odds, None, 700.0)))
    slope = np.zeros(len(at))
    for part, weight, here in zip(each, chance, active, strict=True):
        slope[:2] += part.gaps_slope @ weight + part.tail_slope @ here
    alive = active.sum(axis=0)
    slope[2] = (staying.by_leave - alive).sum()
    slope[3] = (staying.by_stay + alive * stay / (stay + people.repeats)).sum()
    slope[4:] = (chance.sum(axis=1) - np.exp(log_shares) * len(people))[1:]
    return float((top + np.log(total) + staying.log_chance).sum()), slope


@dataclass(frozen=True, slots=True)
class _Staying:
    """Of having stayed x times and then left, (n,), and slopes by log leave and log stay."""

    log_chance: Floats
    by_leave: Floats
    by_stay: Floats


def _staying(leave: float, stay: float, people: Statistics) -> _Staying:
    both = leave + stay
    stayed, by_stayed = log_gamma_ratio(stay, people.repeats)
    met, by_met = log_gamma_ratio(both + 1, people.repeats)
    return _Staying(
        stayed - met + np.log(leave / both),
        1 - leave * (by_met + 1 / both),
        stay * (by_stayed - by_met - 1 / both),
    )


def fit_mixture(
    people: Statistics,
    ks: tuple[int, ...] = KS,
    *,
    skip: float = SKIP,
    with_prior: bool = True,
    enough: float = ENOUGH,
    near: Mixture | None = None,
) -> tuple[Mixture, float]:
    """The likeliest mixture and its log-likelihood (without the prior).

    Many customers are fitted in two steps: which ks anybody has is found on some of them.

    near   a model to begin from, of other records of the same people; its ks are taken

    Returns (model, log-likelihood). Raises ScienceError on nobody or no k.

    Source: maximum a posteriori, see `priors`.
    """
    if not ks or any(k < 1 for k in ks):
        raise ScienceError("expected at least one whole k >= 1")
    gap = guessed_gap(people)
    start = np.concatenate((np.log([1.0, gap, 0.6, 2.0]), np.zeros(len(ks) - 1)))
    is_near = near is not None
    if near is not None:
        ks = near.ks
        shares = np.maximum(near.shares, 1e-4)
        own = [near.shape, near.rate_days, near.leave, near.stay]
        start = np.log([*own, *shares[1:] / shares[0]])
    if len(ks) > 1 and len(people) > 2 * SCOUTS:
        some = people.rows(slice(None, None, len(people) // SCOUTS))
        all_ks = ks
        start, _ = fit(
            lambda at, scouts: log_likelihood(at, scouts, all_ks, skip),
            start,
            some,
            prior=leaving_after_purchases(2 * gap, ks) if with_prior else None,
            enough=1e-7,
            is_near=is_near,
        )
        ks, start = _worth_keeping(ks, start)
        is_near = True
    at, value = fit(
        lambda at, some: log_likelihood(at, some, ks, skip),
        start,
        people,
        prior=leaving_after_purchases(2 * gap, ks) if with_prior else None,
        enough=enough,
        is_near=is_near,
    )
    found = tuple(np.exp(log_shares_of(at)).tolist())
    shape, rate_days, leave, stay = np.exp(at[:4]).tolist()
    return Mixture(ks, found, shape, rate_days, leave, stay, skip), value


def _worth_keeping(ks: tuple[int, ...], at: Floats) -> tuple[tuple[int, ...], Floats]:
    shares = np.exp(log_shares_of(at))
    kept = np.flatnonzero(shares > LEAST_SHARE)
    free = np.log(shares[kept][1:] / shares[kept][0])
    return tuple(ks[i] for i in kept), np.concatenate((at[:4], free))


@dataclass(frozen=True, slots=True)
class Posterior:
    """What the records say of each customer.

    chance      (len(ks), n) of each k; sums to 1 over the ks
    active_if   (len(ks), n) chance to be active under each k
    overdue     (n,) chance that a gap of an active customer is longer than the silence now
    """

    ks: tuple[int, ...]
    chance: Floats
    active_if: Floats
    overdue: Floats

    @property
    def active(self) -> Floats:
        """(n,) chance that each customer has not left for good."""
        return np.asarray((self.chance * self.active_if).sum(axis=0))


def posterior(model: Mixture, people: Statistics) -> Posterior:
    """Chance of each k and of being active, given each customer's records.

    Returns Posterior over the ks that more than LEAST_SHARE of the customers have.

    Source: Bayes' rule on `erlang.silence`.
    """
    pairs = [(k, s) for k, s in zip(model.ks, model.shares, strict=True) if s > LEAST_SHARE]
    each: list[Silence] = [
        silence(k, model.shape, model.rate_days, people, model.skip) for k, _ in pairs
    ]
    before = np.stack([part.log_gaps for part in each])
    before += np.log([share for _, share in pairs])[:, None]
    tail = np.stack([part.log_tail for part in each])
    odds = tail + np.log((model.stay + people.repeats) / model.leave)
    chance = _shares(before + np.logaddexp(0.0, odds))
    active = 1 / (1 + np.exp(np.clip(-odds, None, 700.0)))
    overdue = (_shares(before) * np.exp(tail)).sum(axis=0)
    return Posterior(tuple(k for k, _ in pairs), chance, active, np.minimum(overdue, 1.0))


def _shares(joint: Floats) -> Floats:
    chance = np.exp(joint - joint.max(axis=0))
    return np.asarray(chance / chance.sum(axis=0))
