from datetime import date, timedelta

import pytest

from regulars.actions.appointments import book_appointment, settle_appointment
from regulars.actions.things import note_thing
from regulars.actions.touches import complete_touches, drop_touches, move_touches, plan_follow_up
from regulars.models import Absence, Connection, Customer, Manners, Promise, Purchase, Touch
from regulars.queries.calendar_entries import (
    Wanted,
    entries_for,
    names_of,
    services_by_day,
)
from regulars.queries.things import due_things
from regulars.rules.calendars import EntryKind
from regulars.rules.kinds import AppointmentState, TouchRule
from tests.conftest import at
from tests.making import make_customers

TODAY = date(2026, 11, 23)
IN_A_WEEK = TODAY + timedelta(days=7)


def look(days=13, **more):
    return entries_for(
        Wanted(from_on=TODAY, to_on=TODAY + timedelta(days=days), today=TODAY, **more)
    ).entries


def of_all_kinds(customer, ana):
    plan_follow_up(customer=customer, due_on=IN_A_WEEK, note="call", person=ana)
    customer.touches.create(rule="playbook", occurrence="1:1", due_on=IN_A_WEEK, how="message")
    customer.touches.create(rule="playbook", occurrence="1:2", due_on=IN_A_WEEK, how="card")
    book_appointment(customer=customer, starts_at=at(IN_A_WEEK), what="Cut", person=ana)
    note_thing(
        customer=customer,
        name="Boiler",
        since_on=IN_A_WEEK - timedelta(days=365),
        every_days=365,
        person=ana,
    )
    Customer.objects.filter(pk=customer.pk).update(
        birthday_month=IN_A_WEEK.month, birthday_day=IN_A_WEEK.day, birthday_year=1980
    )
    Connection.objects.create(
        customer=customer, name="Ida", month=IN_A_WEEK.month, day=IN_A_WEEK.day
    )
    Purchase.objects.create(
        customer=customer,
        source="",
        key=f"promised-{customer.pk}",
        bought_at=at(TODAY),
        bought_on=TODAY,
        total_minor=500,
        currency="EUR",
        promised_on=IN_A_WEEK,
    )


def test_everything_dated_stands_on_its_day(customer, ana):
    of_all_kinds(customer, ana)

    found = look()

    assert [entry.kind for entry in found] == [
        EntryKind.PROMISE,
        EntryKind.CONTACT,
        EntryKind.CARD,
        EntryKind.SERVICE,
        EntryKind.APPOINTMENT,
        EntryKind.OCCASION,
        EntryKind.OCCASION,
        EntryKind.DELIVERY,
    ]
    assert {entry.day for entry in found} == {IN_A_WEEK}
    assert len({entry.uid for entry in found}) == len(found)
    assert look(days=6) == []
    assert [entry.kind for entry in look(kinds=frozenset({EntryKind.CARD}))] == [EntryKind.CARD]


@pytest.mark.parametrize("count", [1, 3])
def test_a_look_costs_the_same_queries_for_one_and_three(ana, count, django_assert_num_queries):
    for one in make_customers(count, with_email=False):
        of_all_kinds(one, ana)

    with django_assert_num_queries(13):
        assert len(look(has_missed=True)) == 8 * count


def test_a_missed_one_stays_until_it_is_done_moved_or_dropped(customer, ana):
    yesterday = TODAY - timedelta(days=1)
    for note in ("one", "two", "three"):
        plan_follow_up(customer=customer, due_on=yesterday, note=note, person=ana)
    one, two, three = (
        (TouchRule.FOLLOW_UP, touch.occurrence) for touch in Touch.objects.order_by("pk")
    )

    assert [entry.day for entry in look(has_missed=True)] == [yesterday] * 3
    assert look() == []

    complete_touches(customer=customer, reasons=[one], person=ana)
    drop_touches(customer=customer, reasons=[two], because="moved away", person=ana)
    move_touches(customer=customer, reasons=[three], until_on=IN_A_WEEK, person=ana)

    [moved] = look(has_missed=True)
    assert (moved.day, moved.moved_from_on, moved.note) == (IN_A_WEEK, yesterday, "three")


def test_a_missed_service_and_a_missed_appointment_stay_too(customer, ana):
    note_thing(
        customer=customer,
        name="Boiler",
        since_on=TODAY - timedelta(days=400),
        every_days=365,
        person=ana,
    )
    booked = book_appointment(
        customer=customer, starts_at=at(TODAY - timedelta(days=2)), person=ana
    )

    assert [entry.kind for entry in look(has_missed=True)] == [
        EntryKind.SERVICE,
        EntryKind.APPOINTMENT,
    ]
    settle_appointment(appointment=booked, state=AppointmentState.MISSED, on=TODAY, person=ana)
    [thing] = due_things(TODAY - timedelta(days=100), TODAY)
    drop_touches(
        customer=customer, reasons=[(thing.rule, thing.occurrence)], because="sold", person=ana
    )
    assert look(has_missed=True) == []


