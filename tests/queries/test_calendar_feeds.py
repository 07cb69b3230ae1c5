from datetime import date, timedelta

from icalendar import Calendar

from regulars.actions.appointments import book_appointment
from regulars.actions.calendar_feeds import create_feed
from regulars.actions.touches import complete_touches, key_of, move_touches, plan_follow_up
from regulars.queries.calendar_feeds import feed_by_token, feed_text, feeds_of
from regulars.rules.calendars import EntryKind
from tests.conftest import at

TODAY = date(2026, 11, 23)


def read(feed, shop):
    return Calendar.from_ical(feed_text(feed, shop, TODAY)).events


def test_moved_ones_move_and_done_ones_vanish(shop, customer, ana):
    feed, _token = create_feed(person=ana)
    touch = plan_follow_up(customer=customer, due_on=TODAY, note="call", person=ana)
    [before] = read(feed, shop)

    later = TODAY + timedelta(days=3)
    move_touches(customer=customer, reasons=[key_of(touch)], until_on=later, person=ana)
    [after] = read(feed, shop)
    assert (after["uid"], after["dtstart"].dt) == (before["uid"], later)
    assert after["sequence"] == before["sequence"] + 1

    complete_touches(customer=customer, reasons=[key_of(touch)], person=ana)
    assert read(feed, shop) == []


def test_only_the_kinds_that_were_chosen_are_told(shop, customer, ana):
    feed, _token = create_feed(person=ana, kinds=[EntryKind.APPOINTMENT])
    plan_follow_up(customer=customer, due_on=TODAY, note="call", person=ana)
    book_appointment(customer=customer, starts_at=at(TODAY), person=ana)

    [event] = read(feed, shop)
    assert event["uid"].startswith("appointment-")


def test_the_calendar_is_ones_own(shop, customer, ana, ben):
    feed, _token = create_feed(person=ben)
    plan_follow_up(customer=customer, due_on=TODAY, note="call", person=ana)

    assert read(feed, shop) == []
    assert list(feeds_of(ben)) == [feed]


def test_whoever_left_reads_nothing_and_nonsense_finds_nothing(ana, ben):
    _feed, token = create_feed(person=ben)
    assert feed_by_token(token) is not None

    ben.is_active = False
    ben.save()
    assert [feed_by_token(told) for told in (token, "", "x" * 5_000, "é")] == [None] * 4
