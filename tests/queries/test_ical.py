"""What calendar programs read, read back by one."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from regulars.queries.calendar_entries import Entry
from regulars.queries.ical import calendar_text, entry_text, print_of, uid_of
from regulars.rules.calendars import EntryKind

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 30)


def entry(**more) -> Entry:
    told = {
        "kind": EntryKind.PROMISE,
        "day": DAY,
        "customer_id": 1,
        "customer": "Mara Lindqvist",
        "uid": "touch-5",
        "rule": "follow_up",
        "occurrence": "1-1",
        "note": "ask about the beans",
    }
    return Entry(**told | more)


def read(entries, *, zone=BERLIN, has_reasons=False):
    text = calendar_text(entries, name="Aurora", zone=zone, has_reasons=has_reasons)
    return Calendar.from_ical(text)


def test_a_contact_is_a_whole_day_that_blocks_nothing():
    [event] = read([entry()]).events

    assert event["uid"] == "touch-5@regulars"
    assert (event["dtstart"].dt, event["dtend"].dt) == (DAY, DAY + timedelta(days=1))
    assert event["transp"] == "TRANSPARENT"


def test_no_more_than_a_name_leaves_the_house_unless_somebody_chose_so():
    text = calendar_text([entry()], name="Aurora", zone=BERLIN, has_reasons=False).decode()
    assert "Mara Lindqvist" in text
    assert "beans" not in text
    assert "Follow-up" not in text

    [event] = read([entry()], has_reasons=True).events
    assert event["summary"] == "Mara Lindqvist: Follow-up"
    assert event["description"] == "ask about the beans"


def test_a_moved_one_is_the_same_one_later():
    moved_at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    [before] = read([entry()]).events
    [after] = read([entry(day=DAY + timedelta(days=7), moves=1, changed_at=moved_at)]).events

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == DAY + timedelta(days=7)
    assert after["last-modified"].dt == moved_at


def test_entries_of_two_businesses_never_meet():
    of_two = [
        Calendar.from_ical(entry_text(entry(), zone=BERLIN, has_reasons=False, mark=mark))
        for mark in ("1a2b3c4d", "5e6f7a8b")
    ]

    assert [one.events[0]["uid"] for one in of_two] == [
        "touch-5@1a2b3c4d.regulars",
        "touch-5@5e6f7a8b.regulars",
    ]


def test_what_is_unchanged_is_the_same_to_the_byte():
    made = [calendar_text([entry()], name="A", zone=BERLIN, has_reasons=True) for _ in range(2)]

    assert len({print_of(text) for text in made}) == 1
    assert uid_of(entry(day=DAY + timedelta(days=1))) == uid_of(entry())


ZONES = [
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Apia",
]


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    minutes=st.integers(5, 600),
    zone=st.sampled_from(ZONES),
)
def test_an_appointment_is_read_back_at_its_moment_in_any_zone(moment, minutes, zone):
    starts_at = moment.replace(tzinfo=UTC, microsecond=0)
    here = zoneinfo.ZoneInfo(zone)
    one = entry(kind=EntryKind.APPOINTMENT, rule="", starts_at=starts_at, minutes=minutes)

    read_back = read([one], zone=here)

    [event] = read_back.events
    assert event["dtstart"].dt.replace(tzinfo=None) == starts_at.astimezone(here).replace(
        tzinfo=None
    )
    if zone != "UTC":
        assert event["dtstart"].params["TZID"] == zone
        assert [one["tzid"] for one in read_back.timezones] == [zone]


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=200
)


@given(name=TEXTS, note=TEXTS)
def test_any_name_and_note_come_back_as_they_are_and_no_line_is_too_long(name, note):
    text = calendar_text(
        [entry(customer=name, note=note)], name=name, zone=BERLIN, has_reasons=True
    )

    [event] = Calendar.from_ical(text).events
    assert event["summary"] == f"{name}: Follow-up"
    assert event["description"] == note
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
