import json
from dataclasses import fields, replace

import numpy as np
import pytest

from regulars.science import scoring
from regulars.science.moments import known_on
from regulars.science.outlook import outlook
from regulars.science.scoring import Known, Learnt, care_weight, learn, read, score
from regulars.science.statistics import Visits, statistics
from tests.science.logs import garden_centre, grocer


def known(seen: Visits, learnt: Learnt) -> Known:
    until = learnt.until_day
    customer, people = statistics(seen, until_day=until, clock=learnt.time)
    first = np.searchsorted(seen.customer, customer)
    last = np.searchsorted(seen.customer, customer, side="right") - 1
    now = known_on(seen, until, horizon_days=30, with_season=learnt.season is not None)
    return Known(
        visits=last - first + 1,
        first_day=seen.on_day[first],
        before_day=seen.on_day[np.maximum(last - 1, first)],
        last_day=seen.on_day[last],
        log_gaps=people.log_gaps,
        paid=now.mean_amount * (last - first + 1),
        recent=now.recent,
    )


@pytest.fixture(scope="module", params=[grocer, garden_centre])
def seen(request) -> Visits:
    return request.param(people=200)


@pytest.fixture(scope="module")
def learnt(seen) -> Learnt:
    return learn(seen, until_day=int(seen.on_day.max()), horizon_days=30)


def test_scores_are_those_of_the_outlook_over_everybody(seen, learnt):
    expected = outlook(seen, until_day=learnt.until_day, horizon_days=30)
    found = score(learnt, known(seen, learnt))

    assert found.active == pytest.approx(expected.probability_active)
    assert found.buys == pytest.approx(expected.probability_buys)
    assert found.expected == pytest.approx(expected.expected_purchases)
    assert found.spend == pytest.approx(expected.expected_spend)
    assert found.overdue == pytest.approx(expected.overdue)
    assert learnt.report == json.loads(expected.report.as_json())


def test_what_was_learnt_survives_being_kept_as_text(seen, learnt):
    again = read(json.loads(json.dumps(learnt.numbers())))

    assert again == learnt
    people = known(seen, learnt)
    for field in fields(scoring.Scores):
        before, after = (getattr(score(one, people), field.name) for one in (learnt, again))
        np.testing.assert_array_equal(before, after)


def test_some_are_scored_as_they_are_among_all(seen, learnt):
    everybody = known(seen, learnt)
    few = Known(**{field.name: getattr(everybody, field.name)[3:7] for field in fields(Known)})

    assert score(learnt, few).buys == pytest.approx(score(learnt, everybody).buys[3:7])


def test_days_come_one_after_the_other_from_the_last_visit_on(seen, learnt):
    people = known(seen, learnt)
    found = score(learnt, people)

    assert (people.last_day < found.next_from).all()
    assert (found.next_from < found.next_on).all()
    assert (found.next_on < found.next_to).all()
    assert (found.slipping_from < found.lapsed_from).all()
    assert (found.lapsed_from < found.lost_from).all()
    assert (found.spend_year >= found.spend * 0.99).all()


def test_in_the_quiet_months_nobody_of_a_yearly_trade_becomes_late(seen, learnt):
    if learnt.season is None:
        pytest.skip("only where the year has a season")
    people = known(seen, learnt)
    often = people.visits > 6
    autumn = int(learnt.until_day // 365.25 * 365.25 + 265)
    steady = Known(**{field.name: getattr(people, field.name)[often] for field in fields(Known)})
    steady = replace(steady, last_day=np.full(often.sum(), autumn))
    steady = replace(steady, before_day=steady.last_day - 21)

    found = score(learnt, steady)

    # Who comes every three weeks until the season ends is not late before the next has begun.
    assert np.quantile(found.next_to - autumn, 0.05) > 100
    assert np.quantile(found.lost_from - autumn, 0.05) > 150


def test_the_alarm_needs_a_look_back_that_supports_it(learnt):
    back = learnt.report["looked_back"]
    worse = {**back, "stayed_away": 0}
    few = {**back, "called_overdue": 3, "stayed_away": 3}

    assert learnt.may_alarm
    assert not replace(learnt, report={**learnt.report, "looked_back": worse}).may_alarm
    assert not replace(learnt, report={**learnt.report, "looked_back": few}).may_alarm
    assert not replace(learnt, report={**learnt.report, "looked_back": None}).may_alarm


def test_a_word_to_somebody_who_pays_more_and_still_comes_is_worth_more(seen, learnt):
    found = score(learnt, known(seen, learnt))
    same = {"spread": np.zeros(len(found.buys)), "own_gaps": np.full(len(found.buys), 5)}

    weight = care_weight(found, **same)
    richer = care_weight(replace(found, spend_year=found.spend_year * 2), **same)
    gone = care_weight(
        replace(found, active=found.active / 4, spend_year=found.spend_year / 4), **same
    )

    assert (richer > weight).all()
    assert (gone < weight).all()
    assert (weight > 0).all()
