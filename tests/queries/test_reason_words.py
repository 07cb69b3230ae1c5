from datetime import date, timedelta

import pytest

from regulars.models import Customer, Rhythm
from regulars.queries.reason_words import CHIPS, TINTS, chip, line, rhythm_of, said
from regulars.rules.care import Reason
from regulars.rules.kinds import TouchRule

DAY = date(2026, 11, 23)
RHYTHM = Rhythm(visits=11, purchases=11, first_on=date(2024, 3, 5), last_on=DAY - timedelta(days=9))


def reason(rule: TouchRule, *, ago: int = 0, **more: object) -> Reason:
    return Reason(rule, occurrence="1", due_on=DAY - timedelta(days=ago), **more)


def test_every_rule_has_its_words_and_its_tint():
    assert set(CHIPS) == set(TINTS) == set(TouchRule)
    for rule in TouchRule:
        assert chip(reason(rule, days=90, years=2), RHYTHM, DAY)
        assert line(reason(rule, note="Lena"), RHYTHM, item="", day=DAY)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (reason(TouchRule.FOLLOW_UP), "Follow-up today"),
        (reason(TouchRule.FOLLOW_UP, ago=1), "Follow-up, 1 day late"),
        (reason(TouchRule.FOLLOW_UP, ago=3), "Follow-up, 3 days late"),
        (reason(TouchRule.BIRTHDAY), "Birthday today"),
        (reason(TouchRule.BIRTHDAY, ago=1), "Birthday yesterday"),
        (reason(TouchRule.ANNIVERSARY, years=1), "1 year with you"),
        (reason(TouchRule.SILENCE, days=90), "No contact for 90 days"),
        (reason(TouchRule.OCCASION, ago=1), "Special day yesterday"),
        (reason(TouchRule.OVERDUE), "Later than usual"),
    ],
)
def test_a_chip_says_it_in_few_words(found, words):
    assert chip(found, RHYTHM, DAY) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (reason(TouchRule.BIRTHDAY, years=40), "Turns 40. Bought 11 times."),
        (reason(TouchRule.BIRTHDAY), "Bought 11 times."),
        (reason(TouchRule.ANNIVERSARY, years=2), "With you since March 2024. Bought 11 times."),
        (reason(TouchRule.FOLLOW_UP, note="the chair"), "the chair"),
        (reason(TouchRule.OCCASION, note="Lena"), "A special day for Lena."),
    ],
)
def test_a_line_says_the_cause(found, words):
    assert line(found, RHYTHM, item="", day=DAY) == words


def test_somebody_without_a_rhythm_has_an_empty_one():
    stranger = Customer(name="Mei")

    assert rhythm_of(stranger).visits == 0
    assert said(reason(TouchRule.BIRTHDAY), stranger, item="", day=DAY).line
