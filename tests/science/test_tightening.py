"""When a promise may change, and how rarely it does without cause."""

import numpy as np
import pytest

from regulars.science.checks import ScienceError
from regulars.science.tightening import (
    QUARTER_DAYS,
    covers_busy_and_slow,
    loosen_evidence,
    must_loosen,
    review,
)


def test_a_long_good_record_may_be_tightened():
    found = review(np.ones(150), np.arange(150) // 3, since_change_days=QUARTER_DAYS)

    assert found.may_tighten
    assert (found.orders, found.days, found.orders_wanted) == (150, 50, 93)


@pytest.mark.parametrize(
    ("kept", "days", "since", "lacks"),
    [
        (np.ones(92), np.arange(92), 200, "has_orders"),
        (np.ones(150), np.arange(150) % 19, 200, "has_days"),
        (np.ones(150), np.arange(150), 90, "has_waited"),
        (np.arange(150) % 15 > 0, np.arange(150), 200, "has_proof"),
        ([], [], 200, "has_proof"),
    ],
)
def test_each_condition_holds_a_promise_back(kept, days, since, lacks):
    found = review(kept, days, since_change_days=since)

    assert not getattr(found, lacks)
    assert not found.may_tighten


def test_a_promise_that_is_not_kept_is_seldom_tightened_however_often_one_looks():
    rng = np.random.default_rng(2)
    wrong = 0
    for _ in range(100):
        kept = rng.random(400) < 0.945
        wrong += any(
            review(kept[:n], np.arange(n) // 4, since_change_days=200).may_tighten
            for n in range(100, 401, 20)
        )

    assert wrong / 100 <= 0.05


def test_busy_and_slow_weeks_must_both_be_in_the_record():
    year = np.concatenate([np.full(1 + week % 10, week * 7) for week in range(52)])

    assert covers_busy_and_slow(year[year < 10 * 7], year)
    assert not covers_busy_and_slow(np.repeat([0, 7, 14], 3), year)
    assert not covers_busy_and_slow([], year)


def test_the_evidence_is_the_sum_over_all_days_on_which_it_might_have_begun():
    kept = np.array([1, 0, 1, 1, 0, 0])
    odds = np.where(kept == 1, 0.92 / 0.95, 0.08 / 0.05)

    expected = [sum(odds[j : n + 1].prod() for j in range(n + 1)) for n in range(6)]

    assert np.exp(loosen_evidence(kept)) == pytest.approx(expected)


def test_a_kept_promise_raises_no_early_alarm_and_a_broken_one_does():
    rng = np.random.default_rng(3)
    threshold = np.log(1_000)

    first = []
    for _ in range(300):
        alarms = np.flatnonzero(loosen_evidence(rng.random(4_000) < 0.95) >= threshold)
        first.append(alarms[0] + 1 if alarms.size else 4_000)
    assert np.mean(first) >= 1_000

    assert must_loosen(rng.random(300) < 0.8, since_change_days=100)


def test_a_promise_changes_once_in_a_quarter():
    assert must_loosen(np.zeros(50), since_change_days=QUARTER_DAYS)
    assert not must_loosen(np.zeros(50), since_change_days=QUARTER_DAYS - 1)
    assert not must_loosen([], since_change_days=QUARTER_DAYS)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: review([1, 0], [1], since_change_days=1),
        lambda: review([1, 2], [1, 2], since_change_days=1),
        lambda: review([1], [1], since_change_days=float("nan")),
        lambda: loosen_evidence([float("nan")]),
        lambda: loosen_evidence([1], promised_share=0.02),
        lambda: must_loosen([1], since_change_days=-1),
        lambda: covers_busy_and_slow([float("nan")], [1]),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()
