"""Trials of a few dozen customers, exactly.

For each pair of shares that might be true, one customer after the other multiplies a stake by how
much better the pair foretold their outcome than the nearest pair with the asked difference does.
Averaged over many pairs, that stake is a fair bet if the asked difference is the true one, at
every look; so it seldom grows twentyfold then. Nothing is approximated.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logsumexp, xlogy

from regulars.science.checks import Floats, ScienceError, count, share

PAIRS = 24  # shares on each side that are bet on; a grid is itself a fair prior
HALVINGS = 50
DIFFERENCES = np.arange(-99, 100) / 100  # asked of one by one, in points


@dataclass(frozen=True)
class Table:
    """Two sides of a trial, by where the lot put each customer."""

    treated: int
    treated_bought: int
    held_out: int
    held_out_bought: int

    def __post_init__(self) -> None:
        count(
            treated=self.treated,
            treated_bought=self.treated_bought,
            held_out=self.held_out,
            held_out_bought=self.held_out_bought,
            treated_not=self.treated - self.treated_bought,
            held_out_not=self.held_out - self.held_out_bought,
        )


def difference_evidence(
    table: Table, differences: ArrayLike = 0.0, *, held_out_share: float = 0.5
) -> Floats:
    """Log evidence against each difference of the two shares.

    differences     any shape, in (-1, 1); 0 asks whether the care did anything
    held_out_share  in (0, 1), as the lot was drawn, not as it fell

    Returns the same shape. Above log(1 / (1 - confidence)) at any look, that difference is ruled
    out; the order in which customers came does not matter. Raises ScienceError outside these
    ranges.

    Source: Turner, Ly, Grünwald (2024), "Generic e-variables for exact sequential k-sample tests
    that allow for optional stopping", with a lot for each customer in place of blocks.
    """
    asked = np.asarray(differences, dtype=np.float64)
    share(held_out_share=held_out_share)
    if not (np.abs(asked) < 1).all():  # NaN fails too
        raise ScienceError("expected differences between -1 and 1")
    at = np.sin(np.pi * (np.arange(PAIRS) + 0.5) / (2 * PAIRS)) ** 2  # denser towards 0 and 1
    treated, held_out = (side.ravel() for side in np.meshgrid(at, at))
    step = asked[..., None]
    nearest = _nearest(treated, held_out, step, held_out_share)
    stakes = (
        _log_chance(table.treated_bought, table.treated, treated)
        - _log_chance(table.treated_bought, table.treated, nearest + step)
        + _log_chance(table.held_out_bought, table.held_out, held_out)
        - _log_chance(table.held_out_bought, table.held_out, nearest)
    )
    evidence: Floats = np.asarray(logsumexp(stakes, axis=-1) - 2 * np.log(PAIRS))
    return evidence


def difference_interval(
    table: Table, *, held_out_share: float = 0.5, confidence: float = 0.95
) -> tuple[float, float]:
    """Where the difference of the two shares lies, at every look.

    held_out_share, confidence  in (0, 1)

    Returns (low, high) in [-1, 1], outward to the next whole point. Raises ScienceError outside
    these ranges.

    Source: the differences that `difference_evidence` does not rule out.
    """
    share(confidence=confidence)
    evidence = difference_evidence(table, DIFFERENCES, held_out_share=held_out_share)
    left = np.flatnonzero(evidence < -np.log(1 - confidence))
    if not left.size:  # between two points: the one with the least against it
        left = np.array([int(evidence.argmin())])
    return (
        max(float(DIFFERENCES[left[0]]) - 0.01, -1.0),
        min(float(DIFFERENCES[left[-1]]) + 0.01, 1.0),
    )


def _nearest(
    treated: NDArray[np.float64], held_out: Floats, step: Floats, held_out_share: float
) -> Floats:
    """The held-out share of the pair with the asked difference that foretells the same outcomes
    best, on average over the lot. Its slope falls all the way, so that halving finds it."""
    low = np.broadcast_to(np.maximum(0.0, -step), np.broadcast_shapes(step.shape, treated.shape))
    high = np.broadcast_to(np.minimum(1.0, 1 - step), low.shape)
    with np.errstate(divide="ignore"):
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            slope = (1 - held_out_share) * _slope(treated, middle + step)
            slope = slope + held_out_share * _slope(held_out, middle)
            low, high = np.where(slope > 0, middle, low), np.where(slope > 0, high, middle)
    found: Floats = (low + high) / 2
    return found


def _slope(true: Floats, at: Floats) -> Floats:
    slope: Floats = true / at - (1 - true) / (1 - at)
    return slope


def _log_chance(bought: int, customers: int, of_share: Floats) -> Floats:
    chance: Floats = xlogy(bought, of_share) + xlogy(customers - bought, 1 - of_share)
    return chance
