"""What may become of a promise, whatever is tried on it, and how promises are counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.promises import (
    DONE_AS_SAID,
    NOT_KEPT,
    Case,
    PromiseAct,
    PromiseState,
    Tally,
    WrongAct,
    quick_days,
    state_after,
    tally_of,
)

MONDAY = date(2026, 11, 23)
near = st.integers(-5, 5).map(lambda days: MONDAY + timedelta(days=days))
acts = st.lists(st.tuples(st.sampled_from(PromiseAct), st.none() | near), max_size=8)


@given(acts, near, st.integers(0, 5))
def test_no_order_of_acts_leads_to_a_state_that_its_days_deny(sequence, made_on, length):
    due_on = made_on + timedelta(days=length)
    state, last = PromiseState.OPEN, None
    for act, on in sequence:
        before = state
        try:
            state = state_after(state, act, due_on=due_on, made_on=made_on, on=on)
        except WrongAct:
            assert state is before
        else:
            assert before is PromiseState.OPEN  # everything else is final
            last = on
    if state in DONE_AS_SAID:
        assert last is not None
        assert last >= made_on
        assert (state is PromiseState.KEPT) == (last <= due_on)
    if state in NOT_KEPT:
        assert last is not None
        assert (state is PromiseState.BROKEN_TOLD) == (last <= due_on)


@pytest.mark.parametrize("act", [PromiseAct.KEEP, PromiseAct.TELL, PromiseAct.BREAK])
def test_nothing_but_a_release_goes_without_a_day(act):
    with pytest.raises(WrongAct):
        state_after(PromiseState.OPEN, act, due_on=MONDAY, made_on=MONDAY, on=None)


def test_nobody_breaks_in_silence_while_there_is_time_to_say_so():
    with pytest.raises(WrongAct):
        state_after(PromiseState.OPEN, PromiseAct.BREAK, due_on=MONDAY, made_on=MONDAY, on=MONDAY)


@pytest.mark.parametrize(
    ("today", "after"),
    [
        (MONDAY, [0, 1, 4, 7]),
        (MONDAY + timedelta(days=3), [0, 1, 7]),  # on a Thursday tomorrow is the Friday
        (MONDAY + timedelta(days=4), [0, 1, 7]),
        (MONDAY + timedelta(days=5), [0, 1, 6, 7]),
    ],
)
def test_the_big_choices_are_days_that_differ(today, after):
    assert quick_days(today) == [today + timedelta(days=days) for days in after]


def case(state: PromiseState, *, took: int | None = None, due: int = 3) -> Case:
    kept_on = MONDAY + timedelta(days=took) if took is not None else None
    return Case(state, MONDAY, MONDAY + timedelta(days=due), kept_on)


def test_what_was_released_and_what_lies_ahead_counts_for_nothing():
    cases = [
        case(PromiseState.KEPT, took=1),
        case(PromiseState.KEPT, took=3),
        case(PromiseState.KEPT_LATE, took=8),
        case(PromiseState.BROKEN_TOLD),
        case(PromiseState.BROKEN_SILENT),
        case(PromiseState.RELEASED),
        case(PromiseState.OPEN, due=3),  # its day is over on the day of counting
        case(PromiseState.OPEN, due=30),
    ]

    tally = tally_of(cases, today=MONDAY + timedelta(days=10))

    assert tally == Tally(
        kept=2, late=1, told=1, silent=1, overdue=1, open=1, released=1, usual_days=3
    )
    assert tally.cases == 6
    assert tally.share == pytest.approx(2 / 6)


def test_an_open_one_is_not_late_on_its_own_day():
    tally = tally_of([case(PromiseState.OPEN, due=0)], today=MONDAY)

    assert (tally.overdue, tally.open, tally.share) == (0, 1, None)
