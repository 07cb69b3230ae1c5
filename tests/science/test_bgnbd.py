import numpy as np
import pytest
from scipy.special import hyp2f1
from scipy.stats import beta, gamma

from regulars.science.bgnbd import BgNbd, fit_bgnbd, probability_active, purchases
from regulars.science.statistics import Statistics
from tests.science import worlds

MODEL = BgNbd(0.8, 20.0, 0.8, 4.0)
PEOPLE = Statistics([0, 1, 3, 8], [0, 20, 100, 180], [150, 150, 200, 190], np.zeros(4))


def test_the_parameters_of_a_drawn_base_are_found_again():
    rng = np.random.default_rng(2)
    base = worlds.erlang(rng, 8_000, first_may_leave=False, shape=0.8, leave=0.8, stay=4.0)

    model, _ = fit_bgnbd(base.statistics())

    assert model.shape == pytest.approx(0.8, rel=0.08)
    assert model.rate_days == pytest.approx(20.0, rel=0.1)
    assert model.leave / (model.leave + model.stay) == pytest.approx(1 / 6, rel=0.08)


def test_active_by_definition():
    """Averaged over a million equally likely customers, without the closed form."""
    cells = (np.arange(1000) + 0.5) / 1000
    rate = gamma(MODEL.shape, scale=1 / MODEL.rate_days).ppf(cells)[:, None]
    leave = beta(MODEL.leave, MODEL.stay).ppf(cells)[None, :]
    expected = [1.0]
    for x, last, age in zip(
        PEOPLE.repeats[1:], PEOPLE.last_days[1:], PEOPLE.age_days[1:], strict=True
    ):
        active = (1 - leave) ** x * rate**x * np.exp(-rate * age)
        left = leave * (1 - leave) ** (x - 1) * rate**x * np.exp(-rate * last)
        expected.append(active.mean() / (active.mean() + left.mean()))

    assert probability_active(MODEL, PEOPLE) == pytest.approx(expected, rel=2e-3)


def test_the_expected_number_is_the_published_closed_form():
    a, b, r = MODEL.leave, MODEL.stay, MODEL.shape
    x, scale, days = PEOPLE.repeats, MODEL.rate_days + PEOPLE.age_days, 60.0
    series = hyp2f1(r + x, b + x, a + b + x - 1, days / (scale + days))
    ahead = (a + b + x - 1) / (a - 1) * (1 - (scale / (scale + days)) ** (r + x) * series)

    _, expected = purchases(MODEL, PEOPLE, days)

    assert expected == pytest.approx(ahead * probability_active(MODEL, PEOPLE), rel=1e-5)


def test_what_comes_is_what_came():
    rng = np.random.default_rng(3)
    base = worlds.erlang(rng, 20_000, first_may_leave=False, shape=0.8, leave=0.8, stay=4.0)
    cut = base.age_days - 60.0

    buys, expected = purchases(MODEL, base.statistics(cut), 60.0)

    came = np.array([(t > c).sum() for t, c in zip(base.times, cut, strict=True)])
    assert expected.mean() == pytest.approx(came.mean(), rel=0.05)
    assert buys.mean() == pytest.approx((came > 0).mean(), rel=0.05)
