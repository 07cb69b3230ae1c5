from datetime import date, timedelta
from decimal import Decimal

import pytest

from regulars.actions.merges import merge_customers
from regulars.actions.purchases import NewLine, record_purchase
from regulars.actions.removals import put_back_rows, remove_row
from regulars.actions.things import (
    CannotTakeBack,
    ThingAlreadyServed,
    ThingAlreadyThere,
    bring_back_thing,
    end_thing,
    find_things,
    keep_interval,
    note_thing,
    serve_thing,
    take_back_service,
)
from regulars.models import CareInterval, Customer, Event, Purchase, Thing, Touch
from regulars.queries.things import due_things
from regulars.rules.kinds import IntervalKind
from tests.conftest import at


@pytest.fixture
def beans(shop, ana):
    return keep_interval(
        interval=None,
        kind=IntervalKind.RUN_OUT,
        name="Coffee",
        matches="beans",
        every_days=30,
        person=ana,
    )


def buy(customer, name, on, quantity=1, **more):
    return record_purchase(
        customer=customer,
        bought_at=at(on),
        total_minor=900,
        currency="EUR",
        lines=[NewLine(name, Decimal(quantity))],
        person=None,
        **more,
    )


def test_what_was_bought_is_found_once_however_often_one_looks(customer, beans):
    buy(customer, "Beans, Sidamo", date(2026, 9, 1))
    buy(customer, "Croissant", date(2026, 9, 1))

    assert [find_things(), find_things(), find_things()] == [1, 0, 0]

    thing = Thing.objects.get()
    assert (thing.name, thing.since_on, thing.interval) == (
        "Beans, Sidamo",
        date(2026, 9, 1),
        beans,
    )


def test_buying_it_again_begins_the_next_turn(customer, beans):
    buy(customer, "Beans", date(2026, 9, 1))
    find_things()
    buy(customer, "Beans", date(2026, 10, 5), quantity=2)

    assert find_things() == 1

    thing = Thing.objects.get()
    assert (thing.served_on, thing.units) == (date(2026, 10, 5), 2)
    assert due_things(date(2026, 12, 4), date(2026, 12, 4))[0].thing_id == thing.pk


def test_a_history_brought_in_at_once_gives_the_same_as_day_by_day(customer, beans):
    other = Customer.objects.create(name="Mara")
    for on in (date(2026, 7, 1), date(2026, 8, 3), date(2026, 9, 1)):
        buy(customer, "Beans", on)
        find_things()
        buy(other, "Beans", on)
    find_things()

    facts = Thing.objects.values_list("name", "since_on", "served_on", "units")
    assert set(facts) == {("Beans", date(2026, 7, 1), date(2026, 9, 1), 1)}
    assert Thing.objects.count() == 2


def test_what_somebody_ended_stays_ended_until_it_is_bought_again(customer, beans, ana):
    buy(customer, "Beans", date(2026, 9, 1))
    find_things()
    assert end_thing(thing=Thing.objects.get(), on=date(2026, 9, 20), person=ana)
    assert not end_thing(thing=Thing.objects.get(), on=date(2026, 9, 21), person=ana)

    assert find_things() == 0

    buy(customer, "Beans", date(2026, 10, 1))
    assert find_things() == 1
    assert list(Thing.objects.order_by("since_on").values_list("since_on", "ended_on")) == [
        (date(2026, 9, 1), date(2026, 9, 20)),
        (date(2026, 10, 1), None),
    ]


def test_what_was_given_back_was_not_bought(customer, beans):
    purchase = buy(customer, "Beans", date(2026, 9, 1))
    Purchase.objects.filter(pk=purchase.pk).update(refunded_minor=900)

    assert find_things() == 0


def test_one_customer_can_be_looked_at_alone(customer, beans):
    other = Customer.objects.create(name="Mara")
    for one in (customer, other):
        buy(one, "Beans", date(2026, 9, 1))

    assert find_things(customer=other) == 1
    assert Thing.objects.get().customer == other


