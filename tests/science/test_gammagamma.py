import numpy as np
import pytest
from scipy.stats import gamma

from regulars.science.checks import ScienceError
from regulars.science.gammagamma import GammaGamma, expected_amount, fit_gammagamma

MODEL = GammaGamma(6.0, 4.0, 15.0)


def test_the_parameters_of_drawn_amounts_are_found_again_in_any_unit():
    rng = np.random.default_rng(14)
    nu = rng.gamma(4.0, 1 / 15.0, 20_000)
    count = rng.integers(1, 8, len(nu)).astype(float)
    mean = rng.gamma(6.0 * count, 1 / nu) / count

    euros, _ = fit_gammagamma(count, mean)
    cents, _ = fit_gammagamma(count, mean * 100)

    assert [euros.p, euros.q, euros.v] == pytest.approx([6, 4, 15], rel=0.06)
    assert [cents.p, cents.q, cents.v / 100] == pytest.approx([euros.p, euros.q, euros.v], rel=1e-3)


def test_the_next_amount_by_definition():
    count, mean = np.array([1.0, 5.0]), np.array([80.0, 12.0])
    nu = gamma(4.0, scale=1 / 15.0).ppf((np.arange(400_000) + 0.5) / 400_000)
    expected = []
    for x, m in zip(count, mean, strict=True):
        weight = gamma(6.0 * x, scale=1 / (nu * x)).pdf(m)
        expected.append((weight * 6.0 / nu).sum() / weight.sum())

    assert expected_amount(MODEL, count, mean) == pytest.approx(expected, rel=1e-3)


def test_who_bought_nothing_yet_is_expected_to_pay_what_everybody_does():
    assert expected_amount(MODEL, [0], [0])[0] == pytest.approx(6 * 15 / 3)


def test_amounts_without_a_mean_are_refused():
    with pytest.raises(ScienceError, match="mean"):
        expected_amount(GammaGamma(6.0, 0.9, 15.0), [1], [10])


@pytest.mark.parametrize(("count", "mean"), [([], []), ([0], [10]), ([1], [0]), ([1], [-5])])
def test_what_makes_no_sense_is_refused(count, mean):
    with pytest.raises(ScienceError):
        fit_gammagamma(count, mean)
