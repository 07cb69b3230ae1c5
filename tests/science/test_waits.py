"""Open orders, bad days, and the tightest limit."""

import numpy as np
import pytest

from regulars.science.checks import ScienceError
from regulars.science.guarantees import kept_share_bound
from regulars.science.waits import kept_share, lower_share_by_day, tightest_limit


def test_without_open_orders_it_is_plain_counting():
    waits = np.arange(1.0, 101.0)

    found = kept_share(waits, np.zeros(100), 97)

    assert (found.orders, found.misses, found.undecided) == (100, 3, 0)
    assert found.share == pytest.approx(0.97)
    assert found.lower_share == pytest.approx(kept_share_bound(97, 100))


def test_an_open_order_that_is_late_already_is_a_miss():
    found = kept_share([1.0, 2.0, 3.0, 12.0], [0, 0, 0, 1], 10)

    assert (found.misses, found.undecided) == (1, 0)
    assert found.share == pytest.approx(0.75)


def test_an_open_order_counts_for_the_days_it_has_waited():
    # by hand: 1 of 4 came on day 1; of the 2 that still waited on day 3, one came
    found = kept_share([1.0, 2.0, 3.0, 9.0], [0, 1, 0, 0], 5)

    assert found.undecided == 1
    assert found.share == pytest.approx(1 - 3 / 4 * 1 / 2)
    assert found.lower_share < kept_share_bound(3, 4)


def test_open_orders_do_not_make_the_shop_look_better_than_it_is():
    rng = np.random.default_rng(3)
    shares, plain, held = [], [], []
    for _ in range(400):
        needed, placed_ago = rng.gamma(2, 4, size=200), rng.uniform(0, 30, size=200)
        is_open = needed > placed_ago
        waited = np.minimum(needed, placed_ago)
        found = kept_share(waited, is_open, 15)
        shares.append(found.share)
        decided = ~is_open | (waited > 15)
        plain.append((waited[decided] <= 15).mean())
        held.append(found.lower_share)
    true = 1 - (1 + 15 / 4) * np.exp(-15 / 4)  # of gamma(2, 4)

    assert np.mean(shares) == pytest.approx(true, abs=0.004)
    assert np.mean(plain) > true + 0.01  # what counting alone would say
    assert np.mean(np.array(held) <= true) >= 0.93


def test_the_tightest_limit_is_reached_from_the_loose_side():
    waits = np.concatenate((np.full(196, 2.0), np.full(3, 6.0), [20.0]))

    found = tightest_limit(waits, np.zeros(200), [5, 7, 3, 1, 14])

    assert found.limit_days == 3
    assert [each.limit_days for each in found.tried] == [14, 7, 5, 3, 1]
    assert [each.share for each in found.tried] == pytest.approx([0.995, 0.995, 0.98, 0.98, 0])


def test_no_limit_is_proven_by_too_few_orders_and_nothing_is_tried_after_a_failure():
    found = tightest_limit(np.ones(58), np.zeros(58), [10, 5])

    assert found.limit_days is None
    assert len(found.tried) == 1
    assert tightest_limit(np.ones(59), np.zeros(59), [10, 5]).limit_days == 5


def test_a_false_promise_is_as_rare_as_agreed_however_many_limits_are_tried():
    rng = np.random.default_rng(5)
    limits = np.linspace(2, 8, 25)
    true = -np.log(0.05)

    wrong = 0
    for _ in range(300):
        limit = tightest_limit(rng.exponential(size=150), np.zeros(150), limits).limit_days
        wrong += limit is not None and limit < true

    assert wrong / 300 <= 0.05 + 2.5 * np.sqrt(0.05 * 0.95 / 300)


def test_bad_days_widen_the_bound():
    alone = np.ones(300)
    alone[np.arange(0, 300, 20)] = 0  # a miss on every second day
    together = np.ones(300)
    together[:15] = 0  # the same misses on two days
    days = np.repeat(np.arange(30), 10)

    spread = lower_share_by_day(alone, days)
    clustered = lower_share_by_day(together, days)

    assert clustered < spread - 0.02
    assert spread <= kept_share_bound(285, 300)
    assert lower_share_by_day(np.ones(300), days) == kept_share_bound(300, 300)


def test_the_same_seed_says_the_same():
    kept, days = np.arange(60) % 7 > 0, np.arange(60) // 5

    assert lower_share_by_day(kept, days, seed=4) == lower_share_by_day(kept, days, seed=4)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: kept_share([1.0, 2.0], [0], 3),
        lambda: kept_share([], [], 3),
        lambda: kept_share([-1.0], [0], 3),
        lambda: kept_share([1.0], [2], 3),
        lambda: kept_share([float("nan")], [0], 3),
        lambda: kept_share([1.0], [0], 0),
        lambda: tightest_limit([1.0], [0], []),
        lambda: lower_share_by_day([1, 0.5], [1, 2]),
        lambda: lower_share_by_day([1, 0], [1]),
        lambda: lower_share_by_day([1], [1], resamples=3),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()
