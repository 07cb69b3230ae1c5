"""Bounds against the binomial and published tables."""

import numpy as np
import pytest
from scipy.stats import binom

from regulars.science.checks import ScienceError
from regulars.science.guarantees import (
    conformal_days,
    expected_cost_minor,
    kept_share_bound,
    normal_tolerance_factor,
    orders_needed,
    tolerance_days,
)


@pytest.mark.parametrize(
    ("orders", "misses", "bound"),
    [
        (20, 0, 0.861),
        (29, 0, 0.902),
        (59, 0, 0.950492),
        (59, 1, 0.922),
        (93, 1, 0.950),
        (100, 2, 0.938),
        (124, 2, 0.9501),
        (200, 4, 0.955),
        (299, 0, 0.990),
        (500, 10, 0.966),
    ],
)
def test_the_bound_is_the_published_one_and_just_as_likely_as_agreed(orders, misses, bound):
    found = kept_share_bound(orders - misses, orders)

    digits = 6 if bound == 0.950492 else 3
    assert found == pytest.approx(bound, abs=0.6 * 10**-digits)
    # the definition: were the true share the bound, so many kept would have a chance of 5 %
    assert binom.sf(orders - misses - 1, orders, found) == pytest.approx(0.05)


def test_nothing_kept_proves_nothing():
    assert kept_share_bound(0, 40) == 0


@pytest.mark.parametrize(
    ("promised", "sizes"),
    [
        (0.80, [14]),
        (0.90, [29, 46, 61, 76, None, 103]),
        (0.95, [59, 93, 124, 153, None, 208]),
        (0.98, [149]),
        (0.99, [299]),
    ],
)
def test_the_fewest_orders_are_the_published_ones_and_one_less_proves_too_little(promised, sizes):
    for misses, size in enumerate(sizes):
        if size is None:
            continue
        assert orders_needed(promised, misses=misses) == size
        assert kept_share_bound(size - misses, size) >= promised
        assert kept_share_bound(size - 1 - misses, size - 1) < promised


@pytest.mark.parametrize(("orders", "above"), [(59, 0), (92, 0), (93, 1), (124, 2), (153, 3)])
def test_the_tolerance_bound_is_the_wait_that_the_count_allows(orders, above):
    waits = np.random.default_rng(1).permutation(np.arange(1.0, orders + 1))

    assert tolerance_days(waits) == orders - above
    assert tolerance_days(waits[:58]) is None


def test_the_tolerance_bound_fails_as_seldom_as_it_says():
    rng = np.random.default_rng(7)
    true = -np.log(0.05)  # 95 % of exponential waits are shorter

    held = [tolerance_days(rng.exponential(size=100)) >= true for _ in range(800)]

    assert 0.94 <= np.mean(held) <= 0.985  # at 100 orders the exact chance is .963


@pytest.mark.parametrize(("orders", "promised"), [(18, 0.95), (8, 0.9)])
def test_a_conformal_date_needs_its_fewest_orders(orders, promised):
    waits = np.arange(orders, dtype=float)

    assert conformal_days(waits, promised_share=promised) is None
    assert conformal_days(np.append(waits, 99.0), promised_share=promised) == 99.0


def test_a_conformal_date_keeps_the_next_order():
    rng = np.random.default_rng(8)
    waits = rng.lognormal(size=(3_000, 41))

    kept = [row[40] <= conformal_days(row[:40], promised_share=0.9) for row in waits]

    assert 0.89 <= np.mean(kept) <= 0.925  # exactly 37 / 41


@pytest.mark.parametrize(
    ("orders", "factor"), [(10, 2.911), (20, 2.396), (30, 2.220), (50, 2.065), (100, 1.927)]
)
def test_normal_tolerance_factors_are_the_published_ones(orders, factor):
    assert normal_tolerance_factor(orders) == pytest.approx(factor, abs=6e-4)


def test_a_guarantee_at_the_promise_costs_one_percent_of_what_is_sold():
    # 1000 orders of 50.00, a payout of 10.00, 5 % late
    assert expected_cost_minor(1_000, 0.95, 1_000) == 50_000
    assert expected_cost_minor(3, 0.9, 5) == 2  # 1.5, rounded up


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: kept_share_bound(5, 4),
        lambda: kept_share_bound(float("nan"), 4),
        lambda: kept_share_bound(0, 0),
        lambda: kept_share_bound(1, 2, confidence=1.0),
        lambda: orders_needed(1.0),
        lambda: orders_needed(0.9, misses=-1),
        lambda: tolerance_days([1.0, float("nan")]),
        lambda: tolerance_days([-1.0]),
        lambda: conformal_days([[1.0]]),
        lambda: normal_tolerance_factor(1),
        lambda: expected_cost_minor(-1, 0.9, 5),
        lambda: expected_cost_minor(1, 1.1, 5),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()
