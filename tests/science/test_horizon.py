import numpy as np
import pytest
from scipy.stats import nbinom

from regulars.science.horizon import passing, staying


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_at_random_the_count_is_negative_binomial():
    chances = passing(1, np.ones((1, 1)), one(3.5), one(80.0), 60.0)

    count = nbinom(3.5, 80 / 140).sf(np.arange(len(chances)))
    assert np.concatenate(chances) == pytest.approx(count, abs=1e-9)


@pytest.mark.parametrize("power", [40.0, 4_000.0, 60_000.0])
def test_busy_customers_do_not_leave_the_range_of_numbers(power):
    end = power / 3.0  # three stages a day

    chances = np.concatenate(passing(1, np.ones((1, 1)), one(power), one(end), 90.0))

    assert chances.sum() == pytest.approx(270.0, rel=1e-6)
    assert (np.diff(chances) <= 1e-12).all()


def test_stages_as_drawn():
    rng = np.random.default_rng(8)
    k, stage, power, end = 3, np.array([0.2, 0.5, 0.3]), 6.0, 90.0
    at = rng.choice(3, 400_000, p=stage)
    passed = rng.poisson(k * rng.gamma(power + at, 1 / end) * 40.0)
    bought = (at + passed) // k

    chances = np.concatenate(passing(k, stage[:, None], one(power), one(end), 40.0))

    drawn = [(bought > i).mean() for i in range(len(chances))]
    assert chances == pytest.approx(drawn, abs=3e-3)


def test_after_a_missed_turn_the_next_gap_is_a_whole_one():
    first = passing(2, np.array([[1.0], [0.0], [0.0], [0.0]]), one(6.0), one(90.0), 40.0)
    missed = passing(2, np.array([[0.0], [0.0], [1.0], [0.0]]), one(4.0), one(90.0), 40.0)

    length = min(len(first), len(missed))
    assert np.concatenate(first[:length]) == pytest.approx(np.concatenate(missed[:length]))


def test_who_may_leave_buys_once_more_at_most_as_often():
    rng = np.random.default_rng(9)
    chances = passing(1, np.ones((1, 1)), one(9.0), one(60.0), 40.0)
    count = rng.poisson(rng.gamma(9.0, 1 / 60.0, 400_000) * 40.0)
    leave = rng.beta(0.8, 3.0, len(count))
    stays = rng.geometric(leave)  # the purchase after which one leaves

    more = staying(chances, 0.8, one(3.0))

    bought = np.minimum(count, stays)
    assert more.sum() == pytest.approx(bought.mean(), rel=0.01)
    assert more[0, 0] == pytest.approx((bought > 0).mean(), abs=3e-3)
