"""The days of a card against their definition, walked day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.queries.open_days import holidays_of
from regulars.rules.open_days import OpenDays
from regulars.rules.print_dates import LONGEST_LEAD_DAYS, prepare_by, print_dates

ALWAYS = OpenDays(quiet_weekdays=frozenset())
CLOSED = {date(2026, 12, 24) + timedelta(days=n) for n in range(4)} | {date(2027, 1, 1)}
WEEKDAYS = OpenDays(quiet_weekdays=frozenset({5, 6}), closed=CLOSED)


def by_definition(due_on: date, lead: int, post: int, printing: int, days: OpenDays) -> list[date]:
    day = due_on
    for _ in range(lead):
        day -= timedelta(days=1)
    while day not in days:
        day -= timedelta(days=1)
    found = [day]
    for working_days in (post, printing):
        left = working_days
        while left:
            day -= timedelta(days=1)
            left -= day in days
        found.append(day)
    return found


@given(
    due_on=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    lead=st.integers(0, 60),
    post=st.integers(0, 10),
    printing=st.integers(0, 10),
    quiet=st.frozensets(st.integers(0, 6), max_size=3),
    holidays=st.frozensets(st.integers(0, 120), max_size=40),
)
def test_the_days_are_those_of_the_definition(due_on, lead, post, printing, quiet, holidays):
    closed = frozenset(due_on - timedelta(days=back) for back in holidays)
    days = OpenDays(quiet_weekdays=quiet, closed=closed)

    found = print_dates(due_on, lead_days=lead, post_days=post, print_days=printing, days=days)

    expected = by_definition(due_on, lead, post, printing, days)
    assert [found.arrive_by, found.post_by, found.prepare_by] == expected


def test_christmas_in_germany_is_counted_around():
    days = OpenDays(closed=frozenset(holidays_of("DE", "", 2026)))

    found = print_dates(date(2026, 12, 28), lead_days=0, post_days=2, print_days=1, days=days)

    assert found.arrive_by == date(2026, 12, 28)
    assert found.post_by == date(2026, 12, 23)  # the 24th works, the 25th to 27th do not
    assert found.prepare_by == date(2026, 12, 22)


@pytest.mark.parametrize("year", [2027, 2028])
def test_the_last_of_february_is_counted_through(year):
    found = print_dates(date(year, 3, 2), lead_days=1, post_days=1, print_days=0, days=ALWAYS)

    assert found.post_by == date(year, 2, 29 if year == 2028 else 28)


def test_a_house_that_is_never_open_makes_no_card():
    never = OpenDays(quiet_weekdays=frozenset(range(7)))

    assert print_dates(date(2026, 3, 2), lead_days=1, post_days=1, print_days=1, days=never) is None


def ready_by(arrives_on: date, post_days: int = 2, print_days: int = 1) -> date:
    return prepare_by(
        arrives_on,
        post_days=post_days,
        print_days=print_days,
        days=WEEKDAYS,
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
    never = OpenDays(quiet_weekdays=frozenset(range(7)))

    found = prepare_by(date(2026, 3, 3), post_days=2, print_days=1, days=never)

    assert found == date(2026, 3, 3) - timedelta(days=LONGEST_LEAD_DAYS)
