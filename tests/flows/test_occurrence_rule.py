"""The occurrence rule: each occasion reaches a customer once, and none is lost, whatever the clock,
the records and the owner do."""

import os
import threading
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from regulars.actions.plans import evaluate
from regulars.actions.releases import release
from regulars.actions.rhythms import refresh_rhythms
from regulars.models import (
    ContactPoint,
    Customer,
    Manners,
    Message,
    PlaybookRun,
    Shop,
    Touch,
)
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import LeapDay
from tests.planning import bought, days_from, make_plan

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
)


@pytest.fixture
def signer(ana):
    ana.agreed_to_sign_at = datetime(2020, 1, 1, tzinfo=UTC)
    ana.save()
    return ana


def with_mail(customer: Customer) -> Customer:
    address = f"c{customer.pk}@example.com"
    ContactPoint.objects.create(customer=customer, kind="email", value=address)
    return customer


def born(month: int, day: int, name: str = "Zoë Lund") -> Customer:
    return with_mail(
        Customer.objects.create(name=name, given_name="Zoë", birthday_month=month, birthday_day=day)
    )


def noon(day: date, zone: str = "Europe/Berlin") -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)


def look(day: date) -> None:
    """What the clock does on that day."""
    evaluate(day)
    release(noon(day))


def touches() -> list[tuple[int, str, date]]:
    return list(Touch.objects.order_by("pk").values_list("customer_id", "occurrence", "due_on"))


# --- however often, and at once ---


def test_the_clock_run_a_hundred_times_on_one_day_owes_and_writes_once(customer, signer, monday):
    with_mail(customer)
    make_plan(steps=((0, "message", "service"), (0, "task", "service"), (7, "message", "tip")))
    bought(customer, monday)

    for _ in range(100):
        look(monday)

    assert PlaybookRun.objects.count() == 1
    assert Touch.objects.count() == 3
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_owe_once(customer, signer, monday):
    for n in range(20):
        bought(with_mail(Customer.objects.create(name=f"Mei Chen {n}")), monday)
    make_plan(steps=((0, "message", "service"), (2, "task", "service")))
    broken: list[BaseException] = []
    ready = threading.Barrier(4)

    def work() -> None:
        try:
            ready.wait(30)
            look(monday)
        except BaseException as trouble:  # told by the main thread
            broken.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]  # two workers
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert broken == []
    assert PlaybookRun.objects.count() == 20
    assert Counter(Touch.objects.values_list("how", flat=True)) == {"message": 20, "task": 20}
    assert Message.objects.count() == 20


# --- days missed, imports, the past ---


def test_missed_days_are_made_up_for(customer, monday):
    make_plan(steps=((3, "task", "service"),))
    bought(customer, monday)

    evaluate(monday + timedelta(days=9))  # the computer was off for a week

    assert [due for _, _, due in touches()] == [monday + timedelta(days=3)]


def test_what_was_missed_for_too_long_is_not_made_up_for(customer, monday):
    make_plan(steps=((3, "task", "service"),))
    bought(customer, monday)
    evaluate(monday + timedelta(days=40))
    assert touches() == []


def test_switching_on_owes_nothing_that_was_due_before(customer, monday):
    bought(customer, monday - timedelta(days=4))  # due yesterday
    make_plan(steps=((3, "task", "service"),), on_since=monday)
    bought(customer, monday - timedelta(days=2))  # due tomorrow
    evaluate(monday)
    assert [due for _, _, due in touches()] == [monday + timedelta(days=1)]


def test_an_import_is_looked_at_without_saving_anything_again(shop, monday):
    make_plan("birthday", steps=((0, "task", "greeting"),))
    make_plan("nth_purchase", facts={"numbers": [1]}, steps=((3, "task", "thanks"),))
    evaluate(monday)
    assert touches() == []

    tomorrow = monday + timedelta(days=1)
    customers = Customer.objects.bulk_create(  # as an import writes: no action, no event
        Customer(name=f"Olu {n}", birthday_month=tomorrow.month, birthday_day=tomorrow.day)
        for n in range(3)
    )
    for one in customers:
        bought(one, monday - timedelta(days=1))

    evaluate(monday)
    assert Counter(due for _, _, due in touches()) == {
        tomorrow: 3,
        monday + timedelta(days=2): 3,
    }


