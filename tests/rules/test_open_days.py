from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.open_days import OpenDays

SATURDAY = date(2026, 12, 26)
WEEKENDS = OpenDays(quiet_weekdays=frozenset({5, 6}), closed={date(2026, 12, 25)})


def test_a_closed_day_is_followed_by_the_next_open_one():
    assert WEEKENDS.on_or_after(date(2026, 12, 25)) == date(2026, 12, 28)
    assert WEEKENDS.on_or_before(SATURDAY) == date(2026, 12, 24)


def test_working_days_are_counted_backwards_over_weekend_and_holiday():
    assert WEEKENDS.before(date(2026, 12, 29), 0) == date(2026, 12, 29)
    assert WEEKENDS.before(date(2026, 12, 29), 2) == date(2026, 12, 24)


def test_a_house_that_never_opens_has_no_open_day():
    never = OpenDays(quiet_weekdays=frozenset(range(7)))

    assert never.on_or_after(SATURDAY) is None
    assert never.before(SATURDAY, 1) is None


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(days, st.sets(st.integers(0, 6), max_size=6), st.sets(days, max_size=30), st.integers(0, 9))
def test_exactly_so_many_open_days_lie_between(day, quiet, closed, count):
    opened = OpenDays(frozenset(quiet), closed)

    found = opened.before(day, count)

    assert found is not None
    assert found in opened
    span = [found + timedelta(days=n) for n in range(1, (day - found).days + 1)]
    assert sum(one in opened for one in span) == count
