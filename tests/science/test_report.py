import json

import numpy as np

from regulars.science.outlook import outlook
from regulars.science.statistics import visits
from tests.science import logs


def test_it_says_how_its_own_alarms_did():
    log = logs.grocer()
    until = int(log.on_day.max())

    report = outlook(log, until_day=until, horizon_days=28).report
    past = report.looked_back

    assert past is not None
    assert past.called_overdue > past.stayed_away > 0
    called, others = past.stayed_away / past.called_overdue, past.of_them_away / past.not_called
    assert called > 3 * others
    assert past.ranking > 0.85
    assert past.calibration_error < 0.05
    assert sum(b.customers for b in past.bins) == past.outcomes
    assert {"buys", "expected"} == {q for c in past.candidates for q in c.speaks_for}


def test_it_reads_back_from_json():
    log = logs.grocer(120)

    told = json.loads(outlook(log, until_day=20_480, horizon_days=28).report.as_json())

    assert told["customers"] == 120
    assert told["version"] == "1"
    assert told["looked_back"]["horizon_days"][0] > 20


def test_few_repeats_are_said():
    shop = visits(np.r_[np.arange(30), 1, 2], np.r_[np.arange(30), 40, 50])

    report = outlook(shop, until_day=60, horizon_days=30).report

    assert not report.can_tell_percent
    assert not report.can_tell
    assert report.looked_back is None


def test_records_that_begin_inside_a_running_trade_are_told():
    running = logs.daily(120)
    growing = logs.staggered_with_returns()

    def begins_inside(log) -> bool:
        return outlook(
            log, until_day=int(log.on_day.max()), horizon_days=30
        ).report.records_start_inside

    assert begins_inside(running)
    assert not begins_inside(growing)