def test_older_purchases_that_come_later_take_the_first_thanks_back(customer, monday):
    make_plan("nth_purchase", facts={"numbers": [1]}, steps=((3, "task", "thanks"),))
    bought(customer, monday)
    evaluate(monday)
    bought(customer, monday - timedelta(days=400))  # an older till is imported
    evaluate(monday + timedelta(days=1))

    run = PlaybookRun.objects.get()
    assert (run.state, run.stopped_because) == ("stopped", "passed")
    assert Touch.objects.get().state == "dropped"


# --- dates that move ---


def test_a_birthday_moved_after_planning_moves_what_is_open(signer, monday):
    zoe = born(12, 1)
    make_plan("birthday", steps=((0, "task", "greeting"),))
    evaluate(date(2026, 11, 23))
    Customer.objects.filter(pk=zoe.pk).update(birthday_month=12, birthday_day=5)
    evaluate(date(2026, 11, 24))

    touch = Touch.objects.get()
    assert touch.due_on == date(2026, 12, 5)
    assert touch.moved_from_on == date(2026, 12, 1)
    assert touch.moved_because == "moved_date"


def test_a_birthday_moved_after_the_greeting_is_not_greeted_again_and_next_year_is(signer):
    zoe = born(6, 10)
    make_plan("birthday", steps=((0, "message", "greeting"),))
    for day in days_from(date(2026, 6, 8), 4):
        look(day)
    Customer.objects.filter(pk=zoe.pk).update(birthday_month=7, birthday_day=20)
    for day in days_from(date(2026, 7, 10), 15):
        look(day)
    for day in days_from(date(2027, 7, 10), 15):
        look(day)

    assert [run.occurrence for run in PlaybookRun.objects.order_by("pk")] == ["2026", "2027"]
    days = [message.composed_on for message in Message.objects.order_by("pk")]
    assert days == [date(2026, 6, 10), date(2027, 7, 20)]


def test_a_birthday_moved_there_and_back_is_greeted_once(signer):
    zoe = born(6, 20)
    make_plan("birthday", steps=((0, "message", "greeting"),))
    look(date(2026, 6, 10))
    Customer.objects.filter(pk=zoe.pk).update(birthday_month=3, birthday_day=2)  # a slip
    look(date(2026, 6, 11))
    assert PlaybookRun.objects.get(occurrence="2026").stopped_because == "passed"
    Customer.objects.filter(pk=zoe.pk).update(birthday_month=6, birthday_day=20)
    for day in days_from(date(2026, 6, 12), 12):
        look(day)

    assert Message.objects.get().composed_on == date(2026, 6, 20)


def test_a_birthday_moved_over_the_turn_of_the_year_is_greeted(signer):
    zoe = born(12, 30)
    make_plan("birthday", steps=((0, "message", "greeting"),))
    look(date(2026, 12, 20))
    Customer.objects.filter(pk=zoe.pk).update(birthday_month=1, birthday_day=2)
    for day in days_from(date(2026, 12, 21), 16):
        look(day)
    assert [one.composed_on for one in Message.objects.all()] == [date(2027, 1, 2)]


def test_a_moved_appointment_moves_its_reminder(customer, signer, monday):
    with_mail(customer)
    booked = customer.appointments.create(
        starts_at=noon(monday + timedelta(days=5)), on=monday + timedelta(days=5)
    )
    make_plan("booking", steps=((-1, "message", "service"),))
    look(monday)
    later = monday + timedelta(days=9)
    customer.appointments.filter(pk=booked.pk).update(starts_at=noon(later), on=later)
    for day in days_from(monday + timedelta(days=1), 10):
        look(day)

    message = Message.objects.get()
    assert message.composed_on == later - timedelta(days=1)
    assert Touch.objects.get().moved_from_on == monday + timedelta(days=4)


# --- leap years, zones, changes of clocks ---


