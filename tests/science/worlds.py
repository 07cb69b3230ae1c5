"""Customers drawn from each model's own story, purchase by purchase; no formula of the models."""

from dataclasses import dataclass

import numpy as np

from regulars.science.statistics import Statistics


@dataclass(frozen=True)
class World:
    """Purchase times of everybody, in days from the first; `left` says who is gone at the end."""

    times: list[np.ndarray]
    age_days: np.ndarray
    left: np.ndarray

    def statistics(self, until: np.ndarray | None = None) -> Statistics:
        end = self.age_days if until is None else until
        seen = [t[t <= e] for t, e in zip(self.times, end, strict=True)]
        return Statistics(
            np.array([len(t) - 1.0 for t in seen]),
            np.array([t[-1] for t in seen]),
            np.asarray(end, dtype=float),
            np.array([np.log(np.diff(t)).sum() for t in seen]),
        )


def erlang(
    rng: np.random.Generator,
    people: int,
    *,
    shares: dict[int, float] | None = None,
    shape: float = 1.2,
    rate_days: float = 20.0,
    leave: float = 0.8,
    stay: float = 5.0,
    first_may_leave: bool = True,
    until: float = 365.0,
) -> World:
    """Gaps Erlang-k, a chance to leave after each purchase. `first_may_leave` False is BG/NBD."""
    ks = shares or {1: 1.0}
    k = rng.choice(list(ks), people, p=list(ks.values()))
    rate = rng.gamma(shape, 1 / rate_days, people)
    chance = rng.beta(leave, stay, people)
    age = rng.uniform(0.5, 1.0, people) * until
    times, left = [], np.zeros(people, dtype=bool)
    for i in range(people):
        row, now = [0.0], 0.0
        gone = first_may_leave and rng.random() < chance[i]
        while not gone:
            now += rng.gamma(k[i], 1 / (k[i] * rate[i]))
            if now > age[i]:
                break
            row.append(now)
            gone = rng.random() < chance[i]
        times.append(np.array(row))
        left[i] = gone
    return World(times, age, left)


def pareto(
    rng: np.random.Generator,
    people: int,
    *,
    shape: float = 1.0,
    rate_days: float = 20.0,
    leave_shape: float = 1.0,
    leave_days: float = 300.0,
    until: float = 365.0,
) -> World:
    """Random gaps, and a moment of leaving that has nothing to do with purchases."""
    rate = rng.gamma(shape, 1 / rate_days, people)
    gone = rng.exponential(1 / rng.gamma(leave_shape, 1 / leave_days, people))
    age = rng.uniform(0.5, 1.0, people) * until
    end = np.minimum(gone, age)
    count = rng.poisson(rate * end)
    times = [np.r_[0.0, np.sort(rng.uniform(0, e, c))] for e, c in zip(end, count, strict=True)]
    return World(times, age, gone < age)
