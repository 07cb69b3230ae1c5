import numpy as np
import pytest

from regulars.science import nbd
from regulars.science.checks import ScienceError
from regulars.science.fitting import FARTHEST, fit, in_chunks, minimum
from regulars.science.statistics import Statistics


def many(people: int) -> Statistics:
    rng = np.random.default_rng(5)
    age = rng.uniform(100, 400, people)
    repeats = rng.poisson(rng.gamma(0.8, 1 / 30, people) * age).astype(float)
    return Statistics(repeats, np.where(repeats > 0, age / 2, 0), age, np.zeros(people))


def test_the_lowest_point_of_a_bent_valley():
    def rosenbrock(at):
        x, y = at
        slope = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2, np.array(slope)

    at, least = minimum(rosenbrock, np.array([-1.2, 1.0]))

    assert at == pytest.approx([1, 1], abs=1e-4)
    assert least == pytest.approx(0, abs=1e-8)


def test_a_cost_that_falls_for_ever_ends_at_the_wall():
    def slide(at):
        return float(np.exp(at[0]) + (at[1] - 2) ** 2), np.array([np.exp(at[0]), 2 * (at[1] - 2)])

    at, _ = minimum(slide, np.array([0.0, 0.0]), enough=0.0)

    assert -FARTHEST <= at[0] < -6
    assert at[1] == pytest.approx(2, abs=1e-3)


def test_many_are_fitted_as_well_as_without_the_slice():
    people = many(60_000)

    at, value = fit(nbd.log_likelihood, np.zeros(2), people)
    slope = in_chunks(nbd.log_likelihood, at, people)[1] / len(people)

    assert np.abs(slope).max() < 1e-5
    assert value == pytest.approx(nbd.log_likelihood(at, people)[0], rel=1e-12)


def test_nobody_is_refused():
    with pytest.raises(ScienceError, match="nobody"):
        fit(nbd.log_likelihood, np.zeros(2), many(0))
