"""Did the care work? Some are left alone at random, and the two halves are compared.

A customer counts where the lot put them, whether or not the message reached them (intention to
treat): whoever could be reached differs from whoever could not, in more than the message. The
unit is a customer's first episode under a rule, since the care has changed the later ones.
"""

import hashlib
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binomtest

from regulars.science.checks import Floats, ScienceError, columns, count, share
from regulars.science.sequences import TUNED_FOR, always_valid_errors

FEWEST_EACH = 25  # below this a mean is not normal yet: `small_trials` is exact there
SUSPICIOUS = 0.001  # a sample ratio so unlikely means that the assignment is broken


@dataclass(frozen=True)
class TrialEffect:
    """What the care did, per customer, in units of the outcome.

    treated, held_out  customers on each side
    effect             mean outcome of the treated minus that of the held out
    standard_error     of the effect; NaN with fewer than two on a side
    low, high          hold at every look; None where the sides are too small or do not vary
    explained_share    part of the spread that the prediction took away, 0 without one
    """

    treated: int
    held_out: int
    effect: float
    standard_error: float
    low: float | None
    high: float | None
    explained_share: float


def lot(customer: str | int, rule: str | int, episode: str | int, *, salt: str) -> float:
    """The number that somebody draws for one episode under one rule.

    customer, rule, episode  stable names; 7 and "7" are the same name
    salt                     secret of the install, so that nobody can foresee a lot; not empty

    Returns a number in [0, 1), always the same for the same four, and like a fresh draw for any
    others. Raises ScienceError without a salt.

    Source: BLAKE2b (RFC 7693), its first 53 bits.
    """
    if not salt:
        raise ScienceError("expected a salt")
    drawn = hashlib.blake2b(digest_size=8)
    for part in (salt, str(customer), str(rule), str(episode)):
        name = part.encode()
        drawn.update(len(name).to_bytes(8, "big") + name)  # ("a", "bc") is not ("ab", "c")
    return (int.from_bytes(drawn.digest(), "big") >> 11) / 2**53


def is_held_out(
    customer: str | int,
    rule: str | int,
    episode: str | int,
    *,
    salt: str,
    held_out_share: float = 0.5,
) -> bool:
    """Whether somebody is left alone this time. Ask, and write it down, before sending.

    customer, rule, episode, salt  as in `lot`
    held_out_share                 in (0, 1)

    Returns True for this share of all. Who was held out at a small share still is at a larger
    one. Raises ScienceError outside these ranges.

    Source: `lot`.
    """
    share(held_out_share=held_out_share)
    return lot(customer, rule, episode, salt=salt) < held_out_share


def first_episodes(customers: ArrayLike, started_days: ArrayLike) -> NDArray[np.bool_]:
    """Which episodes of one rule count: the first of each customer.

    customers     (n,) whole numbers that name customers
    started_days  (n,) day number on which the rule was triggered; of two on one day the first
                  given counts

    Returns (n,) True where it counts. Raises ScienceError on unequal lengths or NaN.

    Source: definition.
    """
    who, day = columns(customers=customers, started_days=started_days)
    order = np.lexsort((day, who))
    is_first = np.zeros(who.size, dtype=bool)
    is_first[order] = np.diff(who[order], prepend=np.nan) != 0
    return is_first


def sample_ratio_chance(treated: int, held_out: int, *, held_out_share: float = 0.5) -> float:
    """How likely sides as uneven as these are when the lot works as it should.

    treated, held_out  whole numbers >= 0, together > 0
    held_out_share     in (0, 1)

    Returns a chance in (0, 1]. Below SUSPICIOUS do not trust the trial: somebody was lost on one
    side only. Raises ScienceError outside these ranges.

    Source: exact binomial test; Fabijan et al. (2019), "Diagnosing sample ratio mismatch".
    """
    count(treated=treated, held_out=held_out)
    count(1, customers=treated + held_out)
    share(held_out_share=held_out_share)
    return float(binomtest(int(held_out), int(treated + held_out), held_out_share).pvalue)


def compare(
    is_treated: ArrayLike,
    outcome: ArrayLike,
    *,
    prediction: ArrayLike | None = None,
    tuned_for: float = TUNED_FOR,
    confidence: float = 0.95,
) -> TrialEffect:
    """What the care did, by where the lot put each customer.

    is_treated  (n,) 0 or 1, as drawn, not as delivered; at least one customer on each side
    outcome     (n,) whether they bought in the window that was fixed before, or what they spent
    prediction  (n,) what we expected of each before the lot was drawn; it takes away the spread
                that was foreseen, so that fewer customers suffice
    tuned_for   customers on each side at which the interval is narrowest for its looks

    Returns a TrialEffect. Raises ScienceError on unequal lengths, NaN, or an empty side.

    Source: Deng, Xu, Kohavi, Walker (2013), "Improving the sensitivity of online controlled
    experiments" (CUPED), slope pooled within the two sides.
    """
    treated, found = columns(is_treated=is_treated, outcome=outcome)
    if not np.isin(treated, (0, 1)).all() or not 0 < treated.sum() < treated.size:
        raise ScienceError("expected 0 or 1 for each customer, and somebody on each side")
    share(confidence=confidence)
    sides = treated == 1, treated == 0
    adjusted, explained, slopes = found, 0.0, 0
    if prediction is not None:
        expected, _ = columns(prediction=prediction, outcome=outcome)
        adjusted, explained = _adjusted(found, expected, sides)
        slopes = 1
    sizes = [int(side.sum()) for side in sides]
    effect = float(adjusted[sides[0]].mean() - adjusted[sides[1]].mean())
    error = _standard_error(adjusted, sides, slopes)
    low = high = None
    if min(sizes) >= FEWEST_EACH and error > 0 and all(np.ptp(found[side]) > 0 for side in sides):
        each = 2 / (1 / sizes[0] + 1 / sizes[1])
        width = error * always_valid_errors(each, tuned_for=tuned_for, confidence=confidence)
        low, high = effect - width, effect + width
    return TrialEffect(sizes[0], sizes[1], effect, error, low, high, explained)


Sides = tuple[NDArray[np.bool_], NDArray[np.bool_]]


def _adjusted(outcome: Floats, prediction: Floats, sides: Sides) -> tuple[Floats, float]:
    """Outcomes less what was foreseen, and the part of their spread that this took away."""
    y, x = outcome.copy(), prediction.copy()
    for side in sides:
        y[side] -= y[side].mean()
        x[side] -= x[side].mean()
    spread, seen = float(y @ y), float(x @ x)
    if spread == 0 or seen == 0:
        return outcome, 0.0
    slope = float(x @ y) / seen
    return outcome - slope * (prediction - prediction.mean()), slope * slope * seen / spread


def _standard_error(outcome: Floats, sides: Sides, slopes: int) -> float:
    """Each side with its own spread; the slope has cost one customer of all."""
    if min(int(side.sum()) for side in sides) < 2:
        return math.nan
    variance = sum(float(outcome[side].var(ddof=1)) / int(side.sum()) for side in sides)
    free = outcome.size - 2
    return math.sqrt(variance * free / (free - slopes)) if free > slopes else math.nan
