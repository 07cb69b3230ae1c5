from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.answering import answer_by, first_open_day
from regulars.rules.open_days import OpenDays

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
OPEN = OpenDays()
NEVER = OpenDays(quiet_weekdays=frozenset(range(7)))


def at(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)


def test_a_day_later_at_the_same_hour():
    assert answer_by(at(MONDAY, 10), hours=24, zone=BERLIN, open_days=OPEN) == at(
        MONDAY + timedelta(days=1), 10
    )


def test_a_sunday_does_not_count():
    saturday = MONDAY + timedelta(days=5)
    due = answer_by(at(saturday, 20), hours=24, zone=BERLIN, open_days=OPEN)
    assert due == at(saturday + timedelta(days=2), 20)


def test_what_comes_on_a_closed_day_waits_for_the_next_one():
    sunday = MONDAY + timedelta(days=6)
    due = answer_by(at(sunday, 9), hours=24, zone=BERLIN, open_days=OPEN)
    assert due == at(sunday + timedelta(days=2), 0)
    assert first_open_day(sunday, OPEN) == sunday + timedelta(days=1)


def test_a_house_that_never_opens_does_not_wait_for_ever():
    due = answer_by(at(MONDAY, 10), hours=24, zone=BERLIN, open_days=NEVER)
    assert due == at(MONDAY + timedelta(days=1), 10)
    assert first_open_day(MONDAY, NEVER) == MONDAY


@given(
    received=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2028, 1, 1)),
    hours=st.integers(min_value=1, max_value=200),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham"]),
)
def test_exactly_so_many_open_hours_lie_between(received, hours, zone):
    received = received.replace(second=0, microsecond=0, tzinfo=UTC)
    place, days = ZoneInfo(zone), OPEN
    due = answer_by(received, hours=hours, zone=place, open_days=days)
    minute, open_minutes = received, 0
    while minute < due:
        day = minute.astimezone(place).date()
        if day in days:
            # the rest of this local day at once
            ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), place).astimezone(
                UTC
            )
            step = min(ends, due) - minute
            open_minutes += step // timedelta(minutes=1)
            minute += step
        else:
            minute = datetime.combine(
                day + timedelta(days=1), datetime.min.time(), place
            ).astimezone(UTC)
    assert open_minutes == hours * 60
    assert due >= received + timedelta(hours=hours)
