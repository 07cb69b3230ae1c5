from datetime import date, timedelta

import pytest

from regulars.models import Consent, ContactPoint, Customer, Interaction
from regulars.queries.ways_in import postal_address, ways_in
from regulars.rules.channels import Channel
from tests.conftest import at

DAY = date(2026, 11, 23)


def answer(customer, channel, is_given, days_ago):
    Consent.objects.create(
        customer=customer,
        channel=channel,
        is_given=is_given,
        words="asked",
        came_from="here",
        answered_at=at(DAY - timedelta(days=days_ago)),
    )


def test_the_first_number_and_the_latest_word_count(customer):
    for position, phone in ((1, "+4930111111"), (0, "+4930222222")):
        ContactPoint.objects.create(customer=customer, kind="phone", value=phone, position=position)
    answer(customer, "email", is_given=False, days_ago=1)
    answer(customer, "email", is_given=True, days_ago=9)

    ways = ways_in([customer])[customer.pk]

    assert ways.phones == ["+4930222222", "+4930111111"]
    assert ways.answers == {Channel.EMAIL: False}


@pytest.mark.parametrize(
    ("outcome", "direction", "used"),
    [
        ("reached", "outgoing", {Channel.WHATSAPP}),
        ("reached", "incoming", {Channel.WHATSAPP}),
        ("sent", "outgoing", set()),  # B5: what we sent there opens nothing
        ("left_message", "outgoing", set()),
        ("no_answer", "outgoing", set()),
    ],
)
def test_b5_a_channel_counts_as_used_when_they_wrote_or_answered(
    customer, outcome, direction, used
):
    Interaction.objects.create(
        customer=customer,
        happened_at=at(DAY),
        happened_on=DAY,
        channel="whatsapp",
        outcome=outcome,
        direction=direction,
    )

    assert ways_in([customer])[customer.pk].used == used


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        (
            {"street": "Hauptstr. 1", "postcode": "10115", "city": "Berlin"},
            "Tomás Ferreira\nHauptstr. 1\n10115 Berlin",
        ),
        (
            {"street": "Hauptstr. 1", "city": "Berlin", "company": "Aurora"},
            "Tomás Ferreira\nAurora\nHauptstr. 1\nBerlin",
        ),
        (
            {"street": "Hauptstr. 1", "city": "Wien", "country": "AT"},
            "Tomás Ferreira\nHauptstr. 1\nWien\nAUSTRIA",
        ),
        ({"city": "Berlin"}, ""),
        ({"street": "Hauptstr. 1"}, ""),
    ],
)
def test_a_letter_needs_a_street_and_a_place(fields, address):
    assert postal_address(Customer(name="Tomás Ferreira", **fields)) == address


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_as_much_as_one(shop, count, django_assert_num_queries):
    people = Customer.objects.bulk_create(Customer(name=f"P {n}") for n in range(count))

    with django_assert_num_queries(3):
        assert len(ways_in(people)) == count
