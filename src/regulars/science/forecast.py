"""What the mixture expects of each customer: purchases in a horizon, and the day of the next."""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats, ScienceError
from regulars.science.erlang import stages_of
from regulars.science.horizon import passing, staying
from regulars.science.mixture import Mixture, Posterior, posterior
from regulars.science.statistics import Statistics

PIECE = 1_024  # customers of like rates at a time: nobody waits for the busiest
BAND = (0.1, 0.5, 0.9)
HALVINGS = 22
LONGEST_DAYS = 36_500.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of the next horizon, all (n,)."""

    active: Floats  # chance not to have left for good
    buys: Floats  # chance of at least one purchase
    expected: Floats  # purchases on average
    median: Floats  # purchases, the middle of what may come
    overdue: Floats  # chance that a gap of an active customer is longer than the silence now


def forecast(model: Mixture, people: Statistics, horizon_days: float) -> Forecast:
    """What each customer does in the next `horizon_days` > 0.

    Returns Forecast. Raises ScienceError on a horizon that is not above 0.

    Source: exact sums, see `horizon.passing`; the n-th further purchase needs n - 1 stays.
    """
    if not horizon_days > 0:
        raise ScienceError(f"expected a horizon above 0 days, got {horizon_days}")
    seen = posterior(model, people)
    rate = (model.shape + people.repeats) / (model.rate_days + people.age_days)
    order = np.argsort(rate, kind="stable")
    n = len(people)
    buys, expected, median = np.zeros(n), np.zeros(n), np.zeros(n)
    for begin in range(0, n, PIECE):
        rows = order[begin : begin + PIECE]
        some = people.rows(rows)
        more = np.zeros((1, len(rows)))  # [i]: chance of more than i purchases
        for at, k in enumerate(seen.ks):
            stage = stages_of(k, model.shape, model.rate_days, some, model.skip)
            chances = passing(k, *stage, horizon_days)
            part = staying(chances, model.leave, model.stay + some.repeats + 1)
            part *= seen.chance[at, rows] * seen.active_if[at, rows]
            longer = max(len(part), len(more))
            more = _padded(more, longer) + _padded(part, longer)
        buys[rows], expected[rows] = more[0], more.sum(axis=0)
        median[rows] = (more > 0.5).sum(axis=0)
    return Forecast(seen.active, np.clip(buys, 0.0, 1.0), expected, median, seen.overdue)


def _padded(rows: Floats, length: int) -> Floats:
    return np.pad(rows, ((0, length - len(rows)), (0, 0)))


def next_visit_days(
    model: Mixture, people: Statistics, parts: tuple[float, ...] = BAND
) -> list[Floats]:
    """Days from the end of the records to the next purchase of each customer, given active.

    parts   each in (0, 1): 0.1 is the day before which one in ten comes

    Returns one (n,) per part, > 0 and at most LONGEST_DAYS.

    Source: the first purchase of `horizon.passing`, found by halving on the log scale.
    """
    found = [np.empty(len(people)) for _ in parts]
    seen = posterior(model, people)
    for begin in range(0, len(people), PIECE):
        rows = slice(begin, begin + PIECE)
        waiting = _Waiting(model, seen, people.rows(rows), rows)
        for part, days in zip(parts, found, strict=True):
            days[rows] = waiting.until(1 - part)
    return found


class _Waiting:
    """The time to the next purchase of some customers, given active."""

    def __init__(self, model: Mixture, seen: Posterior, people: Statistics, rows: slice) -> None:
        weight = seen.chance[:, rows] * seen.active_if[:, rows]
        self.weight = weight / np.maximum(weight.sum(axis=0), 1e-300)
        self.parts = [
            (k, *stages_of(k, model.shape, model.rate_days, people, model.skip)) for k in seen.ks
        ]
        self.size = len(people)

    def longer(self, days: Floats) -> Floats:
        """(n,) chance that nothing is bought within so many days."""
        chance = np.zeros(self.size)
        for (k, stage, power, end), weight in zip(self.parts, self.weight, strict=True):
            go = k * days / (end + k * days)
            log_stop = np.log1p(-go)
            total = np.zeros(self.size)
            for j in range(len(stage)):
                term = stage[j] * np.exp((power + j) * log_stop)
                total += term
                for z in range(1, k - j % k):
                    term = term * (go * (power + j + z - 1) / z)
                    total += term
            chance += weight * total
        return chance

    def until(self, left: float) -> Floats:
        """(n,) days after which the chance to be waiting still is `left`."""
        low, high = np.full(self.size, np.log(0.01)), np.full(self.size, np.log(LONGEST_DAYS))
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            waits = self.longer(np.exp(middle)) > left
            low, high = np.where(waits, middle, low), np.where(waits, high, middle)
        return np.asarray(np.exp(high))
