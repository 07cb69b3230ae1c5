"""The way of a complaint: whatever is tried in whatever order, nothing is skipped."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.complaints import (
    ALLOWED,
    OPEN_STEPS,
    PAUSING,
    STATE_OF,
    WAITS_DAYS,
    Act,
    Case,
    Evidence,
    Lacking,
    NotNow,
    Recovery,
    Signs,
    Step,
    after,
    first_word_by,
    lacking,
    names_somebody,
    outcome_by,
)
from regulars.rules.kinds import OpenState

ACTS = st.lists(st.tuples(st.sampled_from(list(Act)), st.sampled_from(list(Recovery))), max_size=25)
DAY = date(2026, 11, 2)


def go(acts) -> list[Case]:
    """Every case on the way; what makes no sense is tried and changes nothing."""
    cases = [Case()]
    for act, outcome in acts:
        try:
            cases.append(after(cases[-1], act, outcome))
        except NotNow:
            cases.append(cases[-1])
    return cases


@given(ACTS)
def test_no_order_of_acts_skips_the_first_word_the_cause_or_the_mending(acts):
    for case in go(acts):
        if case.step in {Step.ANSWERED, Step.MENDED, Step.CLOSED, Step.SETTLED}:
            assert case.has_first_word
        if case.step in {Step.MENDED, Step.CLOSED, Step.SETTLED}:
            assert case.is_mended
        if case.step in {Step.CLOSED, Step.SETTLED}:
            assert case.has_cause
        assert (case.outcome is not None) == (case.step is Step.SETTLED)


@given(ACTS)
def test_only_a_settled_one_or_one_that_was_none_lets_offers_go_on(acts):
    for case in go(acts):
        assert (case.step in PAUSING) == (case.step not in {Step.SETTLED, Step.NONE})
        assert (case.step in OPEN_STEPS) == (STATE_OF[case.step] is OpenState.OPEN)


@given(ACTS)
def test_it_is_never_closed_without_having_been_open_before(acts):
    cases = go(acts)
    for before, now in pairwise(cases):
        if now.step is Step.CLOSED and before.step is not Step.CLOSED:
            assert before.step is Step.MENDED
        if now.step is Step.SETTLED and before.step is not Step.SETTLED:
            assert before.step is Step.CLOSED


@given(ACTS)
def test_an_act_that_is_not_allowed_changes_nothing_and_says_so(acts):
    case = go(acts)[-1]
    for act in Act:
        if act not in ALLOWED[case.step]:
            with pytest.raises(NotNow):
                after(case, act, Recovery.RECOVERED)


def test_closing_names_what_is_lacking():
    assert lacking(Case()) == (Lacking.FIRST_WORD, Lacking.CAUSE, Lacking.MENDED)
    case = after(after(Case(), Act.FIRST_WORD), Act.MEND)
    with pytest.raises(NotNow) as refused:
        after(case, Act.CLOSE)
    assert refused.value.lacking == (Lacking.CAUSE,)


def test_settled_without_an_outcome_is_not_settled():
    case = Case(Step.CLOSED, has_first_word=True, is_mended=True, has_cause=True)
    with pytest.raises(ValueError, match="outcome"):
        after(case, Act.SETTLE)


def test_an_opened_one_is_mended_anew():
    case = Case(Step.SETTLED, True, True, True, Recovery.NOT_RECOVERED)
    again = after(case, Act.REOPEN)
    assert (again.step, again.is_mended, again.outcome) == (Step.ANSWERED, False, None)
    assert after(Case(Step.NONE), Act.REOPEN).step is Step.HEARD


def test_the_first_word_is_due_some_hours_later():
    heard = datetime(2026, 11, 27, 17, tzinfo=UTC)
    assert first_word_by(heard, 24) == datetime(2026, 11, 28, 17, tzinfo=UTC)


ASK_ON = DAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("signs", "days", "expected"),
    [
        (Signs(), 7, None),
        (Signs(), 7 + WAITS_DAYS, None),
        (Signs(), 8 + WAITS_DAYS, (Recovery.UNKNOWN, Evidence.SILENT)),
        (Signs(bought_on=DAY), 3, None),  # of the same day: it was before
        (Signs(bought_on=DAY + timedelta(days=1)), 3, (Recovery.RECOVERED, Evidence.BOUGHT)),
        (Signs(bought_on=DAY + timedelta(days=5)), 3, None),  # to come
        (Signs(is_lost=True), 20, (Recovery.NOT_RECOVERED, Evidence.LEFT)),
        (Signs(said=Recovery.NOT_RECOVERED), 7, (Recovery.NOT_RECOVERED, Evidence.SAID)),
        (
            Signs(said=Recovery.NOT_RECOVERED, bought_on=DAY + timedelta(days=2)),
            7,
            (Recovery.NOT_RECOVERED, Evidence.SAID),  # what they say counts more
        ),
        (Signs(said=Recovery.UNKNOWN), 7, None),
    ],
)
def test_what_they_said_or_did_decides(signs, days, expected):
    day = DAY + timedelta(days=days)
    assert outcome_by(signs, closed_on=DAY, check_back_on=ASK_ON, day=day) == expected


@given(
    said=st.sampled_from([None, *Recovery]),
    bought=st.none() | st.integers(-5, 60),
    is_lost=st.booleans(),
    days=st.integers(0, 80),
)
def test_there_is_no_outcome_without_evidence_and_none_is_forgotten(said, bought, is_lost, days):
    bought_on = None if bought is None else DAY + timedelta(days=bought)
    found = outcome_by(
        Signs(said, bought_on, is_lost),
        closed_on=DAY,
        check_back_on=ASK_ON,
        day=DAY + timedelta(days=days),
    )
    if found is None:
        assert days <= 7 + WAITS_DAYS
        assert not is_lost
        return
    outcome, evidence = found
    if evidence is Evidence.SAID:
        assert outcome is said
    if evidence is Evidence.BOUGHT:
        assert outcome is Recovery.RECOVERED
        assert 0 < bought <= days
    assert (outcome is Recovery.UNKNOWN) == (evidence is Evidence.SILENT)


@pytest.mark.parametrize(
    ("text", "is_somebody"),
    [
        ("Ben was rude", True),
        ("ben's mistake", True),
        ("It was Ben.", True),
        ("The bench was dirty", False),
        ("Nobody told them in time", False),
        ("", False),
    ],
)
def test_a_cause_names_a_way_of_working_and_nobody(text, is_somebody):
    assert names_somebody(text, ["Ana Torres", "Ben Okafor"]) is is_somebody
