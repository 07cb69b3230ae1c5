"""The days of a card against their definition, walked day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.queries.open_days import holidays_of
from regulars.rules.open_days import OpenDays
from regulars.rules.print_dates import print_dates

ALWAYS = OpenDays(quiet_weekdays=frozenset())


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
