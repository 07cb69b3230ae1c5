from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.care import (
    LEADING,
    MINUTES,
    URGENCY,
    Reason,
    how_many_fit,
    importance,
    mixed,
    ordered,
    standing,
)
from regulars.rules.channels import Channel
from regulars.rules.kinds import TouchRule

DAY = date(2026, 11, 23)
weights = st.floats(0, 1e6)


def reason(rule: TouchRule, *, due_on: date = DAY) -> Reason:
    return Reason(rule=rule, occurrence="1", due_on=due_on)


def test_every_channel_takes_minutes_and_every_rule_has_its_urgency():
    assert set(MINUTES) == set(Channel)
    assert set(URGENCY) | set(LEADING) == set(TouchRule)
    assert not set(URGENCY) & set(LEADING)


@given(st.sampled_from(list(URGENCY)), weights, weights)
def test_worth_lifts_a_reason_and_never_beyond_three_halves_of_its_urgency(rule, weight, more):
    score = importance(reason(rule), weight=weight, day=DAY)

    assert URGENCY[rule] / 2 <= score <= URGENCY[rule] * 1.5
    assert importance(reason(rule), weight=weight + more, day=DAY) >= score


@given(weights, weights, st.integers(0, 400))
def test_a_promise_stands_above_everything_and_a_missed_one_above_that(low, high, missed):
    promised = reason(TouchRule.FOLLOW_UP, due_on=DAY - timedelta(days=missed))
    score = importance(promised, weight=low, day=DAY)

    for rule in URGENCY:
        assert score > importance(reason(rule), weight=high, day=DAY)
    longer = reason(TouchRule.FOLLOW_UP, due_on=promised.due_on - timedelta(days=2))
    assert importance(longer, weight=high, day=DAY) > score


@given(weights, weights, st.integers(0, 4_000))
def test_what_somebody_counts_on_leads_in_one_order_however_late_the_next_is(low, high, missed):
    order = list(LEADING)

    for first, second in pairwise(order):
        late = reason(second, due_on=DAY - timedelta(days=missed))
        score = importance(reason(first), weight=low, day=DAY)
        assert score > importance(late, weight=high, day=DAY)


@given(weights, weights, st.integers(0, 4_000), st.integers(0, 4_000))
def test_two_signals_lead_follow_ups_and_nothing_that_somebody_counts_on_or_waits_for(
    low, high, missed, waited
):
    awaited = importance(
        reason(TouchRule.ANSWER, due_on=DAY - timedelta(days=waited)), weight=low, day=DAY
    )
    planned = importance(
        reason(TouchRule.FOLLOW_UP, due_on=DAY - timedelta(days=missed)), weight=high, day=DAY
    )

    assert awaited > standing(planned, signals=2) > planned
    assert standing(planned, signals=1) == planned
    assert standing(awaited, signals=3) == awaited


@given(st.permutations(list(TouchRule)))
def test_reasons_of_one_customer_come_in_one_order_however_they_were_found(rules):
    assert [one.rule for one in ordered(map(reason, rules), weight=4.0, day=DAY)] == [
        TouchRule.NOTICE,
        TouchRule.PROMISE,
        TouchRule.COMPLAINT,
        TouchRule.ANSWER,
        TouchRule.FOLLOW_UP,
        TouchRule.CHECK_BACK,
        TouchRule.APPOINTMENT,
        TouchRule.BIRTHDAY,
        TouchRule.PLAYBOOK,
        TouchRule.SERVICE,
        TouchRule.THANKS,
        TouchRule.OVERDUE,
        TouchRule.WISH,
        TouchRule.OCCASION,
        TouchRule.RUN_OUT,
        TouchRule.UNTHANKED,
        TouchRule.ANNIVERSARY,
        TouchRule.GESTURE,
        TouchRule.SURVEY,
        TouchRule.WRITTEN,
        TouchRule.SILENCE,
    ]


def test_many_of_one_kind_leave_room_for_the_others():
    overdue = [(14.0, TouchRule.OVERDUE, pk) for pk in range(1, 51)]

    order = mixed([*overdue, (11.0, TouchRule.THANKS, 99), (6.0, TouchRule.SILENCE, 98)])

    assert order[0] == 1
    assert order.index(99) < 5
    assert order.index(98) < 20


def test_promises_are_never_pushed_back_by_their_number():
    promises = [(1_000.0, TouchRule.FOLLOW_UP, pk) for pk in range(1, 41)]

    order = mixed([(18.0, TouchRule.BIRTHDAY, 99), *promises])

    assert order[-1] == 99


@given(st.lists(st.integers(3, 20), max_size=60), st.integers(5, 600))
def test_what_fits_stays_within_the_time_and_nothing_more_would(minutes, budget):
    count = how_many_fit(minutes, budget=budget)

    assert count in {0, 1} or sum(minutes[:count]) <= budget
    if count < len(minutes):
        assert sum(minutes[: count + 1]) > budget
    assert bool(count) == bool(minutes)
