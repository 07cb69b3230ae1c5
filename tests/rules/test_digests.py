import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.digests import window_of
from regulars.rules.kinds import DigestKind
from tests.queries.test_ical import ZONES

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "at", "opens_at"),
    [
        (MONDAY, time(7, 30), datetime(2026, 11, 23, 6, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # T1
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # T2
    ],
)
def test_it_is_due_when_the_clock_on_the_wall_says_so(day, at, opens_at):
    assert window_of(DigestKind.MORNING, day, at, BERLIN).opens_at == opens_at


def test_a_morning_is_made_up_for_until_noon_and_an_evening_until_the_day_ends():
    morning = window_of(DigestKind.MORNING, MONDAY, time(7), BERLIN)
    late = window_of(DigestKind.MORNING, MONDAY, time(11, 30), BERLIN)
    evening = window_of(DigestKind.EVENING, MONDAY, time(18), BERLIN)

    assert morning.closes_at == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    assert late.closes_at == datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
    assert evening.closes_at == datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert [morning.is_open(morning.opens_at), morning.is_over(morning.closes_at)] == [True, True]


@given(
    kind=st.sampled_from(DigestKind),
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    at=st.times().map(lambda told: told.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
)
def test_each_day_in_any_zone_has_one_window_that_opens_on_that_day(kind, day, at, zone):
    here = zoneinfo.ZoneInfo(zone)

    window = window_of(kind, day, at, here)
    following = window_of(kind, day + timedelta(days=1), at, here)

    assert window.opens_at.astimezone(here).date() == day
    assert window.opens_at < window.closes_at
    assert window.opens_at < following.opens_at
