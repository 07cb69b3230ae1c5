"""On which day a silence of each customer begins to say something."""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats
from regulars.science.mixture import Mixture, posterior
from regulars.science.statistics import Statistics

LONGER = np.geomspace(0.15, 25.0, 32)  # silences looked at, in expected gaps
ROWS = 16_384  # looked at in one go: fast for one customer, little memory for many


@dataclass(frozen=True, slots=True)
class Silences:
    """How long each customer may be silent, (n,) each, on the clock of the statistics.

    outlasted   by how few gaps of one's own, given active: chance -> days
    active      until the chance not to have left for good falls to this: chance -> days
    """

    outlasted: dict[float, Floats]
    active: dict[float, Floats]


def silences(
    model: Mixture,
    people: Statistics,
    *,
    outlasted: tuple[float, ...],
    active: tuple[float, ...],
) -> Silences:
    """The silences at which the chances fall to these values, counted from the last purchase.

    people      the silence until now plays no part
    outlasted   chances in (0, 1) that a gap lasts longer, given active
    active      chances in (0, 1) not to have left for good

    Returns Silences; at least LONGER[0] and at most LONGER[-1] expected gaps.

    Source: `mixture.posterior` on a grid, straight lines in log odds over log days between.
    """
    gap = (model.rate_days + people.last_days) / (model.shape + people.repeats)
    tails, alive = [], []
    at_once = max(1, ROWS // max(len(people), 1))
    for begin in range(0, len(LONGER), at_once):
        some = LONGER[begin : begin + at_once]
        shape = (len(some), len(people))
        seen = posterior(model, _after(people, np.outer(some, gap)))
        tails.append(seen.overdue.reshape(shape))
        alive.append(seen.active.reshape(shape))
    overdue, here = np.concatenate(tails), np.concatenate(alive)
    return Silences(
        {chance: gap * _reached(overdue, chance) for chance in outlasted},
        {chance: gap * _reached(here, chance) for chance in active},
    )


def _after(people: Statistics, silent: Floats) -> Statistics:
    """Everybody after each of these silences (grid, n), one behind the other."""
    times = len(silent)
    last = np.tile(people.last_days, times)
    return Statistics(
        np.tile(people.repeats, times),
        last,
        last + silent.ravel(),
        np.tile(people.log_gaps, times),
    )


def _reached(chances: Floats, chance: float) -> Floats:
    """(n,) where falling rows (grid, n) pass a chance, in expected gaps."""
    odds = _log_odds(np.minimum.accumulate(chances))
    wanted = float(_log_odds(np.array([chance]))[0])
    after = np.clip((odds > wanted).sum(axis=0), 1, len(LONGER) - 1)
    who = np.arange(odds.shape[1])
    above, below = odds[after - 1, who], odds[after, who]
    part = np.clip((above - wanted) / np.maximum(above - below, 1e-12), 0.0, 1.0)
    logs = np.log(LONGER)
    return np.asarray(np.exp(logs[after - 1] + part * (logs[after] - logs[after - 1])))


def _log_odds(chance: Floats) -> Floats:
    kept = np.clip(chance, 1e-12, 1 - 1e-12)
    return np.asarray(np.log(kept / (1 - kept)))
