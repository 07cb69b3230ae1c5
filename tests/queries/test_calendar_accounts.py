from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from regulars.actions.calendar_sync import keep_account
from regulars.actions.touches import plan_follow_up
from regulars.models import CalendarEntry
from regulars.queries.calendar_accounts import (
    account_of,
    accounts_in_use,
    are_accounts_in_use,
    belongs_there,
    orphans,
    removed_there,
    when_of,
)
from regulars.queries.local_days import shop_today

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def account(ana):
    return keep_account(person=ana, url="https://example.com/ana/calendar/")


def event(*lines):
    body = "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"))
    return (body + "\r\n").encode()


def test_an_account_counts_while_it_is_on_and_its_person_works_here(account, ana, ben, shop):
    assert account_of(ana) == account
    assert account_of(ben) is None
    assert list(accounts_in_use()) == [account]
    shop.is_sending_held = True
    shop.save()
    assert not are_accounts_in_use()
    shop.is_sending_held = False
    shop.save()
    ana.is_active = False
    ana.save()
    assert not are_accounts_in_use()


def test_what_belongs_there_has_a_name_of_its_own_that_stays(account, shop, customer, ana):
    shop.mark = "1a2b"
    touch = plan_follow_up(
        customer=customer, due_on=shop_today() - timedelta(days=40), note="words", person=ana
    )
    [(name, one)] = belongs_there(account, shop, shop_today()).items()
    assert name == f"regulars-1a2b-touch-{touch.pk}.ics"
    assert b"words" not in one.text
    assert belongs_there(account, shop, shop_today())[name].text == one.text


@pytest.mark.parametrize(
    ("lines", "on", "minutes"),
    [
        (["DTSTART;VALUE=DATE:20261201"], date(2026, 12, 1), None),
        (["DTSTART:20261130T233000Z", "DTEND:20261201T001500Z"], date(2026, 12, 1), 45),
        (["DTSTART:20261201T090000", "DTEND:20261201T080000"], date(2026, 12, 1), None),
    ],
)
def test_when_it_is_is_told_by_the_clock_of_the_business(lines, on, minutes):
    when = when_of(event(*lines), BERLIN)
    assert (when.on, when.minutes) == (on, minutes)
    assert when.at is None or isinstance(when.at, datetime)


@pytest.mark.parametrize("text", [b"", b"nonsense", event("SUMMARY:no beginning"), b"\xff\xfe"])
def test_what_cannot_be_read_moves_nothing(text):
    assert when_of(text, BERLIN) is None


def test_only_entries_of_ours_without_a_row_are_orphans(customer, ana):
    touch = plan_follow_up(customer=customer, due_on=shop_today(), person=ana)
    names = [
        f"regulars-touch-{touch.pk}.ics",
        f"regulars-touch-{touch.pk + 1}.ics",
        "regulars-appointment-7.ics",
        "regulars-touch-x.ics",
        "touch-99.ics",
        "mine.ics",
    ]
    assert sorted(orphans(names, "")) == sorted(names[1:3])


def test_entries_of_another_business_are_left_alone(customer, ana):
    names = ["regulars-1a2b-touch-99.ics", "regulars-5e6f-touch-99.ics", "regulars-touch-99.ics"]
    assert orphans(names, "1a2b") == names[:1]


def test_what_was_taken_off_there_is_shown_while_it_is_open(account, customer, ana):
    touch = plan_follow_up(customer=customer, due_on=shop_today(), person=ana)
    row = CalendarEntry.objects.create(account=account, touch=touch, uid="one")
    assert not removed_there(account)
    CalendarEntry.objects.update(removed_there_at="2026-11-23T11:00Z")
    assert list(removed_there(account)) == [row]
    touch.state, touch.closed_at = "done", "2026-11-23T11:00Z"
    touch.save()
    assert not removed_there(account)
