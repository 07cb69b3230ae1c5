from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.kinds import LeapDay
from regulars.rules.occasions import LATE_DAYS, first_days_of, kept_on, open_days

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
leap_days = st.sampled_from(list(LeapDay))


@pytest.mark.parametrize(
    ("leap_day", "in_common_years"), [(LeapDay.BEFORE, (2, 28)), (LeapDay.AFTER, (3, 1))]
)
def test_a_leap_day_birthday_is_kept_once_a_year_over_eight_years(leap_day, in_common_years):
    day, kept = date(2021, 1, 1), []
    while day < date(2029, 1, 1):
        if (2, 29) in kept_on(day, leap_day):
            kept.append(day)
        day += timedelta(days=1)

    assert kept == [
        date(year, *((2, 29) if year in {2024, 2028} else in_common_years))
        for year in range(2021, 2029)
    ]


@given(days, leap_days, st.integers(0, LATE_DAYS))
def test_a_day_that_was_missed_stays_open_for_a_while_under_its_own_date(day, leap_day, late):
    kept = day - timedelta(days=late)

    assert open_days(day, leap_day)[kept.month, kept.day] == kept


@given(days, leap_days)
def test_nothing_is_open_before_its_day(day, leap_day):
    kept = open_days(day, leap_day).values()

    assert all(day - timedelta(days=LATE_DAYS) <= one <= day for one in kept)


@given(days, leap_days)
def test_the_first_days_are_whole_years_back_and_never_the_day_itself(day, leap_day):
    in_common_years = (2, 28) if leap_day is LeapDay.BEFORE else (3, 1)
    for first, kept in first_days_of(day, leap_day).items():
        assert first < kept
        assert kept.year - first.year >= 1
        assert (first.month, first.day) == (kept.month, kept.day) or (
            (first.month, first.day) == (2, 29) and (kept.month, kept.day) == in_common_years
        )
