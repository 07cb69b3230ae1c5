"""Who is who, through whole imports."""

import pytest

from regulars.models import (
    Consent,
    Customer,
    CustomerKey,
    DoubtfulPair,
    Purchase,
)
from tests.actions.imports_by_hand import bring_in, counted, no, person, sale, yes

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Meier", "emails": ("anna@example.com",)}


def test_sales_of_one_address_belong_to_one_person(shop):
    batch = bring_in([sale("1", person(**ANNA)), sale("2", person(**ANNA), days=30)])

    anna = Customer.objects.get()
    assert anna.name == "Anna Meier"
    assert anna.purchases.count() == 2
    assert anna.search_text == "anna meier\nanna@example.com"
    assert batch.state == "done"
    assert counted(batch) == {"created": 2, "updated": 0, "unchanged": 0}
    assert batch.counts["people"] == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "with_purchases": 1,
        "repeat": 1,
    }
    assert (batch.counts["first_on"], batch.counts["last_on"]) == ("2026-03-02", "2026-04-01")
    assert batch.counts["gross_minor"] == {"EUR": 2_000}


def test_one_person_is_found_by_key_then_email_then_phone_then_name_and_postcode(shop):
    bring_in(
        [
            person(key="c1", name="Anna Meier", emails=("anna@example.com",)),
            person(key="c1", name="Anna Maria Meier", phones=("+493012345",)),
            person(emails=("anna@example.com",), postcode="10115", name="Anna Meier"),
            person(name="A. Meier", phones=("+493012345",)),
            person(name="ANNA MEIER", postcode="10 115"),
        ]
    )

    anna = Customer.objects.get()
    assert set(anna.contact_points.values_list("kind", "value")) == {
        ("email", "anna@example.com"),
        ("phone", "+493012345"),
    }
    assert anna.postcode == "10115"


def test_a_household_sharing_a_phone_is_not_one_person(shop):
    shared = ("+493012345",)

    bring_in(
        [
            sale("1", person(name="Anna Meier", phones=shared)),
            sale("2", person(name="Karl Meier", phones=shared)),
            sale("3", person(name="Karl Meier", phones=shared, emails=("karl@example.com",))),
        ]
    )

    assert Customer.objects.count() == 2
    assert Customer.objects.get(name="Karl Meier").purchases.count() == 2
    assert not DoubtfulPair.objects.exists()


def test_a_name_that_may_be_mistyped_is_offered_not_decided(shop):
    shared = ("+493012345",)

    bring_in([person(name="Jon Smith", phones=shared), person(name="John Smith", phones=shared)])

    assert Customer.objects.count() == 2
    assert DoubtfulPair.objects.get().reason == "same_phone"


def test_a_name_alone_is_one_person_within_its_tool(shop):
    records = [
        sale("1", person(name="Amy's Bird Sanctuary", source="quickbooks"), source="quickbooks"),
        sale("2", person(name="amy's  bird sanctuary", source="quickbooks"), source="quickbooks"),
    ]

    bring_in(records, "quickbooks_detail")
    bring_in([sale("9", person(name="Amy's Bird Sanctuary", emails=("amy@example.com",)))])

    assert Customer.objects.count() == 2
    assert DoubtfulPair.objects.get().reason == "same_name"


def test_a_tool_that_keeps_two_ids_for_one_mailbox_has_two_people(shop):
    mailbox = ("info@example.com",)

    bring_in(
        [
            person(key="1", name="Anna Meier", emails=mailbox),
            person(key="2", name="Bernd Schulz", emails=mailbox),
            person(key="3", name="Anna Meier", emails=mailbox),
        ]
    )

    assert Customer.objects.count() == 2
    assert CustomerKey.objects.count() == 3
    assert DoubtfulPair.objects.get().reason == "same_email"


def test_numbers_of_unknown_tools_do_not_mix_people_or_sales(shop):
    bring_in([sale("1", person(key="12", name="Anna Meier", source=""), source="")], "generic")

    bring_in(
        [sale("1", person(key="12", name="Bernd Okafor", source=""), source="", days=3)], "generic"
    )

    assert Customer.objects.count() == 2
    assert Purchase.objects.count() == 2


def test_a_file_never_lifts_an_opt_out(shop):
    bring_in([person(**ANNA, consents=(no(),))])

    batch = bring_in([person(**ANNA, consents=(yes(),))])

    assert [c.is_given for c in Consent.objects.all()] == [False]
    assert batch.counts["kept_refusals"] == 1


def test_a_no_in_the_same_file_wins_in_either_order(shop):
    bring_in([person(**ANNA, consents=(yes(),)), person(**ANNA, consents=(no(),))])
    bring_in(
        [
            person(emails=("b@example.com",), consents=(no(),)),
            person(emails=("b@example.com",), consents=(yes(),)),
        ]
    )

    latest = [
        customer.consents.order_by("-answered_at", "-pk").first().is_given
        for customer in Customer.objects.all()
    ]
    assert latest == [False, False]


def test_a_name_on_a_parcel_is_nobody_without_a_sale(shop):
    bring_in([person(name="Anna Meier", may_be_alone=False)])

    assert not Customer.objects.exists()
