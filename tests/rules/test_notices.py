"""How long people waited for bad news, by the clock on the wall and within opening hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.notices import Heard, OpenHours, clock_of, open_time
from regulars.rules.open_days import OpenDays

BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_SIX = OpenHours(BERLIN, time(9), time(18), OpenDays(frozenset({5, 6})))
FRIDAY = date(2026, 11, 27)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (at(FRIDAY, 10), at(FRIDAY, 12), 2),
        (at(FRIDAY, 7), at(FRIDAY, 10), 1),  # known before the shop opens
        (at(FRIDAY, 17), at(FRIDAY + timedelta(days=3), 10), 2),  # over a closed weekend
        (at(FRIDAY, 19), at(FRIDAY, 23), 0),
        (at(FRIDAY, 12), at(FRIDAY, 10), 0),
    ],
)
def test_only_hours_in_which_somebody_is_there_count(start, end, hours):
    assert open_time(start, end, NINE_TO_SIX) == timedelta(hours=hours)


def test_a_closed_day_of_the_house_counts_nothing():
    closed = OpenHours(BERLIN, time(9), time(18), OpenDays(frozenset({6}), frozenset({FRIDAY})))

    assert open_time(at(FRIDAY, 9), at(FRIDAY, 18), closed) == timedelta()


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_the_day_on_which_clocks_change_has_the_hours_it_has(day, hours):
    always = OpenHours(BERLIN, time(0), time(23, 59, 59, 999_999), OpenDays(frozenset()))
    start = datetime(day.year, day.month, day.day, tzinfo=BERLIN).astimezone(UTC)
    tomorrow = day + timedelta(days=1)
    end = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=BERLIN).astimezone(UTC)

    assert round(open_time(start, end, always).total_seconds() / 3600, 3) == hours


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_parts_of_a_wait_add_up_and_are_never_longer_than_the_wait(three):
    first, second, third = three

    whole = open_time(first, third, NINE_TO_SIX)

    parts = open_time(first, second, NINE_TO_SIX) + open_time(second, third, NINE_TO_SIX)
    assert whole == parts
    assert timedelta() <= whole <= third - first


def test_the_figures_of_a_notice_are_those_of_its_people():
    known = at(FRIDAY, 10)
    people = [
        Heard(known, told_at=at(FRIDAY, 11)),
        Heard(known, told_at=at(FRIDAY, 13)),
        Heard(known, told_at=at(FRIDAY + timedelta(days=3), 9)),
        Heard(known, told_at=at(FRIDAY, 15), asked_first_at=at(FRIDAY, 14)),
        Heard(known, asked_first_at=at(FRIDAY, 16)),
        Heard(known),
    ]

    clock = clock_of(people, NINE_TO_SIX)

    assert (clock.people, clock.told, clock.waiting) == (6, 4, 1)
    assert (clock.told_first, clock.asked_first) == (3, 2)
    assert clock.share_told_first == pytest.approx(3 / 5)
    assert clock.median_hours == pytest.approx((3 + 5) / 2)
    assert clock.median_open_hours == pytest.approx((3 + 5) / 2)


def test_nobody_told_is_no_figure():
    clock = clock_of([Heard(at(FRIDAY, 10))], NINE_TO_SIX)

    assert (clock.median_hours, clock.median_open_hours, clock.share_told_first) == (None,) * 3
