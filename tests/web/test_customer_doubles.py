"""Two records of one person: doubts, merges, and the way back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.jobs.clock import tick
from regulars.models import Customer, DoubtfulPair
from tests.web.customers_by_hand import bought, met, show


def test_two_records_become_one_and_part_again(owner, ana, customer):
    twin = met("T. Ferreira", city="Porto")
    bought(twin, 4)
    address = reverse("customers:merge", args=[customer.pk])

    assert "Purchases" in owner.get(address, {"with": twin.pk}).text
    owner.post(address, {"with": twin.pk, "name": "gone", "city": "odd"})
    customer.refresh_from_db()
    assert (customer.name, customer.city) == ("T. Ferreira", "Porto")
    assert customer.purchases.count() == 1

    merge = customer.merges.get()
    undo = reverse("customers:undo_merge", args=[customer.pk, merge.pk])
    assert undo in owner.get(show(customer)).text
    owner.post(undo)
    assert "undone already" in owner.post(undo, follow=True).text

    assert Customer.objects.get(pk=twin.pk).purchases.count() == 1


@pytest.mark.parametrize("other", ["", "x", "99999", "-1"])
def test_a_merge_with_nobody_asks_or_is_not_there(owner, customer, other):
    response = owner.get(reverse("customers:merge", args=[customer.pk]), {"with": other})

    assert response.status_code in {200, 404}
    assert Customer.objects.count() == 1


def test_a_doubt_is_decided_and_reopened(owner, customer):
    twin = met("Tomas Ferreira", phones=["+491701234567"])
    pair = DoubtfulPair.objects.create(first=customer, second=twin, reason="same_phone")
    assert "Perhaps" in owner.get(show(customer)).text

    owner.post(reverse("customers:decide_pair", args=[pair.pk]), {"state": "different"})
    pair.refresh_from_db()
    assert pair.state == "different"
    owner.post(reverse("customers:reopen_pair", args=[pair.pk]))
    pair.refresh_from_db()
    assert pair.state == "open"


def test_looking_for_doubles_says_what_it_found(owner, shop):
    met("Ana Lima", phones=["+491701234567"])
    met("Lima, Ana", phones=["+491701234567"])

    assert "One more pair" in owner.post(reverse("customers:look_for_pairs"), follow=True).text
    assert "No further pair" in owner.post(reverse("customers:look_for_pairs"), follow=True).text


def test_among_many_the_look_for_doubles_goes_on_in_the_background(owner, shop, monkeypatch):
    monkeypatch.setattr("regulars.queries.duplicates.MANY", 1)
    met("Ana Lima", phones=["+491701234567"])
    met("Lima, Ana", phones=["+491701234567"])

    page = owner.post(reverse("customers:look_for_pairs"), follow=True).text
    assert "You may close this page" in page
    assert f'{reverse("customers:look_for_pairs")}"' not in page, "one look at a time"
    assert "You may close this page" in owner.get(reverse("customers:looking")).text
    assert not DoubtfulPair.objects.exists()

    tick(timezone.now())

    assert owner.get(reverse("customers:looking"))["HX-Refresh"] == "true"
    page = owner.get(reverse("customers:pairs")).text
    assert "One pair may be one person" in page
    assert "The last look over everybody found 1 new pair." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_doubles_cost_the_same_for_any_number(
    owner, customer, count, django_assert_num_queries
):
    for number in range(count):
        DoubtfulPair.objects.create(
            first=customer, second=met(f"Twin {number}"), reason="same_phone"
        )

    with django_assert_num_queries(8):
        owner.get(reverse("customers:pairs"))
