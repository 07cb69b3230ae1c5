from datetime import date, timedelta

import pytest

from regulars.models import CareInterval, Thing
from regulars.queries.things import bought_by_interval, due_things, things_of
from regulars.rules.kinds import IntervalKind, TouchRule
from tests.making import make_customers

DUE_ON = date(2026, 12, 1)


@pytest.fixture
def yearly(shop):
    return CareInterval.objects.create(
        kind="service", name="Yearly inspection", matches="boiler", every_days=365
    )


def thing(customer, interval, since_on, **more):
    return Thing.objects.create(
        customer=customer,
        name=more.pop("name", "Boiler"),
        interval=interval,
        since_on=since_on,
        **more,
    )


def test_what_falls_due_is_read_off_the_last_service(customer, yearly):
    a_year_before = DUE_ON - timedelta(days=365)
    due = thing(customer, yearly, a_year_before)
    served = thing(customer, yearly, date(2020, 1, 1), served_on=a_year_before, name="Pump")
    thing(customer, yearly, a_year_before, ended_on=DUE_ON, name="Sold one")
    thing(customer, None, a_year_before, name="Without an interval")

    found = due_things(DUE_ON, DUE_ON)

    assert [one.thing_id for one in found] == [due.pk, served.pk]
    assert {one.due_on for one in found} == {DUE_ON}
    assert found[0].occurrence == f"{due.pk}:{a_year_before}"
    assert found[0].rule is TouchRule.SERVICE
    assert due_things(DUE_ON + timedelta(days=1), DUE_ON + timedelta(days=30)) == []
    assert due_things(DUE_ON, DUE_ON - timedelta(days=1)) == []


def test_two_units_last_twice_as_long_and_an_own_interval_wins(customer):
    beans = CareInterval.objects.create(
        kind="run_out", name="Beans", matches="beans", every_days=30
    )
    thing(customer, beans, DUE_ON - timedelta(days=60), units=2, name="Beans")
    thing(customer, beans, DUE_ON - timedelta(days=10), every_days=10, name="Espresso")

    found = due_things(DUE_ON, DUE_ON)

    assert [(one.name, one.kind) for one in found] == [
        ("Beans", IntervalKind.RUN_OUT),
        ("Espresso", IntervalKind.RUN_OUT),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_due_costs_two_queries(yearly, count, django_assert_num_queries):
    for one in make_customers(count):
        thing(one, yearly, DUE_ON - timedelta(days=365))

    with django_assert_num_queries(2):
        assert len(due_things(DUE_ON, DUE_ON)) == count


def test_only_some_customers_can_be_asked_about(customer, yearly):
    other = make_customers(1)[0]
    for one in (customer, other):
        thing(one, yearly, DUE_ON - timedelta(days=365))

    assert [one.customer_id for one in due_things(DUE_ON, DUE_ON, customer_ids=[other.pk])] == [
        other.pk
    ]


def test_a_customers_things_stand_in_the_order_of_what_is_due(customer, yearly):
    thing(customer, yearly, date(2026, 5, 1), name="Later")
    thing(customer, yearly, date(2026, 1, 1), name="Soon")
    thing(customer, yearly, date(2020, 1, 1), name="Gone", ended_on=date(2024, 1, 1))
    thing(customer, None, date(2020, 1, 1), name="Never")

    owned = things_of(customer)

    assert [one.thing.name for one in owned] == ["Soon", "Later", "Never", "Gone"]
    assert owned[0].due_on == date(2027, 1, 1)
    assert owned[2].due_on is None


def test_without_intervals_no_purchase_is_looked_at(shop, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(bought_by_interval()) == []
