"""The lot, the comparison, and what both promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.science.checks import ScienceError
from regulars.science.trials import (
    SUSPICIOUS,
    compare,
    first_episodes,
    is_held_out,
    lot,
    sample_ratio_chance,
)

NAMES = st.one_of(st.integers(), st.text(max_size=8))


@given(NAMES, NAMES, NAMES, st.text(min_size=1, max_size=8))
def test_a_lot_is_a_number_that_stays(customer, rule, episode, salt):
    drawn = lot(customer, rule, episode, salt=salt)

    assert 0 <= drawn < 1
    assert drawn == lot(str(customer), str(rule), str(episode), salt=salt)


@given(
    st.lists(st.text(max_size=4), min_size=4, max_size=4),
    st.lists(st.text(max_size=4), min_size=4, max_size=4),
)
def test_different_names_draw_different_lots(first, second):
    one, two = (lot(*names[:3], salt=names[3] + "s") for names in (first, second))

    assert (one == two) == (first == second)


def test_a_lot_never_changes_between_releases():
    assert lot(4711, "silent", 2, salt="pepper") == pytest.approx(0.6401388445064554, abs=1e-15)


@given(NAMES, st.floats(0.01, 0.98), st.floats(0.001, 0.019))
def test_who_is_held_out_at_a_small_share_is_at_a_larger_one(customer, small, more):
    if is_held_out(customer, "r", 1, salt="s", held_out_share=small):
        assert is_held_out(customer, "r", 1, salt="s", held_out_share=small + more)


@pytest.mark.parametrize("held_out_share", [0.1, 0.5])
def test_the_share_is_right_and_independent_between_rules_and_salts(held_out_share):
    def drawn(rule, salt):
        return np.array(
            [
                is_held_out(n, rule, 1, salt=salt, held_out_share=held_out_share)
                for n in range(8_000)
            ]
        )

    one, other_rule, other_salt = drawn("a", "x"), drawn("b", "x"), drawn("a", "y")

    spread = np.sqrt(held_out_share * (1 - held_out_share) / 8_000)
    assert one.mean() == pytest.approx(held_out_share, abs=4 * spread)
    assert abs(np.corrcoef(one, other_rule)[0, 1]) < 0.05
    assert abs(np.corrcoef(one, other_salt)[0, 1]) < 0.05


def test_only_the_first_episode_of_each_customer_counts():
    found = first_episodes([7, 3, 7, 3, 9, 9], [5, 9, 2, 1, 4, 4])

    assert found.tolist() == [False, False, True, True, True, False]
    assert first_episodes([], []).size == 0


def test_uneven_sides_are_noticed():
    assert sample_ratio_chance(50, 50) == 1
    assert sample_ratio_chance(80, 20, held_out_share=0.2) == pytest.approx(1)
    assert sample_ratio_chance(600, 400) < SUSPICIOUS
    # by hand: 0 or 3 of 3 fair lots
    assert sample_ratio_chance(0, 3) == pytest.approx(2 / 8)


def trial(rng, *, size=200, effect=0.0, known=0.8):
    """Outcomes of which a part was foreseen."""
    prediction = rng.standard_normal(size)
    treated = rng.random(size) < 0.5
    noise = np.sqrt(1 - known**2) * rng.standard_normal(size)
    return treated, known * prediction + noise + effect * treated, prediction


def test_without_a_prediction_it_is_the_difference_of_means():
    found = compare([1, 1, 0, 0, 0], [4.0, 6.0, 1.0, 2.0, 3.0])

    assert found.effect == 3
    assert found.standard_error == pytest.approx(np.sqrt(2 / 2 + 1 / 3))
    assert (found.treated, found.held_out, found.low, found.high) == (2, 3, None, None)


def test_a_prediction_takes_the_foreseen_part_of_the_spread_away():
    rng = np.random.default_rng(1)
    plain, helped, explained = [], [], []
    for _ in range(300):
        treated, outcome, prediction = trial(rng, effect=0.3)
        plain.append(compare(treated, outcome).effect)
        found = compare(treated, outcome, prediction=prediction)
        helped.append(found.effect)
        explained.append(found.explained_share)

    assert np.mean(helped) == pytest.approx(0.3, abs=0.02)
    assert np.mean(explained) == pytest.approx(0.64, abs=0.01)
    assert np.var(helped) / np.var(plain) == pytest.approx(0.36, abs=0.1)


def test_a_useless_or_constant_prediction_changes_nothing_much():
    rng = np.random.default_rng(2)
    treated, outcome, _ = trial(rng)

    same = compare(treated, outcome, prediction=np.ones(200))

    assert same.effect == pytest.approx(compare(treated, outcome).effect)
    assert same.explained_share == 0


def test_the_standard_error_is_what_the_effect_strays_by():
    rng = np.random.default_rng(3)
    found = [
        compare(treated, outcome, prediction=prediction)
        for treated, outcome, prediction in (trial(rng, size=80) for _ in range(600))
    ]

    errors = [each.standard_error for each in found]
    assert np.std([each.effect for each in found]) == pytest.approx(np.mean(errors), rel=0.08)


def test_looking_after_every_customer_says_something_false_as_seldom_as_agreed():
    rng = np.random.default_rng(4)
    wrong = 0
    for _ in range(150):
        treated, bought = rng.random(300) < 0.5, rng.random(300) < 0.2
        looks = (compare(treated[:n], bought[:n]) for n in range(60, 301, 20))
        wrong += any(each.low is not None and not each.low <= 0 <= each.high for each in looks)

    assert wrong / 150 <= 0.05


def test_a_large_effect_is_seen():
    rng = np.random.default_rng(5)
    treated = rng.random(400) < 0.5

    found = compare(treated, rng.random(400) < np.where(treated, 0.5, 0.2))

    assert 0 < found.low < 0.3 < found.high


def test_sides_on_which_nobody_bought_get_no_interval():
    treated = np.arange(100) % 2

    assert compare(treated, np.zeros(100)).low is None
    assert compare(treated, treated).low is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: lot(1, 2, 3, salt=""),
        lambda: is_held_out(1, 2, 3, salt="s", held_out_share=0),
        lambda: first_episodes([1], [1, 2]),
        lambda: sample_ratio_chance(0, 0),
        lambda: sample_ratio_chance(-1, 5),
        lambda: compare([1, 1], [1, 2]),
        lambda: compare([1, 0], [1, float("nan")]),
        lambda: compare([1, 0], [1, 2], prediction=[1]),
        lambda: compare([1, 0.5], [1, 2]),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()
