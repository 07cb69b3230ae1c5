"""Days that come back every year, whatever the year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.dates import Anniversary

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(born=DAYS, today=DAYS)
def test_every_day_comes_back_within_a_year(born, today):
    kept = Anniversary(born.month, born.day, born.year).next_on(today)

    assert 0 <= (kept - today).days <= 366


@given(born=DAYS, year=st.integers(1990, 2100))
def test_it_falls_once_in_every_year(born, year):
    assert Anniversary(born.month, born.day).falls_on(year).year == year


def test_a_leap_day_is_kept_on_the_28th_in_common_years():
    leap = Anniversary(2, 29)

    kept = [leap.falls_on(year) for year in range(2024, 2032)]

    assert [day.day for day in kept] == [29, 28, 28, 28, 29, 28, 28, 28]


@pytest.mark.parametrize(("month", "day", "year"), [(2, 30, None), (13, 1, None), (2, 29, 2023)])
def test_a_day_that_no_calendar_has_is_refused(month, day, year):
    with pytest.raises(ValueError, match=r"."):
        Anniversary(month, day, year)


def test_an_age_is_known_only_with_the_year():
    assert Anniversary(5, 1, 1990).age_in(2026) == 36
    assert Anniversary(5, 1).age_in(2026) is None
