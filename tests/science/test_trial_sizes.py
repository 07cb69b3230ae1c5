"""The two tables of what a shop can see, and the power that is promised, by simulation."""

import numpy as np
import pytest

from regulars.science.checks import ScienceError
from regulars.science.trial_sizes import customers_per_side, smallest_lift


@pytest.mark.parametrize(
    ("base", "sizes"),
    [(0.1, [686, 199, 100, 62]), (0.2, [1094, 294, 138, 82]), (0.4, [1534, 388, 173, 97])],
)
def test_sample_sizes_are_those_of_the_table(base, sizes):
    assert [customers_per_side(base, lift) for lift in (0.05, 0.10, 0.15, 0.20)] == sizes


@pytest.mark.parametrize(
    ("customers", "points"),
    [
        (50, [32, 36, 42, 36]),
        (100, [22, 25, 30, 27]),
        (150, [17, 21, 24, 22]),
        (300, [12, 14, 17, 16]),
        (500, [9, 11, 13, 12]),
        (1000, [6, 8, 9, 9]),
        (3000, [3, 4, 5, 5]),
    ],
)
def test_the_smallest_lifts_are_those_of_the_table(customers, points):
    designs = [(0.1, 0.5), (0.2, 0.5), (0.2, 0.2), (0.4, 0.5)]

    found = [100 * smallest_lift(customers, base, held_out_share=out) for base, out in designs]

    assert found == pytest.approx(points, abs=0.53)  # the table is in whole points


def test_after_sixty_cases_thirty_three_points_would_have_been_seen():
    assert round(100 * smallest_lift(60, 0.2)) == 33


def test_a_prediction_helps_as_much_as_more_customers():
    assert smallest_lift(300, 0.2, explained_share=0.25) == pytest.approx(smallest_lift(400, 0.2))
    assert 100 * smallest_lift(300, 0.2, explained_share=0.2) == pytest.approx(12.5, abs=0.3)


def test_the_lift_is_seen_as_often_as_promised():
    rng = np.random.default_rng(1)
    size = customers_per_side(0.2, 0.1)
    treated, held_out = rng.binomial(size, 0.3, 8_000), rng.binomial(size, 0.2, 8_000)
    middle = (treated + held_out) / (2 * size)

    score = (treated - held_out) / size / np.sqrt(2 * middle * (1 - middle) / size)

    assert (np.abs(score) > 1.96).mean() == pytest.approx(0.8, abs=0.015)


def test_where_nothing_could_be_seen_it_says_so():
    assert smallest_lift(8, 0.9) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: customers_per_side(0.9, 0.1),
        lambda: customers_per_side(0.5, 0),
        lambda: customers_per_side(float("nan"), 0.1),
        lambda: smallest_lift(1, 0.2),
        lambda: smallest_lift(50, 0.2, held_out_share=1),
        lambda: smallest_lift(50, 0.2, explained_share=1),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()
