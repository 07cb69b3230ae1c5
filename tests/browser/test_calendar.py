"""The calendar in a real browser: missed, moved, done, an address made and revoked, a booking."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from regulars.actions.appointments import book_appointment
from regulars.actions.things import note_thing
from regulars.actions.touches import plan_follow_up
from regulars.models import (
    Appointment,
    CalendarAccount,
    CalendarEntry,
    CalendarFeed,
    Customer,
    Touch,
)
from regulars.queries.local_days import shop_today
from tests.browser.conftest import both_screens
from tests.conftest import at


@pytest.fixture
def busy(ana, customer):
    today = shop_today()
    mara = Customer.objects.create(name="Mara Lindqvist", carer=ana)
    plan_follow_up(
        customer=customer, due_on=today - timedelta(days=2), note="ask about the beans", person=ana
    )
    plan_follow_up(
        customer=mara, due_on=today + timedelta(days=1), note="bring the grinder", person=ana
    )
    book_appointment(
        customer=mara, starts_at=at(today + timedelta(days=3), 10), what="Colour", person=ana
    )
    note_thing(
        customer=customer,
        name="Espresso machine",
        since_on=today - timedelta(days=345),
        every_days=365,
        person=ana,
    )
    note_thing(
        customer=mara,
        name="Boiler",
        since_on=today - timedelta(days=360),
        every_days=365,
        person=ana,
    )
    return today


@both_screens
def test_what_is_missed_is_moved_done_and_taken_back(sign_in, busy, check_axe):
    page = sign_in()
    page.get_by_role("link", name="Calendar").click()
    missed = page.get_by_role("listitem").filter(has_text="ask about the beans")
    missed.wait_for()
    check_axe(page)

    missed.locator("summary", has_text="Move").click()
    missed.get_by_role("button", name="In 3 days").click()
    page.get_by_text("moved from").wait_for()
    assert Touch.objects.get(note="ask about the beans").due_on == busy + timedelta(days=3)

    row = page.get_by_role("listitem").filter(has_text="bring the grinder")
    row.get_by_role("button", name="Done").click()
    page.get_by_text("Mara Lindqvist: done.").wait_for()
    page.get_by_role("button", name="Undo").click()
    row.wait_for()
    assert Touch.objects.get(note="bring the grinder").state == "open"


@both_screens
def test_a_month_is_seen_at_a_glance(sign_in, busy, check_axe):
    page = sign_in()
    page.goto("/calendar/?look=month")
    page.get_by_role("table", name="The month").wait_for()
    check_axe(page)


def test_keys_walk_the_days_and_settle(sign_in, busy):
    page = sign_in()
    page.goto("/calendar/")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.get_by_role("button", name="Undo").wait_for()

    assert Touch.objects.get(note="ask about the beans").state == "done"


def test_an_address_is_made_read_and_revoked(sign_in, busy, check_axe):
    page = sign_in()
    page.goto("/settings/calendars")
    page.get_by_role("button", name="Make the address").click()
    address = page.get_by_label("Copy it into your calendar program").input_value()
    check_axe(page)
    path = re.sub(r"^https?://[^/]+", "", address)
    assert b"Mara Lindqvist" in Client().get(path).content

    page.get_by_role("button", name="Revoke").click()
    page.get_by_text("The address is revoked").wait_for()
    assert Client().get(path).status_code == 404
    assert CalendarFeed.objects.get().revoked_at is not None


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_an_appointment_is_booked_on_a_phone(sign_in, customer, ana, check_axe):
    page = sign_in()
    page.goto(f"/customers/{customer.pk}")
    page.get_by_role("link", name="Book a time").first.click()
    page.get_by_label("Day", exact=True).fill((shop_today() + timedelta(days=2)).isoformat())
    page.get_by_label("Time", exact=True).fill("14:30")
    page.get_by_label("What", exact=False).first.fill("Cut and colour")
    check_axe(page)
    page.get_by_role("button", name="Book it").click()
    page.get_by_text("Booked.").wait_for()

    assert Appointment.objects.get().what == "Cut and colour"


@both_screens
def test_a_calendar_server_is_set_up_and_tells_what_was_taken_off_there(sign_in, busy, check_axe):
    page = sign_in()
    page.goto("/settings/calendar-server")
    page.get_by_label("Address of the calendar").fill("http://127.0.0.1:9/ana/calendar/")
    page.get_by_label("Password").fill("a-password")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Never in step yet.").wait_for()
    account = CalendarAccount.objects.get()
    touch = Touch.objects.get(note="bring the grinder")
    CalendarEntry.objects.create(
        account=account, touch=touch, uid="one", removed_there_at=timezone.now()
    )
    CalendarAccount.objects.update(trouble="refused", synced_at=timezone.now())
    page.goto("/settings/calendar-server")
    page.get_by_text("refuses the name or the password").wait_for()
    page.get_by_role("link", name="Mara Lindqvist").wait_for()
    check_axe(page)
