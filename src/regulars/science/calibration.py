"""Learning from earlier origins how far off a forecast is, without forgetting how little is known.

Both corrections are pulled towards no correction at all: a small base keeps the model's word.
"""

from dataclasses import dataclass, replace

import numpy as np

from regulars.science.checks import Floats
from regulars.science.scores import deviance

EDGE = 1e-4  # nothing is impossible and nothing certain
FEWEST_OUTCOMES = 100  # and FEWEST_EACH of either kind, or nothing is corrected
FEWEST_EACH = 10
ISOTONIC_OUTCOMES = 20_000  # a staircase weighs half when it rests on so many
COUNT_RIDGE = 300.0  # outcomes that the model's own word weighs as much as, in counts
FOLDS = 4


def logit(chance: Floats) -> Floats:
    """Log odds, of chances kept off 0 and 1.

    Returns the same shape.

    Source: definition.
    """
    kept = np.clip(chance, EDGE, 1 - EDGE)
    return np.asarray(np.log(kept / (1 - kept)))


def _chance(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


@dataclass(frozen=True)
class ChanceCorrection:
    """Log odds moved by what the model left out, then a staircase with a weight.

    centre, spread, weights   of the columns (c,), weights (c + 1,) with the intercept first
    steps_at, steps           (s,) chances and what came true of them, rising
    steps_weight              in [0, 1)
    """

    centre: tuple[float, ...] = ()
    spread: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()
    steps_at: tuple[float, ...] = ()
    steps: tuple[float, ...] = ()
    steps_weight: float = 0.0

    def apply(self, chance: Floats, columns: Floats) -> Floats:
        """(n,) corrected chances in [EDGE, 1 - EDGE]; columns (n, c)."""
        if not self.weights:
            return np.clip(chance, EDGE, 1 - EDGE)
        scaled = (columns - self.centre) / self.spread
        moved = _chance(logit(chance) + self.weights[0] + scaled @ np.array(self.weights[1:]))
        if self.steps_weight > 0:
            step = np.interp(moved, self.steps_at, self.steps)
            moved = moved + self.steps_weight * (step - moved)
        return np.clip(moved, EDGE, 1 - EDGE)


def learn_chances(
    chance: Floats, columns: Floats, happened: Floats, *, ridge: float, with_steps: bool = True
) -> ChanceCorrection:
    """How chances given at earlier origins should have been moved.

    chance    (n,) in [0, 1]       what was said
    columns   (n, c)               what else was known
    happened  (n,) 0 or 1          what came
    ridge     > 0                  pull of each standardised column towards no effect
    with_steps                     add the staircase; it moves little and takes time

    Returns ChanceCorrection; one that changes nothing on too few outcomes.

    Source: Platt (1999) with the forecast as offset, ridge (le Cessie, van Houwelingen 1992);
    isotonic regression by pooling adjacent violators (Ayer et al. 1955).
    """
    kinds = min(happened.sum(), len(happened) - happened.sum()) if len(happened) else 0
    if len(happened) < FEWEST_OUTCOMES or kinds < FEWEST_EACH:
        return ChanceCorrection()
    centre, spread = columns.mean(axis=0), np.maximum(columns.std(axis=0), 1e-9)
    scaled = np.column_stack([np.ones(len(chance)), (columns - centre) / spread])
    pull = np.concatenate(([1.0], np.full(columns.shape[1], ridge)))
    weights = _ridge_logistic(scaled, logit(chance), happened, pull)
    line = ChanceCorrection(tuple(centre.tolist()), tuple(spread.tolist()), tuple(weights.tolist()))
    if not with_steps:
        return line
    at, steps = staircase(_chance(logit(chance) + scaled @ weights), happened)
    weight = len(chance) / (len(chance) + ISOTONIC_OUTCOMES)
    return replace(
        line, steps_at=tuple(at.tolist()), steps=tuple(steps.tolist()), steps_weight=weight
    )


def _ridge_logistic(columns: Floats, offset: Floats, happened: Floats, pull: Floats) -> Floats:
    weights = np.zeros(columns.shape[1])
    for _ in range(50):
        chance = _chance(offset + columns @ weights)
        slope = columns.T @ (happened - chance) - pull * weights
        curve = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def staircase(chance: Floats, happened: Floats) -> tuple[Floats, Floats]:
    """The rising steps that fit best: mean chance and share that happened on each.

    Returns ((s,), (s,)), both rising.

    Source: pool adjacent violators (Ayer, Brunk, Ewing, Reid, Silverman 1955).
    """
    order = np.argsort(chance, kind="stable")
    shares: list[float] = []
    sizes: list[int] = []
    for value in happened[order].tolist():
        shares.append(value)
        sizes.append(1)
        while len(shares) > 1 and shares[-2] >= shares[-1]:
            share, size = shares.pop(), sizes.pop()
            total = sizes[-1] + size
            shares[-1] = (shares[-1] * sizes[-1] + share * size) / total
            sizes[-1] = total
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    sums = np.add.reduceat(chance[order], starts) if len(order) else np.empty(0)
    return np.asarray(sums / np.array(sizes)), np.array(shares)


@dataclass(frozen=True)
class CountCorrection:
    """Expected purchases as a weighted sum of what was known; no weights: as the model says."""

    weights: tuple[float, ...] = ()

    def apply(self, expected: Floats, columns: Floats) -> Floats:
        """(n,) corrected counts, at least a tenth of what the model said; columns (n, c)."""
        if not self.weights:
            return expected
        return np.asarray(np.maximum(columns @ np.array(self.weights), 0.1 * expected))


def learn_counts(expected: Floats, columns: Floats, came: Floats, who: Floats) -> CountCorrection:
    """How counts expected at earlier origins should have been moved.

    expected  (n,) >= 0      what was said; also the second of the columns
    columns   (n, c)         what the correction may use
    came      (n,) >= 0      what came
    who       (n,)           whose row it is: nobody is on both sides of the check

    Returns CountCorrection; one that changes nothing where it did not help on customers it had not
    seen.

    Source: least squares pulled towards the forecast (Theil and Goldberger 1961), checked by
    cross-validation over customers.
    """
    if len(came) < FEWEST_OUTCOMES or (came > 0).sum() < FEWEST_EACH:
        return CountCorrection()
    fold = who // FOLDS % FOLDS  # another cut than that by which a choice is judged
    better = 0.0
    for left_out in range(FOLDS):
        test = fold == left_out
        if not test.any() or test.all():
            return CountCorrection()
        weights = _pulled_squares(columns[~test], came[~test])
        corrected = CountCorrection(tuple(weights.tolist())).apply(expected[test], columns[test])
        better += float(
            (deviance(expected[test], came[test]) - deviance(corrected, came[test])).sum()
        )
    if better <= 0:
        return CountCorrection()
    return CountCorrection(tuple(_pulled_squares(columns, came).tolist()))


def _pulled_squares(columns: Floats, came: Floats) -> Floats:
    word = np.zeros(columns.shape[1])
    word[1] = 1.0
    gram = columns.T @ columns
    pull = COUNT_RIDGE / len(came) * np.diag(np.maximum(np.diag(gram), 1e-9))
    change = np.linalg.solve(gram + pull, columns.T @ (came - columns @ word))
    return np.asarray(word + change)
