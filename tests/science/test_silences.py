import numpy as np
import pytest

from regulars.science.mixture import Mixture, posterior
from regulars.science.silences import LONGER, silences
from regulars.science.statistics import Statistics

MODEL = Mixture((1, 2, 4, 8), (0.2, 0.3, 0.3, 0.2), 1.5, 40.0, 0.4, 1.2)


def people(silent_days: float | np.ndarray = 0.0) -> Statistics:
    repeats = np.array([0.0, 3.0, 25.0, 25.0])
    last = np.array([0.0, 90.0, 175.0, 175.0])
    logs = np.array([0.0, 3 * np.log(30), 25 * np.log(7), 25 * (np.log(7) - 0.4)])
    return Statistics(repeats, last, last + silent_days, logs)


@pytest.mark.parametrize("chance", [0.9, 0.5, 0.25, 0.1])
def test_on_the_day_found_the_chance_is_what_was_asked_for(chance):
    at = silences(MODEL, people(), outlasted=(chance,), active=(chance,))

    seen = posterior(MODEL, people(at.outlasted[chance]))
    assert seen.overdue == pytest.approx(chance, abs=0.02)
    within = at.active[chance] > LONGER[0] * 40
    seen = posterior(MODEL, people(at.active[chance]))
    assert seen.active[within] == pytest.approx(chance, abs=0.02)


def test_the_steady_one_is_overdue_earlier_than_the_one_who_comes_at_random():
    at = silences(MODEL, people(), outlasted=(0.1,), active=(0.5,))

    assert at.outlasted[0.1][2] < 0.8 * at.outlasted[0.1][3]
    assert at.active[0.5][2] < at.active[0.5][3]


def test_the_silence_until_now_plays_no_part():
    asked = {"outlasted": (0.5,), "active": (0.5,)}
    now, later = (silences(MODEL, people(days), **asked) for days in (0.0, 50.0))

    assert now.outlasted[0.5] == pytest.approx(later.outlasted[0.5])
    assert now.active[0.5] == pytest.approx(later.active[0.5])
