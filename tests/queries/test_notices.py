"""Exactly who is affected, and nobody else; and the figures of what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.models import Appointment, CareInterval, Customer, Notice, NoticeContact, Thing
from regulars.queries.local_days import noon_of, shop_today
from regulars.queries.notices import (
    affected_by,
    clock_words,
    hours_words,
    notice_list,
    notice_page,
    open_hours,
    scope_of,
    sources_of_orders,
)
from regulars.rules.notices import Clock, Scope
from tests.noticing import order
from tests.queries.test_promises import promised

WALNUT = Scope(about="walnut")


def people(count: int) -> list[Customer]:
    return [Customer.objects.create(name=f"Guest {number:02}") for number in range(count)]


def names(scope: Scope) -> list[str]:
    return [one.customer.name for one in affected_by(scope, shop_today())]


def test_twelve_open_orders_are_twelve_people_and_nobody_else(shop):
    affected = people(12)
    for customer in affected:
        order(customer)
    delivered, refunded, other, old, bought = people(17)[12:]
    order(delivered, delivered=0)
    order(refunded, refunded=90_000)
    order(other, "Oak table")
    order(old, ago=400, due=None)
    order(bought, due=None, source="till")  # over the counter: nobody says what is delivered
    order(None)

    assert names(WALNUT) == [customer.name for customer in affected]


def test_a_product_is_known_by_name_number_category_or_supplier_in_any_spelling(shop):
    by_name, by_sku, by_category, by_supplier, none = people(5)
    order(by_name, "Tisch NUSSBAUM groß")
    order(by_sku, "Table", sku="NB-7")
    order(by_category, "Table", category="Nußbaum")
    order(by_supplier, "Table", supplier="Nußbaum & Söhne")
    order(none, "Chair")

    assert names(Scope(about="nussbaum, nb-7")) == [f"Guest 0{number}" for number in range(4)]


def test_an_open_promise_counts_and_a_settled_one_does_not(customer):
    mara = Customer.objects.create(name="Mara")
    promised(customer, due=3, what="The walnut sample")
    promised(mara, state="kept", due=3, took=1, what="The walnut sample")

    [one] = affected_by(WALNUT, shop_today())

    assert (one.customer, one.items[0].kind) == (customer, "promise")


def test_the_promise_of_an_order_stands_for_it(customer):
    purchase = order(customer)
    promised(customer, due=3, what="Delivery", purchase=purchase)

    [one] = affected_by(WALNUT, shop_today())

    assert [item.kind for item in one.items] == ["promise"]
    assert (one.items[0].purchase, one.items[0].promise is not None) == (purchase.pk, True)


def test_a_tool_that_tells_deliveries_has_open_orders_without_a_promised_day(customer):
    mara = Customer.objects.create(name="Mara")
    order(customer, due=None)
    assert names(WALNUT) == []

    order(mara, "Chair", delivered=-1)

    assert names(WALNUT) == [customer.name]
    assert names(Scope(about="walnut", source="shopify")) == []
    assert sources_of_orders() == ["odoo"]


def test_days_narrow_it_and_booked_times_and_services_count(customer):
    today = shop_today()
    mara, ida, ole = (Customer.objects.create(name=name) for name in ("Mara", "Ida", "Ole"))
    tomorrow = today + timedelta(days=1)
    Appointment.objects.create(
        customer=customer, on=tomorrow, starts_at=noon_of(tomorrow), what="Inspection"
    )
    Appointment.objects.create(
        customer=mara, on=tomorrow, starts_at=noon_of(tomorrow), state="cancelled"
    )
    yearly = CareInterval.objects.create(kind="service", name="x", matches="x", every_days=365)
    Thing.objects.create(
        customer=ida, name="Boiler", interval=yearly, since_on=tomorrow - timedelta(days=365)
    )
    order(ole, due=1)
    order(Customer.objects.create(name="Later"), due=9)

    assert names(Scope(from_on=tomorrow, to_on=tomorrow)) == ["Ole", customer.name]
    assert names(Scope(about="boiler, inspection")) == ["Ida", customer.name]


def test_a_scope_that_says_nothing_affects_nobody_and_the_dead_are_left_alone(customer):
    order(customer)
    assert affected_by(Scope(about=" , "), shop_today()) == []

    Customer.objects.update(pause_reason="died")

    assert affected_by(WALNUT, shop_today()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_any_number(shop, count, django_assert_num_queries):
    for customer in people(count):
        order(customer)
        promised(customer, due=3, what="walnut")

    with django_assert_num_queries(7):
        assert len(affected_by(WALNUT, shop_today())) == count


def told(notice: Notice, name: str, **columns: object) -> NoticeContact:
    customer = Customer.objects.create(name=name)
    return NoticeContact.objects.create(notice=notice, customer=customer, **columns)


@pytest.fixture
def notice(ana) -> Notice:
    """Three told after 1, 2 and 3 hours, one who asked first, one who waits, one who is spared."""
    at = timezone.now() - timedelta(hours=5)
    made = Notice.objects.create(
        kind="delay", what="The walnut is late", reason="supplier", known_at=at, about="walnut"
    )
    for hours in (1, 2, 3):
        told(made, f"Told {hours}", told_at=at + timedelta(hours=hours))
    told(made, "Asked", told_at=at + timedelta(hours=4), asked_first_at=at + timedelta(hours=4))
    told(made, "Waits", affected=[{"kind": "order", "words": "Table", "day": "2026-12-01"}])
    told(made, "Spared", spared_because="has it already")
    return made


def test_the_figures_are_exact(notice):
    page = notice_page(notice, shop_today())

    clock = page.clock
    assert (clock.people, clock.told, clock.waiting) == (5, 4, 1)
    assert (clock.told_first, clock.asked_first) == (3, 1)
    assert clock.share_told_first == pytest.approx(3 / 4)
    assert clock.median_hours == pytest.approx(2.5)
    assert clock.median_open_hours <= clock.median_hours
    assert page.rows[0].contact.customer.name == "Waits"
    assert page.rows[0].items[0].words == "Table"
    assert page.clock_words[0] == "3 of 4 heard it from you before they asked."
    assert scope_of(notice) == WALNUT


def test_the_list_adds_up_the_year(notice):
    page = notice_list(shop_today())

    assert page.clock == page.rows[0].clock
    assert page.clock_words == clock_words(page.clock)
    assert clock_words(Clock(3, 0, 0, 0, 3, None, None)) == []


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0.5, "30 minutes"), (1, "1 hour"), (5.4, "5 hours"), (72, "3 days"), (0, "0 minutes")],
)
def test_a_wait_is_said_in_words(hours, said):
    assert hours_words(hours) == said


def test_opening_hours_are_those_of_the_manners(shop):
    today = shop_today()

    hours = open_hours(today, today)

    assert (hours.opens.hour, hours.closes.hour, str(hours.zone)) == (9, 19, "Europe/Berlin")
