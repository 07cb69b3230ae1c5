import numpy as np

from regulars.science.spending import expected_amounts


def test_amounts_are_drawn_towards_everybodys():
    rng = np.random.default_rng(7)
    visits = rng.integers(1, 9, 400).astype(float)
    mean = rng.gamma(6 * visits, 1 / rng.gamma(4, 1 / 60, 400)) / visits

    expected, model = expected_amounts(visits, mean)

    assert model is not None
    assert expected.std() < mean.std()
    assert np.corrcoef(expected, mean)[0, 1] > 0.7


def test_a_few_customers_and_one_giant_still_have_amounts():
    visits, mean = np.array([3.0, 1.0, 2.0]), np.array([10.0, 1_000_000.0, 0.0])

    expected, model = expected_amounts(visits, mean)

    assert model is None
    assert np.isfinite(expected).all()
    assert (expected > 0).all()


def test_heavy_tails_are_trimmed():
    rng = np.random.default_rng(8)
    mean = rng.pareto(0.9, 500) + 1

    expected, model = expected_amounts(np.full(500, 2.0), mean)

    assert model is None
    assert expected.max() <= np.quantile(mean, 0.99)


def test_without_amounts_nothing_is_said():
    expected, model = expected_amounts(np.ones(3), np.zeros(3))

    assert np.isnan(expected).all()
    assert model is None
