from itertools import product

import numpy as np
import pytest

from regulars.science.bgbb import (
    BgBb,
    _log_likelihood,
    chances,
    expected_purchases,
    fit_bgbb,
    probability_active,
)
from regulars.science.checks import ScienceError

MODEL = BgBb(1.2, 0.75, 0.66, 2.8)
OFFERED = 4


def drawn(people: int, offered: int):
    rng = np.random.default_rng(15)
    buy, leave = rng.beta(1.2, 0.75, people), rng.beta(0.66, 2.8, people)
    active = rng.geometric(leave) - 1  # chances before leaving
    bought = (rng.random((people, offered)) < buy[:, None]) & (
        np.arange(offered) < active[:, None]
    )  # fmt: skip
    return bought, active


def records(bought: np.ndarray):
    last = np.where(bought.any(axis=1), bought.shape[1] - bought[:, ::-1].argmax(axis=1), 0)
    return chances(bought.sum(axis=1), last, np.full(len(bought), bought.shape[1]))


def test_all_histories_together_are_certain():
    every = np.array(list(product([False, True], repeat=OFFERED)))

    assert np.exp(_log_likelihood(MODEL, records(every))).sum() == pytest.approx(1)


def test_active_and_further_purchases_as_drawn():
    bought, active = drawn(1_000_000, OFFERED + 3)
    seen = records(bought[:, :OFFERED])
    for x, last in [(0, 0), (1, 2), (3, 4), (4, 4)]:
        alike = (seen.bought == x) & (seen.last == last)
        one = chances([x], [last], [OFFERED])

        assert probability_active(MODEL, one)[0] == pytest.approx(
            (active[alike] > OFFERED).mean(), abs=0.01
        )
        further = bought[alike][:, OFFERED:].sum(axis=1).mean()
        assert expected_purchases(MODEL, one, 3)[0] == pytest.approx(further, abs=0.03)


def test_the_parameters_of_a_drawn_base_are_found_again():
    model, _ = fit_bgbb(records(drawn(60_000, 6)[0]))

    assert model.buy / (model.buy + model.pass_) == pytest.approx(1.2 / 1.95, rel=0.05)
    assert model.leave / (model.leave + model.stay) == pytest.approx(0.66 / 3.46, rel=0.1)


@pytest.mark.parametrize("row", [([2], [1], [3]), ([1], [4], [3]), ([0], [0], [0])])
def test_impossible_records_are_refused(row):
    with pytest.raises(ScienceError):
        chances(*row)
