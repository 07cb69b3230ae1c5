"""The steps of a version, and what counts as kept."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.answering import answer_by
from regulars.rules.charters import (
    IN_THE_MAKING,
    STEPS,
    UNITS,
    Case,
    Counted,
    Metric,
    Missing,
    Step,
    VersionState,
    after,
    count,
    first_shown,
    missing_in,
    open_hours,
)
from regulars.rules.open_days import OpenDays

DAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")


def test_nothing_is_published_without_a_discussion_and_an_agreement():
    assert {state for (state, step) in STEPS if step is Step.PUBLISH} == {VersionState.AGREED}
    assert {state for (state, step) in STEPS if step is Step.AGREE} == {VersionState.DISCUSSION}


@pytest.mark.parametrize("state", [VersionState.REPLACED, VersionState.DROPPED])
@pytest.mark.parametrize("step", list(Step))
def test_what_ended_never_comes_back(state, step):
    assert after(state, step) is None


@pytest.mark.parametrize("step", list(Step))
def test_of_a_published_one_only_the_next_one_disposes(step):
    led_to = after(VersionState.PUBLISHED, step)
    assert led_to is (VersionState.REPLACED if step is Step.REPLACE else None)


def test_whatever_is_in_the_making_can_be_put_away():
    assert all(after(state, Step.DROP) is VersionState.DROPPED for state in IN_THE_MAKING)


@pytest.mark.parametrize("metric", list(Metric))
def test_a_clause_needs_a_sentence_a_source_a_target_and_where_it_is_timed_a_limit(metric):
    nothing = missing_in(sentence=" ", metric="", within=None, target_percent=None)
    assert nothing == [Missing.SENTENCE, Missing.METRIC, Missing.TARGET]
    lacks = missing_in(sentence="We do.", metric=metric, within=None, target_percent=95)
    assert lacks == ([Missing.LIMIT] if metric in UNITS else [])
    assert missing_in(sentence="We do.", metric=metric, within=3, target_percent=95) == []


def test_a_metric_that_nobody_knows_is_no_source():
    lacks = missing_in(sentence="We do.", metric="charm", within=3, target_percent=95)
    assert lacks == [Missing.METRIC]


def test_an_open_case_counts_once_it_is_late():
    cases = [
        Case(DAY, waited=3.0),
        Case(DAY, waited=5.0),
        Case(DAY, waited=2.0, is_open=True),
        Case(DAY, waited=4.1, is_open=True),
    ]
    assert count(cases, 4) == Counted(kept=1, cases=3)


def test_what_is_not_timed_is_kept_or_not():
    cases = [Case(DAY, is_kept=True), Case(DAY), Case(DAY, is_open=True)]
    assert count(cases) == Counted(kept=1, cases=2)


def test_below_ten_cases_a_share_says_nothing():
    assert Counted(9, 9).percent is None
    assert Counted(9, 9).reaches(50) is None
    assert Counted(10, 10).percent == 100
    assert Counted(47, 49).percent == 95
    assert not Counted(47, 49).reaches(96)
    assert Counted(47, 49).reaches(95)


@given(st.integers(10, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_hundred_percent_is_said_of_all_alone(of):
    kept, cases = of
    assert (Counted(kept, cases).percent == 100) == (kept == cases)


def test_ninety_days_end_today_and_begin_no_earlier_than_the_promise():
    assert (DAY - first_shown(DAY, None)).days + 1 == 90
    assert first_shown(DAY, DAY - timedelta(days=10)) == DAY - timedelta(days=10)
    assert first_shown(DAY, DAY - timedelta(days=400)) == DAY - timedelta(days=89)


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    hours=st.integers(1, 200),
    quiet=st.frozensets(st.integers(0, 6), max_size=6),
)
def test_open_hours_are_those_by_which_an_answer_is_due(start, hours, quiet):
    """The clause counts just as the day on which an answer is asked for is reckoned."""
    days = OpenDays(quiet_weekdays=quiet, closed=frozenset())
    due = answer_by(start, hours=hours, zone=BERLIN, open_days=days)

    waited = open_hours(start, due, zone=BERLIN, open_days=days)

    assert waited == pytest.approx(hours)