@pytest.mark.parametrize(
    ("leap_day", "in_common_years"),
    [(LeapDay.BEFORE, (2, 28)), (LeapDay.AFTER, (3, 1))],
)
def test_born_on_29_february_has_eight_birthdays_in_eight_years(signer, leap_day, in_common_years):
    Manners.objects.create(leap_day=leap_day.value, quiet_weekdays=[], keeps_holidays=False)
    born(2, 29)
    make_plan("birthday", steps=((0, "message", "greeting"),))
    for year in range(2025, 2033):
        for day in days_from(date(year, 2, 26), 6):
            look(day)

    days = [one.composed_on for one in Message.objects.order_by("pk")]
    expected = [
        date(year, 2, 29) if year in {2028, 2032} else date(year, *in_common_years)
        for year in range(2025, 2033)
    ]
    assert days == expected


def changes_of_clocks(zone: str, year: int) -> list[date]:
    """The local days around each change of the zone's clocks in that year."""
    there = ZoneInfo(zone)
    moments = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(366 * 24)]
    offsets = [moment.astimezone(there).utcoffset() for moment in moments]
    changed = {
        moments[n].astimezone(there).date()
        for n in range(1, len(moments))
        if offsets[n] != offsets[n - 1]
    }
    return sorted(changed) or [date(year, 3, 1)]  # a zone without changes: an ordinary day


IS_LONG = bool(os.environ.get("REGULARS_CHAOS_ROUNDS"))
YEARS = (2026, 2027) if IS_LONG else (2026,)
HOURS = 1 if IS_LONG else 5  # no part of a day: each day is looked at at other hours


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("zone", ZONES)
def test_each_day_around_a_change_of_clocks_is_kept_once(signer, zone, year):
    """Birthdays before, on and after each change; the clock looks every five hours in UTC, in the
    long form every hour."""
    Shop.objects.update(time_zone=zone)
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    make_plan("birthday", steps=((0, "message", "greeting"),))
    expected = {}
    for changed in changes_of_clocks(zone, year):
        for off in (-1, 0, 1):
            on = changed + timedelta(days=off)
            expected[born(on.month, on.day, name=f"Zoë {on}").pk] = on

    for changed in changes_of_clocks(zone, year):
        start = datetime.combine(changed - timedelta(days=2), time(0), ZoneInfo(zone))
        for hour in range(0, 4 * 24 + 6, HOURS):
            now = start.astimezone(UTC) + timedelta(hours=hour)
            evaluate(now.astimezone(ZoneInfo(zone)).date())
            release(now)

    found = {one.customer_id: one.composed_on for one in Message.objects.all()}
    assert found == expected
    assert Message.objects.count() == len(expected)
    for message in Message.objects.all():
        local = message.due_at.astimezone(ZoneInfo(zone))
        assert local.date() == message.composed_on
        assert time(9) <= local.time() < time(19)


def test_the_business_moves_to_another_zone_and_nothing_is_said_twice(signer):
    born(6, 10)
    make_plan("birthday", steps=((0, "message", "greeting"),))
    release_at = datetime(2026, 6, 10, 10, tzinfo=UTC)
    evaluate(date(2026, 6, 10))
    release(release_at)
    Shop.objects.update(time_zone="Pacific/Honolulu")  # there it is the ninth now
    for hours in range(0, 60, 5):
        now = release_at + timedelta(hours=hours)
        evaluate(now.astimezone(ZoneInfo("Pacific/Honolulu")).date())
        release(now)
    assert Message.objects.count() == 1


def test_the_clock_set_back_repeats_nothing(customer, signer, monday):
    with_mail(customer)
    make_plan(steps=((0, "message", "service"),))
    bought(customer, monday)
    for hours in (0, 1, 0, -1, 0, 5):
        now = noon(monday) + timedelta(hours=hours)
        evaluate(monday)
        release(now)
    assert Message.objects.count() == 1


def test_anniversaries_are_kept_by_the_year(customer, signer):
    bought(customer, date(2024, 2, 29))
    refresh_rhythms(today=date(2026, 2, 20))
    make_plan("anniversary", steps=((0, "task", "greeting"),))
    for year in range(2026, 2030):
        for day in days_from(date(year, 2, 20), 12):
            evaluate(day)
    kept = [Anniversary(2, 29).falls_on(year) for year in range(2026, 2030)]
    assert [due for _, _, due in touches()] == kept
