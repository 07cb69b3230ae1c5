from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.occasions import LATE_DAYS, first_days_of, kept_on, open_days

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_a_leap_day_birthday_is_kept_once_a_year_over_eight_years():
    day, kept = date(2021, 1, 1), []
    while day < date(2029, 1, 1):
        if (2, 29) in kept_on(day):
            kept.append(day)
        day += timedelta(days=1)

    assert [one.year for one in kept] == list(range(2021, 2029))
    assert date(2024, 2, 29) in kept
    assert date(2023, 2, 28) in kept


@given(days, st.integers(0, LATE_DAYS))
def test_a_day_that_was_missed_stays_open_for_a_while_under_its_own_date(day, late):
    kept = day - timedelta(days=late)

    assert open_days(day)[kept.month, kept.day] == kept


@given(days)
def test_nothing_is_open_before_its_day(day):
    assert all(day - timedelta(days=LATE_DAYS) <= kept <= day for kept in open_days(day).values())


@given(days)
def test_the_first_days_are_whole_years_back_and_never_the_day_itself(day):
    for first, kept in first_days_of(day).items():
        assert first < kept
        assert kept.year - first.year >= 1
        assert (first.month, first.day) == (kept.month, kept.day) or (
            (first.month, first.day) == (2, 29) and (kept.month, kept.day) == (2, 28)
        )