def test_a_service_moved_by_hand_stands_on_the_new_day_once(customer, ana):
    note_thing(customer=customer, name="Boiler", since_on=TODAY, every_days=3, person=ana)
    [before] = look()
    move_touches(
        customer=customer,
        reasons=[(TouchRule.SERVICE, before.occurrence)],
        until_on=IN_A_WEEK,
        person=ana,
    )

    [after] = look()
    assert (after.day, after.occurrence) == (IN_A_WEEK, before.occurrence)


def test_a_booked_service_is_the_appointment_alone(customer, ana):
    boiler = note_thing(customer=customer, name="Boiler", since_on=TODAY, every_days=3, person=ana)
    book_appointment(customer=customer, starts_at=at(IN_A_WEEK), thing=boiler, person=ana)

    assert [entry.kind for entry in look()] == [EntryKind.APPOINTMENT]
    assert services_by_day(TODAY, IN_A_WEEK) == {IN_A_WEEK: 1}


def test_whoever_is_left_in_peace_keeps_only_appointments(customer, ana):
    of_all_kinds(customer, ana)
    Customer.objects.filter(pk=customer.pk).update(pause_reason="holiday")

    assert {entry.kind for entry in look()} == {EntryKind.APPOINTMENT, EntryKind.DELIVERY}


def test_each_sees_their_own_and_what_is_nobodys(customer, ana, ben):
    theirs = Customer.objects.create(name="Mara", carer=ben)
    for one in (customer, theirs):
        one.touches.create(rule="follow_up", occurrence="1", due_on=IN_A_WEEK)
    customer.touches.create(rule="follow_up", occurrence="2", due_on=IN_A_WEEK, assigned_to=ben)

    def seen_by(person):
        return sorted(entry.uid for entry in look(people=frozenset({person.pk})))

    of_nobody, of_mara, of_ben = (f"touch-{touch.pk}" for touch in Touch.objects.order_by("pk"))
    assert seen_by(ana) == [of_nobody]
    assert seen_by(ben) == sorted([of_nobody, of_mara, of_ben])

    Absence.objects.create(person=ben, cover=ana, from_on=IN_A_WEEK, to_on=IN_A_WEEK)
    assert seen_by(ben) == [of_nobody]
    assert seen_by(ana) == sorted([of_nobody, of_mara, of_ben])
    assert names_of([ana.pk, None]) == {ana.pk: "Ana Torres"}


@pytest.mark.parametrize(("leap_day", "in_common_years"), [("before", (2, 28)), ("after", (3, 1))])
def test_born_on_the_last_of_february_stands_once_in_each_of_eight_years(
    customer, leap_day, in_common_years
):
    Manners.objects.create(leap_day=leap_day)
    Customer.objects.filter(pk=customer.pk).update(birthday_month=2, birthday_day=29)

    days = [
        [
            entry.day
            for entry in entries_for(Wanted(date(y, 1, 1), date(y, 12, 31), date(y, 1, 1))).entries
        ]
        for y in range(2025, 2033)
    ]

    kept = [date(y, *((2, 29) if y % 4 == 0 else in_common_years)) for y in range(2025, 2033)]
    assert days == [[on] for on in kept]


def promise(customer, **columns) -> Promise:
    told = {"due_on": IN_A_WEEK, "occurrence": "1", "kind": "quote", "what": "The quote"}
    made_on = TODAY - timedelta(days=9)
    return Promise.objects.create(customer=customer, made_on=made_on, **(told | columns))


def test_a_promise_stands_on_its_day_with_who_keeps_it_and_stands_for_its_order(customer, ben):
    purchase = Purchase.objects.create(
        customer=customer,
        source="",
        key="1",
        bought_at=at(TODAY),
        bought_on=TODAY,
        total_minor=500,
        currency="EUR",
        promised_on=IN_A_WEEK,
    )
    assert [one.kind for one in look()] == [EntryKind.DELIVERY]
    made = promise(customer, person=ben, purchase=purchase)

    [entry] = look()

    assert (entry.kind, entry.day, entry.person_id) == (EntryKind.PROMISE, IN_A_WEEK, ben.pk)
    assert (entry.note, entry.rule, entry.promise_id) == ("The quote", "", made.pk)


def test_a_promise_whose_day_has_passed_is_missed_until_it_is_settled(customer, ana):
    made = promise(customer, due_on=TODAY - timedelta(days=2), person=ana)

    assert [one.uid for one in look(has_missed=True)] == [f"promise-{made.pk}"]
    assert look() == []
    Promise.objects.update(state="released", closed_at=at(TODAY))
    assert look(has_missed=True) == []