def test_a_service_done_counts_once_and_settles_what_was_owed(customer, ana, ben):
    thing = note_thing(
        customer=customer, name="Boiler", since_on=date(2025, 6, 1), every_days=365, person=ana
    )
    owed = Touch.objects.create(
        customer=customer, rule="service", occurrence=f"{thing.pk}:2025-06-01", due_on="2026-06-01"
    )

    event = serve_thing(thing=thing, on=date(2026, 6, 3), person=ana)
    with pytest.raises(ThingAlreadyServed):  # the same press twice, from a page that is old by now
        serve_thing(thing=thing, on=date(2026, 6, 3), person=ben)

    thing.refresh_from_db()
    owed.refresh_from_db()
    assert (thing.served_on, owed.state) == (date(2026, 6, 3), "done")

    take_back_service(event, person=ana)
    with pytest.raises(CannotTakeBack):
        take_back_service(event, person=ana)
    thing.refresh_from_db()
    owed.refresh_from_db()
    assert (thing.served_on, owed.state, owed.closed_at) == (None, "open", None)


def test_a_service_is_not_taken_back_over_a_later_one(customer, ana):
    thing = note_thing(
        customer=customer, name="Boiler", since_on=date(2025, 6, 1), every_days=365, person=ana
    )
    first = serve_thing(thing=thing, on=date(2026, 6, 3), person=ana)
    thing.refresh_from_db()
    serve_thing(thing=thing, on=date(2026, 7, 3), person=ana)

    with pytest.raises(CannotTakeBack):
        take_back_service(first, person=ana)
    thing.refresh_from_db()
    assert thing.served_on == date(2026, 7, 3)


def test_the_same_thing_is_noted_once(customer, ana):
    told = {"customer": customer, "name": "Boiler", "since_on": date(2025, 6, 1), "person": ana}
    thing = note_thing(**told)
    with pytest.raises(ThingAlreadyThere):
        note_thing(**told)

    end_thing(thing=thing, on=date(2026, 1, 1), person=ana)
    assert bring_back_thing(thing=thing, person=ana)
    assert not bring_back_thing(thing=thing, person=ana)
    assert list(Event.objects.values_list("kind", flat=True)) == [
        "thing.noted",
        "thing.ended",
        "thing.changed",
    ]


def test_an_interval_that_was_taken_away_finds_its_things_again(customer, beans, ana):
    buy(customer, "Beans", date(2026, 9, 1))
    find_things()

    event = remove_row(beans, customer=None, person=ana)
    assert Thing.objects.get().interval is None
    put_back_rows(event, person=ana)

    assert Thing.objects.get().interval == CareInterval.objects.get()
    assert Thing.objects.get().interval.every_days == 30
    assert find_things() == 0


def test_a_changed_interval_moves_what_is_due_and_keeps_its_name(customer, beans, ana):
    buy(customer, "Beans", date(2026, 9, 1))
    find_things()
    [before] = due_things(date(2026, 10, 1), date(2026, 10, 1))
    keep_interval(
        interval=beans,
        kind=IntervalKind.RUN_OUT,
        name="Coffee",
        matches="beans",
        every_days=40,
        person=ana,
    )

    [after] = due_things(date(2026, 10, 1), date(2026, 12, 1))

    assert after.due_on == before.due_on + timedelta(days=10)
    assert after.occurrence == before.occurrence


def test_two_records_of_one_person_keep_one_thing_of_a_name_and_day(customer, beans, ana):
    other = Customer.objects.create(name="Tomas Ferreira")
    for one in (customer, other):
        buy(one, "Beans", date(2026, 9, 1))
    find_things()

    merge_customers(kept=customer, gone=other, person=ana)

    assert Thing.objects.filter(customer=customer).count() == 1
    assert find_things() == 0
