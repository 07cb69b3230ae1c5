"""The business: made once, changed by its owner."""

import pytest
from django.db import IntegrityError, transaction

from regulars.actions.shops import NotAPlace, change_shop, create_shop
from regulars.models import Event, Shop

FACTS = {
    "name": " Aurora Coffee ",
    "country": "AT",
    "currency": "EUR",
    "time_zone": "Europe/Vienna",
    "language": "de",
    "customer_word": "guest",
}


@pytest.mark.django_db
def test_a_business_is_made_and_written_down():
    shop = create_shop(**FACTS)
    assert len(shop.mark) == 8
    assert (shop.pk, shop.name, shop.customer_word) == (Shop.ONLY, "Aurora Coffee", "guest")
    assert [event.kind for event in Event.objects.all()] == [
        "cause.changed",  # the ready ones
        "shop.created",
    ]


@pytest.mark.django_db
def test_there_is_only_one():
    create_shop(**FACTS)
    with pytest.raises(IntegrityError), transaction.atomic():
        create_shop(**FACTS)
    assert Shop.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "odd"),
    [
        ("country", "XX"),
        ("currency", "EURO"),
        ("time_zone", "Mars/Olympus"),
        ("language", "tlh"),
    ],
)
def test_what_is_no_place_is_refused(field, odd):
    with pytest.raises(NotAPlace, match=odd):
        create_shop(**{**FACTS, field: odd})
    assert not Shop.objects.exists()
    assert not Event.objects.exists()


def test_the_owner_changes_it(ana):
    change_shop(**FACTS, person=ana)
    shop = Shop.objects.get()
    assert (shop.name, shop.language, shop.time_zone) == ("Aurora Coffee", "de", "Europe/Vienna")
    event = Event.objects.get(kind="shop.changed")
    assert event.person == ana
