import numpy as np
import pytest

from regulars.science.moments import bought_after, known_on, some_customers
from regulars.science.statistics import visits

SEEN = visits(
    np.array([0, 0, 0, 2, 2, 3]),
    np.array([0, 10, 400, 5, 395, 401]),
    np.array([10.0, 20.0, 90.0, 7.0, 9.0, 5.0]),
)


def test_nothing_after_the_day_is_known():
    now = known_on(SEEN, 399, horizon_days=2, with_season=False)

    assert list(now.customer) == [0, 2]
    assert list(now.people.repeats) == [1, 1]
    assert list(now.mean_amount) == [15, 8]
    assert list(now.recent) == [0, 1]
    assert list(now.silent) == [389, 4]
    assert list(bought_after(SEEN, now)) == [1, 0]


def test_the_horizon_is_on_the_clock_of_the_season():
    rng = np.random.default_rng(1)
    day = rng.integers(0, 365 * 3, 6_000)
    day = day[day % 365.25 < 180]
    seen = visits(rng.integers(0, 50, len(day)), day)

    now = known_on(seen, 1095 + 200, horizon_days=100, with_season=True)

    assert now.season is not None
    assert now.horizon < 15
    assert now.horizon_days == 100


def test_a_sample_keeps_whole_customers():
    some = some_customers(SEEN, 2)

    assert set(some.customer) <= {0, 2}
    assert len(some.on_day) == 5
    assert some_customers(SEEN, 4) is SEEN


def test_before_the_first_purchase_there_is_nobody():
    with pytest.raises(ValueError, match="no purchase"):
        known_on(SEEN, -1, horizon_days=2, with_season=False)
