from datetime import date, timedelta

import pytest

from regulars.rules.care import Reason
from regulars.rules.kinds import TouchRule
from regulars.rules.radar import MISSABLE, Signal, signals_of

DAY = date(2026, 11, 24)


def signals(rule: TouchRule, *, late_days: int = 0) -> set[Signal]:
    reason = Reason(rule, occurrence="1", due_on=DAY - timedelta(days=late_days))
    return signals_of([reason], DAY, thanks_within_days=7)


def test_an_unanswered_message_is_a_signal_from_the_first_day():
    assert signals(TouchRule.ANSWER) == {Signal.UNANSWERED}


def test_silence_and_a_purchase_without_thanks_are_signals():
    assert signals(TouchRule.SILENCE) == {Signal.SILENCE}
    assert signals(TouchRule.UNTHANKED) == {Signal.UNTHANKED}


def test_a_first_purchase_is_a_signal_once_thanks_are_late():
    assert signals(TouchRule.THANKS, late_days=7) == set()
    assert signals(TouchRule.THANKS, late_days=8) == {Signal.UNTHANKED}


@pytest.mark.parametrize("rule", sorted(MISSABLE))
def test_what_was_meant_for_a_day_is_missed_the_day_after(rule):
    assert signals(rule) == set()
    assert signals(rule, late_days=1) == {MISSABLE[rule]}


@pytest.mark.parametrize(
    "rule", [TouchRule.BIRTHDAY, TouchRule.OVERDUE, TouchRule.GESTURE, TouchRule.ANNIVERSARY]
)
def test_what_is_no_conduct_of_ours_is_none(rule):
    assert signals(rule, late_days=2) == set()
