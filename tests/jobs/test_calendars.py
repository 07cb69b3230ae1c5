"""Both ways with a real calendar server."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from regulars.actions.appointments import book_appointment, move_appointment
from regulars.actions.calendar_sync import keep_account, want_sync
from regulars.actions.touches import complete_touches, key_of, move_touches, plan_follow_up
from regulars.jobs.calendars import sync_calendar, sync_calendars
from regulars.jobs.clock import tick
from regulars.models import CalendarAccount, CalendarEntry, Customer, Shop
from regulars.queries.local_days import shop_today
from tests.calendar_server import PASSWORD, calendar_server

pytest.importorskip("caldav", reason="NO CALDAV LIBRARY: the extra caldav is not installed")
DAY = timedelta(days=1)


@pytest.fixture
def server(tmp_path):
    with calendar_server(tmp_path) as server:
        yield server


@pytest.fixture
def account(server, ana):
    return keep_account(person=ana, url=server.url, username="ana", password=PASSWORD)


@pytest.fixture
def touch(customer, ana):
    return plan_follow_up(
        customer=customer, due_on=shop_today() + 5 * DAY, note="about the grinder", person=ana
    )


@pytest.fixture
def appointment(customer, ana):
    at = datetime.combine(shop_today() + 9 * DAY, datetime.min.time(), UTC) + timedelta(hours=9)
    return book_appointment(customer=customer, starts_at=at, with_whom=ana, person=ana)


def go(account):
    count = sync_calendar(account.pk, timezone.now())
    assert CalendarAccount.objects.get(pk=account.pk).trouble == ""
    return count


def name_of(row):
    return f"regulars-{type(row).__name__.lower()}-{row.pk}.ics"


def plain(day):
    return day.strftime("%Y%m%d")


def test_what_is_open_stands_there_once_however_often_it_runs(server, account, touch, appointment):
    assert go(account) == 2
    assert server.names() == sorted([name_of(touch), name_of(appointment)])
    text = server.text(name_of(touch))
    assert f"DTSTART;VALUE=DATE:{plain(touch.due_on)}" in text
    assert touch.customer.name in text
    assert "grinder" not in text
    assert "T100000" in server.text(name_of(appointment)) or "T110000" in server.text(
        name_of(appointment)
    )
    assert [go(account), go(account)] == [0, 0]


def test_somebody_else_s_work_stays_out(server, account, ben, customer):
    plan_follow_up(customer=customer, due_on=shop_today(), person=ben)
    go(account)
    assert server.names() == []


def test_moved_there_moves_here_and_is_not_written_over(server, account, touch):
    go(account)
    later = touch.due_on + 3 * DAY
    server.change(name_of(touch), f"DATE:{plain(touch.due_on)}", f"DATE:{plain(later)}")
    server.change(name_of(touch), "END:VEVENT", "LOCATION:at the bar\r\nEND:VEVENT")
    assert go(account) == 1
    before, moved_at = touch.due_on, touch.moved_at
    touch.refresh_from_db()
    assert (touch.due_on, touch.moved_from_on) == (later, before)
    assert touch.moved_at != moved_at
    assert go(account) == 0
    assert "at the bar" in server.text(name_of(touch))


def test_an_appointment_moved_there_moves_here(server, account, appointment):
    go(account)
    before = plain(appointment.on)
    server.change(name_of(appointment), before, plain(appointment.on + DAY))
    assert go(account) == 1
    was_at = appointment.starts_at
    appointment.refresh_from_db()
    assert appointment.starts_at == was_at + DAY
    assert go(account) == 0


def test_moved_here_moves_there(server, account, touch, appointment, ana):
    go(account)
    later = touch.due_on + 2 * DAY
    move_touches(customer=touch.customer, reasons=[key_of(touch)], until_on=later, person=ana)
    at = appointment.starts_at + DAY
    move_appointment(appointment=appointment, starts_at=at, minutes=60, person=ana)
    assert go(account) == 2
    assert f"DATE:{plain(later)}" in server.text(name_of(touch))
    assert plain(appointment.on + DAY) in server.text(name_of(appointment))
    assert go(account) == 0


def test_moved_at_both_ends_ours_holds(server, account, touch, ana):
    go(account)
    ours, theirs = touch.due_on + DAY, touch.due_on + 4 * DAY
    server.change(name_of(touch), f"DATE:{plain(touch.due_on)}", f"DATE:{plain(theirs)}")
    move_touches(customer=touch.customer, reasons=[key_of(touch)], until_on=ours, person=ana)
    go(account)
    touch.refresh_from_db()
    assert touch.due_on == ours
    assert f"DTSTART;VALUE=DATE:{plain(ours)}" in server.text(name_of(touch))


def test_done_here_vanishes_there(server, account, touch, ana):
    go(account)
    complete_touches(customer=touch.customer, reasons=[key_of(touch)], person=ana)
    assert go(account) == 1
    assert server.names() == []
    assert go(account) == 0


def test_deleted_there_stays_to_be_done_here_and_is_not_written_again(
    server, account, touch, owner
):
    go(account)
    server.remove(name_of(touch))
    go(account)
    touch.refresh_from_db()
    assert touch.state == "open"
    assert CalendarEntry.objects.get().removed_there_at is not None
    assert go(account) == 0
    assert server.names() == []


def test_killed_between_writing_and_our_commit_it_is_there_once(server, account, touch):
    go(account)
    CalendarEntry.objects.all().delete()
    go(account)
    assert server.names() == [name_of(touch)]
    assert CalendarEntry.objects.count() == 1
    assert go(account) == 0


def test_no_name_stays_behind_of_somebody_who_is_gone(server, account, touch):
    go(account)
    server.ask(
        "PUT",
        "mine.ics",
        server.text(name_of(touch)).replace(f"touch-{touch.pk}@", "mine@"),
        **{"Content-Type": "text/calendar"},
    )
    Customer.objects.all().delete()
    go(account)
    assert server.names() == ["mine.ics"]


def test_trouble_is_told_and_gone_once_it_works(server, account, touch, ana):
    keep_account(person=ana, url=server.url, username="ana", password="wrong")
    assert sync_calendars(timezone.now()) == 0
    account.refresh_from_db()
    assert (account.trouble, account.synced_at) == ("refused", None)
    keep_account(person=ana, url=server.url, username="ana", password=PASSWORD)
    assert sync_calendars(timezone.now()) == 1
    account.refresh_from_db()
    assert account.trouble == ""
    assert account.synced_at is not None


def test_a_restored_copy_writes_nothing(server, account, touch):
    Shop.objects.update(is_sending_held=True)
    assert go(account) == 0
    assert server.names() == []


@pytest.mark.django_db(transaction=True)
def test_a_press_and_the_clock_both_bring_it_into_step(server, account, touch, ana):
    want_sync(account=account, person=ana)
    tick(timezone.now())
    assert server.names() == [name_of(touch)]
