"""Shrinkage against the classic table and by simulation."""

import numpy as np
import pytest

from regulars.science.checks import ScienceError
from regulars.science.pooling import james_stein, pool_effects, pool_shares

# Efron and Morris (1975), table 1: 18 batters, hits in the first 45 at bats and the season after
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
AFTER = [
    0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269,
    0.230, 0.264, 0.256, 0.303, 0.264, 0.226, 0.286, 0.316, 0.200,
]  # fmt: skip


def test_the_baseball_table_is_reproduced():
    first, after = np.array(HITS) / 45, np.array(AFTER)
    middle = first.mean()

    shrunk, kept = james_stein(first, np.sqrt(middle * (1 - middle) / 45))

    plain, better = ((first - after) ** 2).sum(), ((shrunk - after) ** 2).sum()
    assert kept == pytest.approx(0.212, abs=0.001)
    assert plain == pytest.approx(0.0755, abs=0.0001)
    assert better == pytest.approx(0.0214, abs=0.0001)
    assert plain / better == pytest.approx(3.53, abs=0.01)


def test_estimates_that_do_not_differ_stay_their_mean():
    shrunk, kept = james_stein([2.0, 2.0, 2.0, 2.0], 0.5)

    assert (kept, shrunk.tolist()) == (0, [2.0] * 4)


def test_the_best_looking_rule_claims_what_it_is_worth():
    rng = np.random.default_rng(9)
    plain, shrunk, truth, raw_errors, errors = [], [], [], [], []
    for _ in range(2_000):
        true = rng.normal(0.06, 0.06, 8)
        raw = rng.binomial(40, np.clip(0.2 + true, 0.01, 0.99)) / 40
        base = rng.binomial(40, 0.2, 8) / 40
        middle = np.clip([raw, base], 0.5 / 40, 1 - 0.5 / 40)
        pooled = pool_effects(raw - base, np.sqrt((middle * (1 - middle) / 40).sum(axis=0)))
        best, best_shrunk = (raw - base).argmax(), pooled.claims.argmax()
        plain.append((raw - base)[best])
        shrunk.append(pooled.claims[best_shrunk])
        truth.append(true[best_shrunk])
        raw_errors.append(np.mean((raw - base - true) ** 2))
        errors.append(np.mean((pooled.claims - true) ** 2))

    assert np.sqrt(np.mean(raw_errors)) == pytest.approx(0.094, abs=0.004)
    assert np.sqrt(np.mean(errors)) == pytest.approx(0.063, abs=0.003)
    assert np.mean(plain) == pytest.approx(0.219, abs=0.01)
    assert np.mean(shrunk) == pytest.approx(0.102, abs=0.01)
    assert np.mean(truth) == pytest.approx(0.092, abs=0.01)


def test_rules_that_agree_claim_the_same_and_rules_far_apart_keep_their_own():
    agreeing = pool_effects([0.10, 0.11, 0.09], [0.1, 0.1, 0.1])
    apart = pool_effects([0.0, 10.0, -10.0], [0.1, 0.1, 0.1])

    assert agreeing.spread == 0
    assert agreeing.claims == pytest.approx([0.1] * 3)
    assert apart.claims == pytest.approx([0.0, 10.0, -10.0], abs=0.01)
    assert apart.claim_errors == pytest.approx([0.1] * 3, rel=0.01)


def test_the_spread_is_the_moment_estimate_by_hand():
    # weights 1, Q = 8, 2 degrees of freedom, C = 3 - 1
    assert pool_effects([0.0, 2.0, 4.0], [1, 1, 1]).spread == pytest.approx(np.sqrt(3.0))


def test_one_rule_alone_claims_its_effect():
    found = pool_effects([0.3], [0.1])

    assert found.claims.tolist() == [0.3]
    assert found.claim_errors == pytest.approx([0.1])


def test_small_parts_are_drawn_to_the_common_rate_and_large_ones_are_not():
    found = pool_shares([3, 5, 900, 700, 850], [5, 5, 1_000, 1_000, 1_000])

    assert 3 / 5 < found.shares[0] < found.common_share < found.shares[1] < 1
    assert found.shares[2:] == pytest.approx([0.9, 0.7, 0.85], abs=0.005)
    assert (found.lower_shares < found.shares).all()


def test_the_common_rate_and_its_spread_are_recovered():
    rng = np.random.default_rng(10)
    orders = rng.integers(5, 80, 1_500)
    true = rng.beta(36, 4, 1_500)

    found = pool_shares(rng.binomial(orders, true), orders)

    assert found.common_share == pytest.approx(0.9, abs=0.005)
    assert found.weight == pytest.approx(40, rel=0.2)
    assert (true >= found.lower_shares).mean() == pytest.approx(0.95, abs=0.015)


def test_parts_without_a_miss_still_promise_less_than_everything():
    found = pool_shares([12, 30, 4], [12, 30, 4])

    assert (found.shares < 1).all()
    assert (found.lower_shares < found.shares).all()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: pool_effects([], []),
        lambda: pool_effects([1.0], [0.0]),
        lambda: pool_effects([1.0, 2.0], [1.0]),
        lambda: pool_effects([float("nan")], [1.0]),
        lambda: james_stein([1.0, 2.0, 3.0], 1.0),
        lambda: james_stein([1.0, 2.0, 3.0, 4.0], 0),
        lambda: pool_shares([2], [1]),
        lambda: pool_shares([0.5], [1]),
        lambda: pool_shares([], []),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()
