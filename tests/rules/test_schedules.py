from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.schedules import is_due, next_daily, retry_after

ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"]
).map(ZoneInfo)
MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(UTC)
)


@given(MOMENTS, st.times().map(lambda t: t.replace(second=0, microsecond=0)), ZONES)
def test_the_next_time_lies_ahead_and_within_two_days(moment, at, zone):
    following = next_daily(moment, at, zone)
    assert moment < following <= moment + timedelta(days=2, hours=2)


@pytest.mark.parametrize(
    ("zone", "evening", "at", "expected"),
    [
        ("Europe/Berlin", datetime(2026, 3, 28, 20), time(2, 30), datetime(2026, 3, 29, 1, 0)),
        ("America/New_York", datetime(2026, 3, 8, 1), time(2, 1), datetime(2026, 3, 8, 7, 0)),
        (
            "Australia/Lord_Howe",
            datetime(2026, 10, 3, 9),
            time(2, 15),
            datetime(2026, 10, 3, 15, 30),
        ),
        ("America/Santiago", datetime(2026, 9, 5, 22), time(0, 30), datetime(2026, 9, 6, 4, 0)),
    ],
    ids=str,
)
def test_a_time_that_the_spring_leaves_out_is_taken_at_the_first_minute_that_exists(
    zone, evening, at, expected
):
    found = next_daily(evening.replace(tzinfo=UTC), at, ZoneInfo(zone))

    assert found == expected.replace(tzinfo=UTC)


def test_a_time_that_the_autumn_has_twice_is_taken_once():
    zone = ZoneInfo("Europe/Berlin")
    first = next_daily(datetime(2026, 10, 24, 20, tzinfo=UTC), time(2, 30), zone)
    second = next_daily(first, time(2, 30), zone)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.astimezone(zone).day == 26


@pytest.mark.parametrize(
    ("ahead", "due"),
    [(-1, True), (0, True), (1, False), (24, False), (47, False), (49, True)],
    ids=str,
)
def test_a_schedule_written_under_a_clock_that_ran_ahead_is_due(ahead, due):
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert is_due(now + timedelta(hours=ahead), now, timedelta(days=1)) is due


def test_retries_wait_longer_each_time_and_never_more_than_six_hours():
    waits = [retry_after(tries) for tries in range(1, 200)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=2)
    assert waits[-1] == timedelta(hours=6)
