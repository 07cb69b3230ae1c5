import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.science.scores import bins, brier, calibration_error, deviance, ranking


def test_brier_and_deviance_are_lowest_at_the_truth():
    came = np.random.default_rng(2).poisson(1.7, 20_000).astype(float)
    means = np.linspace(1, 3, 41)
    shares = np.linspace(0.02, 0.98, 97)

    best = means[np.argmin([deviance(np.full(len(came), m), came).mean() for m in means])]
    chance = shares[np.argmin([brier(np.full(len(came), p), came).mean() for p in shares])]

    assert best == pytest.approx(1.7, abs=0.06)
    assert chance == pytest.approx((came > 0).mean(), abs=0.01)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30))
def test_ranking_counts_pairs(rows):
    score = np.array([s for s, _ in rows], dtype=float)
    yes = np.array([y for _, y in rows], dtype=float)
    pairs = [(a > b) + 0.5 * (a == b) for a in score[yes > 0] for b in score[yes == 0]]

    found = ranking(score, yes)

    assert np.isnan(found) if not pairs else found == pytest.approx(np.mean(pairs))


def test_bins_say_what_was_said_and_what_came():
    chance = np.array([0.05, 0.07, 0.95, 1.0])
    low, high = bins(chance, np.array([0.0, 1.0, 1.0, 1.0]))

    assert (low.customers, high.customers) == (2, 2)
    assert low.said == pytest.approx(0.06)
    assert low.came == 0.5
    assert calibration_error(chance, np.array([0.0, 1.0, 1.0, 1.0])) == pytest.approx(
        (2 * 0.44 + 2 * 0.025) / 4
    )
    assert np.isnan(calibration_error(np.empty(0), np.empty(0)))
