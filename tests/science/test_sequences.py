"""Published boundaries to all digits, and what they promise, by simulation."""

import numpy as np
import pytest

from regulars.science.checks import ScienceError
from regulars.science.guarantees import kept_share_bound
from regulars.science.sequences import (
    always_valid_errors,
    log_mixture,
    mixture_scale,
    share_interval,
    share_lower_bound,
    sum_bound,
)


def test_the_two_sided_boundary_is_the_published_one():
    scale = mixture_scale(100)

    assert scale == pytest.approx(12.60056, abs=5e-6)
    assert sum_bound(100, scale) == pytest.approx(30.35209, abs=5e-6)
    assert log_mixture(10, 100, scale) == pytest.approx(-0.6510052, abs=5e-8)


def test_the_one_sided_boundary_is_the_published_one():
    scale = mixture_scale(100, is_one_sided=True)

    assert log_mixture(10, 100, scale, is_one_sided=True) == pytest.approx(-0.06502391, abs=5e-9)
    assert sum_bound(100, scale, is_one_sided=True) == pytest.approx(27.66071, abs=5e-6)


@pytest.mark.parametrize(
    ("kept", "orders", "tuned_for", "interval"),
    [(700, 1000, 100, (0.651629, 0.745949)), (15, 50, 50, (0.129556, 0.511896))],
)
def test_the_interval_of_a_share_is_the_published_one(kept, orders, tuned_for, interval):
    assert share_interval(kept, orders, tuned_for=tuned_for) == pytest.approx(interval, abs=1.01e-6)


@pytest.mark.parametrize(
    ("customers", "web_scale", "ours"),
    [(30, 5.9, 1.63), (60, 4.3, 1.56), (100, 3.4, 1.55), (300, 2.3, 1.58)],
)
def test_tuned_for_a_shop_the_price_of_looking_is_small(customers, web_scale, ours):
    assert always_valid_errors(customers) / 1.959964 == pytest.approx(ours, abs=0.006)
    wide = always_valid_errors(customers, tuned_for=5_000) / 1.959964
    assert wide == pytest.approx(web_scale, abs=0.06)


def test_the_evidence_is_the_average_over_the_mixture():
    # definition: a normal drift with variance 1 / scale, averaged by a sum over a fine grid
    total, variance, scale = 7.0, 40.0, 12.0
    drift = np.linspace(-4, 4, 200_001)
    weight = np.sqrt(scale / (2 * np.pi)) * np.exp(-scale * drift**2 / 2)
    likelihood = np.exp(drift * total - drift**2 * variance / 2)
    step = drift[1] - drift[0]

    assert np.exp(log_mixture(total, variance, scale)) == pytest.approx(
        (weight * likelihood).sum() * step, rel=1e-6
    )
    half = drift > 0
    assert np.exp(log_mixture(total, variance, scale, is_one_sided=True)) == pytest.approx(
        2 * (weight * likelihood)[half].sum() * step, rel=1e-3
    )


def test_a_mean_leaves_its_sequence_at_any_look_as_seldom_as_agreed():
    rng = np.random.default_rng(11)
    looks = np.arange(25, 301)
    errors = np.array([always_valid_errors(n) for n in looks])
    walks = np.cumsum(rng.standard_normal((2_000, 300)), axis=1)[:, looks - 1]
    distance = np.abs(walks) / np.sqrt(looks)

    assert (distance > errors).any(axis=1).mean() <= 0.05
    assert (distance > 1.96).any(axis=1).mean() > 0.2  # looking with a plain interval


@pytest.mark.parametrize("true", [0.3, 0.95])
def test_a_share_leaves_its_sequence_at_any_look_as_seldom_as_agreed(true):
    rng = np.random.default_rng(12)
    kept = np.cumsum(rng.random((1_500, 250)) < true, axis=1)
    orders = np.arange(1, 251)
    # the share is outside where the evidence against it is too strong: ask once per count
    outside = np.zeros((251, 251), dtype=bool)
    too_high = np.zeros((251, 251), dtype=bool)
    for n in range(10, 251, 8):
        for k in np.unique(kept[:, n - 1]):
            low, high = share_interval(k, n)
            outside[n, k] = not low <= true <= high
            too_high[n, k] = share_lower_bound(k, n) > true

    assert outside[orders, kept].any(axis=1).mean() <= 0.055
    assert too_high[orders, kept].any(axis=1).mean() <= 0.06
    assert too_high[orders, kept].any()  # it does say something


def test_looking_again_costs_width_and_one_side_costs_less():
    for kept, orders in [(59, 59), (95, 100), (480, 500)]:
        low, _ = share_interval(kept, orders)
        assert low < share_lower_bound(kept, orders) < kept_share_bound(kept, orders)


def test_all_and_none_are_answered():
    assert share_interval(0, 20)[0] == 0
    assert share_interval(20, 20)[1] == 1
    assert share_lower_bound(0, 20) == 0
    assert share_interval(9, 10)[1] == pytest.approx(1)  # one miss never rules out near perfection
    low, high = share_interval(0, 20)
    mirrored = share_interval(20, 20)
    assert (1 - high, 1 - low) == pytest.approx(mirrored)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: mixture_scale(0),
        lambda: mixture_scale(float("nan")),
        lambda: mixture_scale(100, confidence=0.4, is_one_sided=True),
        lambda: log_mixture(float("nan"), 1, 1),
        lambda: log_mixture(1, -1, 1),
        lambda: sum_bound(1, 0),
        lambda: always_valid_errors(0),
        lambda: share_interval(3, 2),
        lambda: share_interval(1, float("inf")),
        lambda: share_lower_bound(1, 2, tuned_for=3),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()


@pytest.mark.parametrize(("misses", "orders"), [(0, 77), (1, 129), (2, 171), (3, 209)])
def test_proving_a_promise_at_every_look_takes_so_many_orders(misses, orders):
    assert share_lower_bound(orders - misses, orders) >= 0.95
    assert share_lower_bound(orders - 1 - misses, orders - 1) < 0.95
