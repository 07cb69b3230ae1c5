from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from regulars.actions.appointments import book_appointment
from regulars.actions.calendar_sync import (
    keep_account,
    move_as_there,
    note_gone,
    note_removed_there,
    note_seen,
    note_synced,
    note_written,
    want_sync,
)
from regulars.actions.touches import complete_touches, key_of, plan_follow_up
from regulars.models import CalendarAccount, CalendarEntry, Event
from regulars.queries.calendar_accounts import When, belongs_there
from regulars.queries.local_days import shop_today
from regulars.queries.secrets import unseal
from regulars.rules.calendars import CalendarTrouble

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
URL = "https://example.com/ana/calendar/"


@pytest.fixture
def account(ana):
    return keep_account(person=ana, url=URL, username="ana", password="secret words")


@pytest.fixture
def touch(customer, ana):
    return plan_follow_up(customer=customer, due_on=shop_today(), person=ana)


@pytest.fixture
def row(account, shop, touch):
    [(name, one)] = belongs_there(account, shop, shop_today()).items()
    return note_written(account=account, entry=one.entry, name=name, etag='"1"', told="print")


def test_the_password_is_closed_and_an_empty_one_keeps_it(account, ana):
    assert "secret words" not in str(CalendarAccount.objects.values().get())
    assert "secret words" not in str(list(Event.objects.values()))
    kept = keep_account(person=ana, url=URL, username="anna", is_on=False)
    assert (unseal(kept.secret), kept.username, kept.is_on) == ("secret words", "anna", False)
    assert CalendarAccount.objects.count() == 1


def test_another_address_is_another_calendar_and_gets_no_old_password(account, row, ana):
    moved = keep_account(person=ana, url="https://other.example/", username="ana")
    assert moved.secret == ""
    assert not CalendarEntry.objects.exists()


def test_a_press_is_an_event_that_the_jobs_hear(account, ana):
    want_sync(account=account, person=ana)
    assert Event.objects.filter(kind="calendar.changed", facts__what="sync").count() == 2


def test_trouble_stays_until_a_round_ends_well(account):
    note_synced(account=account, at=NOON, trouble=CalendarTrouble.REFUSED)
    account.refresh_from_db()
    assert (account.trouble, account.synced_at) == ("refused", None)
    note_synced(account=account, at=NOON)
    account.refresh_from_db()
    assert (account.trouble, account.synced_at) == ("", NOON)


def test_the_same_entry_has_one_row_and_none_of_what_is_gone(account, shop, touch, row):
    [(name, one)] = belongs_there(account, shop, shop_today()).items()
    again = note_written(account=account, entry=one.entry, name=name, etag='"2"', told="print")
    assert (again.pk, again.etag) == (row.pk, '"2"')
    lost = replace(one.entry, uid="touch-999999")
    assert note_written(account=account, entry=lost, name="x", etag="", told="") is None


def test_the_first_of_two_rounds_decides(row):
    assert note_seen(row=row, etag='"2"', told="newer")
    assert not note_seen(row=row, etag='"3"', told="newest")
    row.refresh_from_db()
    assert [note_removed_there(row=row, at=NOON) for _ in range(2)] == [True, False]
    assert [note_gone(row=row, at=NOON) for _ in range(2)] == [True, False]


def test_a_touch_moves_as_it_was_moved_there_once(row, touch, ana):
    when = When(touch.due_on + timedelta(days=2))
    assert move_as_there(row=row, when=when, zone=BERLIN, person=ana)
    touch.refresh_from_db()
    assert touch.due_on == when.on
    row.refresh_from_db()
    assert not move_as_there(row=row, when=when, zone=BERLIN, person=ana)


def test_what_is_done_here_moves_no_more(row, touch, ana):
    stale = CalendarEntry.objects.select_related("touch__customer").get(pk=row.pk)
    assert stale.touch.state == "open"
    complete_touches(customer=touch.customer, reasons=[key_of(touch)], person=ana)
    when = When(touch.due_on + timedelta(days=2))
    assert not move_as_there(row=stale, when=when, zone=BERLIN, person=ana)


def test_an_appointment_made_a_whole_day_there_keeps_its_hour(account, customer, ana):
    at = datetime(2026, 10, 24, 9, tzinfo=BERLIN)  # the night before the clocks go back
    booked = book_appointment(customer=customer, starts_at=at, with_whom=ana, person=ana)
    row = CalendarEntry.objects.create(account=account, appointment=booked, uid="a")
    when = When(at.date() + timedelta(days=1))
    assert move_as_there(row=row, when=when, zone=BERLIN, person=ana)
    booked.refresh_from_db()
    assert booked.starts_at == datetime(2026, 10, 25, 9, tzinfo=BERLIN)
