import numpy as np
import pytest
from scipy.stats import gamma

from regulars.science.pareto import (
    ParetoNbd,
    expected_purchases,
    fit_pareto,
    log_likelihood,
    probability_active,
    probability_buys,
)
from regulars.science.statistics import Statistics
from tests.science import worlds

MODEL = ParetoNbd(1.1, 20.0, 0.9, 200.0)
PEOPLE = Statistics([0, 1, 4, 12], [0, 30, 60, 200], [150, 150, 220, 210], np.zeros(4))
DAYS = 50.0


def by_definition() -> tuple[list[float], list[float], list[float], list[float]]:
    """Averaged over 2,250,000 equally likely customers: density of the records, chance to be
    active, to buy, and the number, each plain exponentials given a customer's two rates."""
    cells = (np.arange(1500) + 0.5) / 1500
    rate = gamma(MODEL.shape, scale=1 / MODEL.rate_days).ppf(cells)[:, None]
    gone = gamma(MODEL.leave_shape, scale=1 / MODEL.leave_days).ppf(cells)[None, :]
    both = rate + gone
    rows = []
    for x, last, age in zip(PEOPLE.repeats, PEOPLE.last_days, PEOPLE.age_days, strict=True):
        active = rate**x * np.exp(-both * age)
        left = rate**x * gone / both * (np.exp(-both * last) - np.exp(-both * age))
        total = (active + left).mean()
        buys = rate / both * -np.expm1(-both * DAYS)
        number = rate / gone * -np.expm1(-gone * DAYS)
        rows.append(
            (
                float(np.log(total)),
                active.mean() / total,
                (active * buys).mean() / total,
                (active * number).mean() / total,
            )
        )
    return tuple(list(column) for column in zip(*rows, strict=True))


def test_each_closed_form_is_its_definition():
    log_density, active, buys, number = by_definition()
    at = np.log([MODEL.shape, MODEL.rate_days, MODEL.leave_shape, MODEL.leave_days])
    found = [log_likelihood(at, PEOPLE.rows(slice(i, i + 1)))[0] for i in range(len(PEOPLE))]

    assert found == pytest.approx(log_density, abs=0.01)
    assert probability_active(MODEL, PEOPLE) == pytest.approx(active, rel=0.01)
    assert probability_buys(MODEL, PEOPLE, DAYS) == pytest.approx(buys, rel=0.01)
    assert expected_purchases(MODEL, PEOPLE, DAYS) == pytest.approx(number, rel=0.01)


def test_the_parameters_of_a_drawn_base_are_found_again():
    base = worlds.pareto(np.random.default_rng(4), 12_000)

    model, _ = fit_pareto(base.statistics())

    assert model.shape == pytest.approx(1.0, rel=0.08)
    assert model.rate_days == pytest.approx(20.0, rel=0.1)
    assert model.leave_days / model.leave_shape == pytest.approx(300.0, rel=0.2)


def test_leaving_at_shape_one_is_the_limit_of_its_neighbours():
    near = [
        expected_purchases(ParetoNbd(1.1, 20.0, shape, 200.0), PEOPLE, DAYS)
        for shape in (1 - 1e-6, 1.0, 1 + 1e-6)
    ]

    assert near[1] == pytest.approx((near[0] + near[2]) / 2, rel=1e-6)


def test_hundreds_of_purchases_stay_in_range():
    busy = Statistics([900], [700], [702], [0])

    assert 0.9 < probability_active(MODEL, busy)[0] <= 1
    assert probability_buys(MODEL, busy, DAYS)[0] == pytest.approx(1, abs=0.1)
