"""The holiday arithmetic of cards (N13)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.card_days import prepare_by
from regulars.rules.open_days import OpenDays

CLOSED = {date(2026, 12, 24) + timedelta(days=n) for n in range(4)} | {date(2027, 1, 1)}
WEEKDAYS = OpenDays(quiet_weekdays=frozenset({5, 6}), closed=CLOSED)


def ready_by(arrives_on: date, post_days: int = 2, print_days: int = 1) -> date:
    return prepare_by(
        arrives_on,
        post_days=post_days,
        print_days=print_days,
        is_open=WEEKDAYS.__contains__,
    )


@pytest.mark.parametrize(
    ("arrives_on", "expected"),
    [
        (date(2026, 11, 27), date(2026, 11, 24)),  # Friday: posted Wednesday, printed Tuesday
        (date(2026, 11, 29), date(2026, 11, 24)),  # Sunday: it is there on Friday
        (date(2026, 11, 23), date(2026, 11, 18)),  # Monday: over the weekend
        (date(2026, 12, 29), date(2026, 12, 22)),  # over Christmas
        (date(2028, 2, 29), date(2028, 2, 24)),  # the leap day is a day like others
    ],
)
def test_post_and_printing_are_counted_back_over_weekends_and_holidays(arrives_on, expected):
    assert ready_by(arrives_on) == expected


def test_a_card_that_is_handed_over_is_ready_that_day():
    assert ready_by(date(2026, 11, 25), 0, 0) == date(2026, 11, 25)
    assert ready_by(date(2026, 11, 29), 0, 0) == date(2026, 11, 27)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(0, 10), st.integers(0, 5))
def test_it_is_ready_on_an_open_day_with_days_enough_before(arrives_on, post_days, print_days):
    ready_on = ready_by(arrives_on, post_days, print_days)
    between = [ready_on + timedelta(days=n) for n in range(1, (arrives_on - ready_on).days + 1)]

    assert ready_on in WEEKDAYS
    assert sum(day in WEEKDAYS for day in between) >= post_days + print_days


def test_a_house_that_is_never_open_still_gets_an_answer():
    assert prepare_by(
        date(2026, 3, 1), post_days=2, print_days=1, is_open=lambda _day: False
    ) < date(2026, 3, 1)
