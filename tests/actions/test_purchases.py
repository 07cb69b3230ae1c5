from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from regulars.actions import purchases
from regulars.actions.purchases import NewLine
from regulars.models import Event, Line, Purchase, Refund, Rhythm


def bought(customer, ana, **changes) -> Purchase:
    told = {"bought_at": timezone.now(), "total_minor": 1_250, "currency": "EUR"}
    return purchases.record_purchase(customer=customer, person=ana, **(told | changes))


def test_a_purchase_is_written_with_its_lines_its_event_and_the_rhythm(customer, ana):
    purchase = bought(
        customer, ana, lines=[NewLine("beans", Decimal(2)), NewLine("filter", amount_minor=250)]
    )

    assert [line.name for line in purchase.lines.all()] == ["beans", "filter"]
    assert Event.objects.get().kind == "purchase.recorded"
    assert Event.objects.get().facts == {"purchase": purchase.pk}
    assert Rhythm.objects.get(customer=customer).visits == 1


def test_the_day_is_the_one_at_the_shop(customer, ana):
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # half past midnight in Berlin

    assert bought(customer, ana, bought_at=late).bought_on == date(2026, 3, 2)


def test_two_alike_are_two(customer, ana):
    moment = timezone.now()
    bought(customer, ana, bought_at=moment)
    bought(customer, ana, bought_at=moment)

    assert Purchase.objects.count() == 2


def test_nothing_is_written_of_a_sale_that_cannot_be(customer, ana):
    with pytest.raises(IntegrityError), transaction.atomic():
        bought(customer, ana, total_minor=-1)

    assert not Event.objects.exists()


def test_a_corrected_day_moves_the_rhythm_and_keeps_the_lines(customer, ana):
    purchase = bought(customer, ana, lines=[NewLine("beans")])
    earlier = purchase.bought_on - timedelta(days=9)

    purchases.change_purchase(
        purchase=purchase,
        bought_on=earlier,
        total_minor=900,
        refunded_minor=100,
        what_for="his restaurant",
        person=ana,
    )

    held = Purchase.objects.get()
    assert (held.bought_on, held.paid_minor, held.what_for) == (earlier, 800, "his restaurant")
    assert not held.is_time_known
    assert held.lines.count() == 1
    assert Rhythm.objects.get().last_on == earlier


def test_what_it_is_for_is_noted_alone(customer, ana):
    purchase = bought(customer, ana)

    purchases.note_what_for(purchase=purchase, what_for="a wedding", person=ana)

    assert Purchase.objects.get().what_for == "a wedding"
    assert Purchase.objects.get().is_time_known


def test_a_removed_purchase_comes_back_with_lines_refunds_and_rhythm(customer, ana):
    purchase = bought(customer, ana, lines=[NewLine("beans")])
    Refund.objects.create(
        purchase=purchase,
        customer=customer,
        source="",
        key="r",
        refunded_on=purchase.bought_on,
        currency="EUR",
        amount_minor=50,
    )

    event = purchases.remove_purchase(purchase=purchase, person=ana)
    assert Rhythm.objects.get().visits == 0
    assert not Line.objects.exists()
    purchases.put_back_purchase(event, person=ana)

    assert Rhythm.objects.get().visits == 1
    assert (Purchase.objects.get().lines.count(), Refund.objects.count()) == (1, 1)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "purchase.recorded",
        "purchase.removed",
        "purchase.changed",
    ]
