import numpy as np
import pytest

from regulars.science.calibration import (
    EDGE,
    ChanceCorrection,
    CountCorrection,
    learn_chances,
    learn_counts,
    logit,
    staircase,
)
from regulars.science.scores import calibration_error


def too_sure(people: int, seed: int = 3):
    """Chances whose log odds are twice what they should be, and what came."""
    rng = np.random.default_rng(seed)
    truth = 1 / (1 + np.exp(-rng.normal(-0.8, 1, people)))
    said = 1 / (1 + np.exp(-2 * logit(truth)))
    return said, (rng.random(people) < truth).astype(float), logit(said)[:, None]


def test_too_sure_chances_are_calmed_on_others_than_learnt_from():
    said, came, columns = too_sure(4_000)
    learnt = learn_chances(said, columns, came, ridge=10)
    said, came, columns = too_sure(4_000, seed=4)

    assert calibration_error(said, came) > 0.08
    assert calibration_error(learnt.apply(said, columns), came) < 0.03


def test_what_is_right_already_hardly_moves():
    rng = np.random.default_rng(5)
    said = rng.uniform(0.05, 0.95, 500)
    came = (rng.random(500) < said).astype(float)

    moved = learn_chances(said, logit(said)[:, None], came, ridge=30).apply(
        said, logit(said)[:, None]
    )

    assert np.abs(moved - said).mean() < 0.04


@pytest.mark.parametrize("happened", [0.0, 1.0])
def test_too_few_outcomes_change_nothing(happened):
    said = np.linspace(0, 1, 300)

    learnt = learn_chances(said, said[:, None], np.full(300, happened), ridge=10)

    assert learnt == ChanceCorrection()
    assert list(learnt.apply(said, said[:, None])) == list(np.clip(said, EDGE, 1 - EDGE))


def test_nothing_is_impossible_and_nothing_certain():
    said, came, columns = too_sure(1_000)
    learnt = learn_chances(said, columns, came, ridge=10)

    extreme = learnt.apply(np.array([0.0, 1.0]), np.array([[-50.0], [50.0]]))

    assert EDGE <= extreme.min() < extreme.max() <= 1 - EDGE


def test_the_staircase_is_the_best_rising_one():
    chance = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    came = np.array([0.0, 1.0, 0.0, 1.0, 1.0])

    at, steps = staircase(chance, came)

    assert list(steps) == [0, 0.5, 1, 1] or list(steps) == [0, 0.5, 1]
    assert (np.diff(at) > 0).all()


def test_a_bias_in_counts_is_learnt_and_an_unbiased_one_left():
    rng = np.random.default_rng(6)
    said = rng.gamma(1.0, 1.0, 6_000)
    columns = np.column_stack([np.ones(6_000), said])
    came = rng.poisson(0.3 + 0.8 * said).astype(float)
    who = np.arange(6_000.0)

    corrected = learn_counts(said, columns, came, who).apply(said, columns)

    assert corrected.sum() == pytest.approx(came.sum(), rel=0.04)
    assert learn_counts(said[:50], columns[:50], came[:50], who[:50]) == CountCorrection()
