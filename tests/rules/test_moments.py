from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.moments import instant_of, months_after

# Every kind of clock: half hours, jumps at midnight, changes of half an hour, none at all.
ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "America/Havana",
    "America/St_Johns",
    "Africa/Cairo",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Asia/Kolkata",
)
YEARS = (2026, 2027)


def changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The moments at which clocks in a zone are changed, to the minute, found by looking."""
    found = []
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment.year == year:
        following = moment + timedelta(hours=6)
        if moment.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            minute = moment
            while minute.astimezone(zone).utcoffset() == moment.astimezone(zone).utcoffset():
                minute += timedelta(minutes=1)
            found.append(minute)
        moment = following
    return found


def by_definition(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first minute of the world at which a clock there shows that time, or a later one."""
    wanted = datetime.combine(day, at)
    moment = datetime.combine(day, time(), UTC) - timedelta(hours=15)
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        moment += timedelta(minutes=1)
    return moment


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_around_every_change_of_clocks_each_time_is_one_moment(name, year):
    """T1 and T2: a time that does not exist, and one that exists twice."""
    zone = ZoneInfo(name)
    for change in changes(zone, year):
        local = change.astimezone(zone).replace(tzinfo=None)
        for minutes in (-125, -90, -61, -60, -45, -30, -15, -1, 0, 1, 15, 29, 30, 59, 60, 90):
            told = local + timedelta(minutes=minutes)

            moment = instant_of(told.date(), told.time(), zone)

            assert moment == by_definition(told.date(), told.time(), zone), told


def test_half_past_two_is_three_when_it_does_not_exist():
    moment = instant_of(date(2026, 3, 29), time(2, 30), ZoneInfo("Europe/Berlin"))

    assert moment == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_of_two_half_past_twos_the_first_is_meant():
    moment = instant_of(date(2026, 10, 25), time(2, 30), ZoneInfo("Europe/Berlin"))

    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 28), 0, date(2026, 12, 28)),  # in week 53
    ],
)
def test_a_month_after_a_day_is_that_day_or_the_last_one(day, months, expected):
    assert months_after(day, months) == expected


@given(st.dates(date(1950, 1, 1), date(2200, 12, 31)), st.integers(-600, 600))
def test_a_later_month_is_exactly_so_many_months_later(day, months):
    later = months_after(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
    assert later.day <= day.day
