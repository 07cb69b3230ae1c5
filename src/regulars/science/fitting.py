"""Finding the parameters under which the records are most likely.

Every model here is fitted in the logarithms of its parameters, with an analytic gradient. On many
customers the optimum of a slice comes first; its curvature then carries the few full passes that
remain (docs/science/speed.md).
"""

from collections.abc import Callable

import numpy as np

from regulars.science.checks import Floats, ScienceError
from regulars.science.statistics import Statistics

# (log parameters, customers) -> log-likelihood and its gradient, both summed over the customers
Likelihood = Callable[[Floats, Statistics], tuple[float, Floats]]
Prior = Callable[[Floats], tuple[float, Floats]]
Cost = Callable[[Floats], tuple[float, Floats]]

SLICE = 10_000
CHUNK = 8_192  # rows whose temporaries stay in a cache, and too few to wake a second thread
FARTHEST = 12.0  # of a log parameter: keeps tiny bases from overflowing
WHOLE = 1e-4  # log-likelihood that is not worth another pass over many customers
STEPS = 300
ROUGHLY = 100.0  # how much less exact the first search is
ENOUGH = 1e-12  # a step that would gain less than this per customer is not taken


def in_chunks(likelihood: Likelihood, at: Floats, people: Statistics) -> tuple[float, Floats]:
    """The same sums, over pieces that fit a cache.

    Returns the log-likelihood and its gradient.

    Source: none; a sum in pieces.
    """
    total, gradient = 0.0, np.zeros(len(at))
    for begin in range(0, len(people), CHUNK):
        part, slope = likelihood(at, people.rows(slice(begin, begin + CHUNK)))
        total += part
        gradient += slope
    return total, gradient


def fit(
    likelihood: Likelihood,
    start: Floats,
    people: Statistics,
    *,
    prior: Prior | None = None,
    enough: float = ENOUGH,
    is_near: bool = False,
) -> tuple[Floats, float]:
    """The log parameters of highest likelihood (times prior), and the log-likelihood there.

    start    (p,) log parameters to begin from
    enough   log-likelihood per customer that is not worth another step
    is_near  the start is the optimum of much the same records

    Returns ((p,) log parameters, log-likelihood without the prior). Raises ScienceError where
    there is nobody to fit on.

    Source: BFGS (Nocedal and Wright 2006, chapter 6) on a slice, then the same on everybody,
    begun with the slice's Hessian; without it a flat optimum ends the search too early.
    """
    if not len(people):
        raise ScienceError("there is nobody to fit the model on")

    def cost(at: Floats, over: Statistics) -> tuple[float, Floats]:
        value, slope = in_chunks(likelihood, at, over)
        if prior is not None:
            share = len(over) / len(people)
            more, lean = prior(at)
            value, slope = value + share * more, slope + share * lean
        return -value / len(over), -slope / len(over)

    some = people
    if len(people) > 2 * SLICE:
        some = people.rows(slice(None, None, len(people) // SLICE))
    at = start
    if not is_near:
        at, _ = minimum(lambda v: cost(v, some), start, enough=ROUGHLY * enough)
    curve = _inverse_hessian(lambda v: cost(v, some), at)
    if some is not people:
        enough = max(enough, WHOLE / len(people))
    at, least = minimum(lambda v: cost(v, people), at, inverse=curve, enough=enough)
    believed = 0.0 if prior is None else prior(at)[0]
    return at, -least * len(people) - believed


def minimum(
    cost: Cost,
    start: Floats,
    *,
    inverse: Floats | None = None,
    enough: float = ENOUGH,
    farthest: float = FARTHEST,
) -> tuple[Floats, float]:
    """Where a smooth cost is lowest, each coordinate within `farthest` of 0.

    cost      (p,) -> value and gradient
    inverse   (p, p) a guess at the inverse Hessian, or None
    Returns (p,) and the cost there.

    Source: BFGS with backtracking; coordinates at the wall stay there while the slope pushes out.
    """
    at = np.clip(np.asarray(start, dtype=np.float64), -farthest, farthest)
    value, slope = cost(at)
    fresh = inverse is None
    curve = np.eye(len(at)) / max(float(np.abs(slope).max()), 1e-6)
    if inverse is not None:
        curve = inverse
    for _ in range(STEPS):
        walled = (np.abs(at) >= farthest) & (slope * at < 0)
        pull = np.where(walled, 0.0, slope)
        step = np.where(walled, 0.0, -curve @ pull)
        if not slope @ step < 0:
            step = -pull
        if not -(slope @ step) > enough:
            break
        step *= min(1.0, 3.0 / float(np.abs(step).max()))
        there, lower, steeper = _line(cost, at, value, slope, step, farthest)
        moved, turned = there - at, steeper - slope
        if not lower < value:
            break
        bend = float(moved @ turned)
        if bend > 1e-14 * float(moved @ moved):
            if fresh:
                curve, fresh = np.eye(len(at)) * bend / float(turned @ turned), False
            curve = _turned(curve, moved, turned, bend)
        at, value, slope = there, lower, steeper
    return at, value


def _line(
    cost: Cost, at: Floats, value: float, slope: Floats, step: Floats, farthest: float
) -> tuple[Floats, float, Floats]:
    """The first point along the step that is low enough, shortened by the parabola through it."""
    downhill = float(slope @ step)
    length = 1.0
    for _ in range(30):
        there = np.clip(at + length * step, -farthest, farthest)
        lower, steeper = cost(there)
        if np.isfinite(lower) and lower <= value + 1e-4 * length * downhill:
            return there, lower, steeper
        lack = lower - value - length * downhill
        wish = -0.5 * downhill * length * length / lack if np.isfinite(lack) and lack > 0 else 0.0
        length = min(max(wish, 0.1 * length), 0.5 * length)
    return at, value, slope


def _turned(curve: Floats, moved: Floats, turned: Floats, bend: float) -> Floats:
    left = np.eye(len(moved)) - np.outer(moved, turned) / bend
    better: Floats = left @ curve @ left.T + np.outer(moved, moved) / bend
    return better


def _inverse_hessian(cost: Cost, at: Floats) -> Floats:
    """By differencing the gradient; made positive definite."""
    size, step = len(at), 1e-5
    here = cost(at)[1]
    hessian = np.array([(cost(at + aside)[1] - here) / step for aside in np.eye(size) * step])
    values, vectors = np.linalg.eigh((hessian + hessian.T) / 2)
    floor = 1e-9 * max(float(values.max()), 1e-9)
    inverse: Floats = (vectors / np.maximum(values, floor)) @ vectors.T
    return inverse
