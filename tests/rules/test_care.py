from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.care import (
    MINUTES,
    URGENCY,
    Reason,
    care_weight,
    how_many_fit,
    importance,
    mixed,
    ordered,
)
from regulars.rules.channels import Channel
from regulars.rules.kinds import TouchRule

DAY = date(2026, 11, 23)
weights = st.floats(0, 1)


def reason(rule: TouchRule, *, due_on: date = DAY) -> Reason:
    return Reason(rule=rule, occurrence="1", due_on=due_on)


def test_every_channel_takes_minutes_and_every_rule_has_its_urgency():
    assert set(MINUTES) == set(Channel)
    assert set(URGENCY) | {TouchRule.FOLLOW_UP} == set(TouchRule)


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**6),
    st.integers(0, 500),
    st.none() | st.floats(0, 1),
)
def test_weight_is_a_share_and_never_falls_with_money_or_visits(paid, more, visits, spread):
    weight = care_weight(paid_minor=paid, visits=visits, gap_spread=spread)

    assert 0 <= weight <= 1
    assert care_weight(paid_minor=paid + more, visits=visits, gap_spread=spread) >= weight
    assert care_weight(paid_minor=paid, visits=visits + 1, gap_spread=spread) >= weight


def test_a_steady_regular_outweighs_a_single_large_sale():
    regular = care_weight(paid_minor=60_000, visits=20, gap_spread=0.1)
    single = care_weight(paid_minor=200_000, visits=1, gap_spread=None)

    assert regular > single


@given(weights, weights, st.integers(0, 400))
def test_a_promise_stands_above_everything_and_a_missed_one_above_that(low, high, missed):
    promised = reason(TouchRule.FOLLOW_UP, due_on=DAY - timedelta(days=missed))
    score = importance(promised, weight=low, day=DAY)

    for rule in URGENCY:
        assert score > importance(reason(rule), weight=high, day=DAY)
    longer = reason(TouchRule.FOLLOW_UP, due_on=promised.due_on - timedelta(days=2))
    assert importance(longer, weight=high, day=DAY) > score


@given(st.permutations(list(TouchRule)))
def test_reasons_of_one_customer_come_in_one_order_however_they_were_found(rules):
    assert [one.rule for one in ordered(map(reason, rules), weight=0.5, day=DAY)] == [
        TouchRule.FOLLOW_UP,
        TouchRule.BIRTHDAY,
        TouchRule.THANKS,
        TouchRule.OVERDUE,
        TouchRule.OCCASION,
        TouchRule.ANNIVERSARY,
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
