"""On each made-up trade the choice must be within noise of the best candidate, or better."""

import numpy as np
import pytest

from regulars.science.backtest import backtest
from regulars.science.candidates import Candidate, fitted, predicted
from regulars.science.choice import Alarm, Choice, alarm_score, choose
from regulars.science.moments import bought_after, known_on
from regulars.science.outlook import outlook
from regulars.science.scores import brier, deviance
from regulars.science.statistics import visits
from tests.science import logs


def worse_by(ours: np.ndarray, theirs: np.ndarray) -> float:
    """In standard errors of the difference; differences too small to show count as none."""
    difference = ours - theirs
    return float(difference.mean() / (difference.std() / np.sqrt(len(difference)) + 5e-4))


@pytest.mark.parametrize(
    ("trade", "days"),
    [
        (logs.grocer, 28),
        (logs.yearly, 180),
        (logs.staggered_with_returns, 60),
        (logs.daily, 14),
        (logs.daily, 90),
        (logs.garden_centre, 60),
    ],
)
def test_within_noise_of_the_best(trade, days):
    log = trade()
    until = int(log.on_day.max()) - days
    found = outlook(log, until_day=until, horizon_days=days)
    now = known_on(log, until, horizon_days=days, with_season=found.report.has_season)
    came = bought_after(log, now)

    for candidate in Candidate:
        alone = predicted(fitted(candidate, now.people), now.people, now.horizon)
        ours, theirs = brier(found.probability_buys, came), brier(alone.buys, came)
        assert worse_by(ours, theirs) < 2.5, candidate
        ours, theirs = deviance(found.expected_purchases, came), deviance(alone.expected, came)
        assert worse_by(ours, theirs) < 2.5, candidate


def test_a_regular_trade_is_told_by_regularity():
    log = logs.grocer()
    trials = backtest(log, until_day=int(log.on_day.max()), horizon_days=28, with_season=False)

    chosen = choose(trials, horizon_days=28)

    assert chosen.buys == (Candidate.MIXTURE,)
    assert Candidate.MIXTURE in chosen.needed


def test_without_a_past_the_plain_mixture_speaks():
    assert choose([], horizon_days=30) == Choice()
    assert Choice().needed == {Candidate.MIXTURE}


def test_each_alarm_ranks_by_its_own():
    given = {"overdue": np.array([0.9]), "active": np.array([0.7]), "buys": np.array([0.2])}

    found = {alarm: float(alarm_score(alarm, **given)[0]) for alarm in Alarm}

    assert found == pytest.approx({Alarm.GAP: 0.1, Alarm.LEAVING: 0.3, Alarm.QUIET: 0.8})


def test_one_purchase_each_is_no_reason_to_fail():
    log = visits(np.arange(400), np.arange(400))

    assert outlook(log, until_day=420, horizon_days=30).report.looked_back is None
