import numpy as np
import pytest
from scipy import stats

from regulars.science.nbd import Nbd, expected_purchases, fit_nbd, probability_buys
from regulars.science.statistics import Statistics
from tests.science import worlds


def test_the_parameters_of_a_drawn_base_are_found_again():
    rng = np.random.default_rng(1)
    base = worlds.erlang(rng, 6_000, shape=0.9, rate_days=25.0, leave=1e-9, stay=1.0)

    model, _ = fit_nbd(base.statistics())

    assert model.shape == pytest.approx(0.9, rel=0.06)
    assert model.rate_days == pytest.approx(25.0, rel=0.08)


def test_what_comes_by_averaging_over_rates():
    model = Nbd(0.8, 30.0)
    people = Statistics([0, 4], [0, 90], [100, 100], [0, 10])
    rate = stats.gamma(model.shape, scale=1 / model.rate_days).ppf((np.arange(200_000) + 0.5) / 2e5)
    weight = rate ** people.repeats[:, None] * np.exp(-rate * people.age_days[:, None])
    weight /= weight.sum(axis=1, keepdims=True)

    assert expected_purchases(model, people, 50) == pytest.approx(weight @ (rate * 50), rel=1e-3)
    assert probability_buys(model, people, 50) == pytest.approx(
        weight @ -np.expm1(-rate * 50), rel=1e-3
    )
