"""An old file does not bring back who wished to be forgotten, and nothing of it is lost."""

import pytest

from regulars.actions.erasure import erase_customer
from regulars.models import ContactPoint, Customer, CustomerKey, Purchase, RefusedRow
from regulars.queries.import_words import refusal_words
from regulars.queries.imports import outcome
from regulars.readers.records import RefundRecord
from tests.actions.imports_by_hand import DAY, bring_in, counted, line, person, sale, tried
from tests.making_rows import where_is

pytestmark = pytest.mark.django_db

TOMAS = {"name": "Tomás Zyxferreira", "emails": ("zyx@example.com",), "phones": ("+493012345",)}
OLD_FILE = [
    sale("1", person(key="7", **TOMAS), lines=(line("Zyxlamp"),), note="Zyxnote"),
    sale("2", person(key="7", **TOMAS), days=9),
    person(row=5, key="7", **TOMAS),
    sale("3", person(name="Anna Meier", emails=("anna@example.com",))),
]


def forget(name: str = "Tomás Zyxferreira") -> None:
    erase_customer(customer=Customer.objects.get(name=name), person=None)


def test_the_old_file_brings_nobody_back_and_counts_no_sale_twice(shop):
    bring_in(OLD_FILE)
    forget()

    batch = bring_in(OLD_FILE)

    assert [one.name for one in Customer.objects.all()] == ["Anna Meier"]
    assert set(where_is("Zyx")) == set()
    assert not ContactPoint.objects.filter(value="+493012345").exists()
    assert not CustomerKey.objects.filter(key="7").exists()
    assert Purchase.objects.count() == 3
    assert counted(batch) == {"created": 0, "updated": 0, "unchanged": 3}
    assert batch.counts["forgotten"] == 2
    refused = RefusedRow.objects.get(batch=batch)
    assert (refused.row, refused.facts) == (5, {})
    assert "wished to be forgotten" in refusal_words(refused.reason, refused.facts)
    assert any("wished to be forgotten" in remark for remark in outcome(batch.counts).remarks)


def test_a_sale_that_was_not_here_yet_counts_for_the_business_once(shop):
    bring_in(OLD_FILE)
    forget()
    newer = [*OLD_FILE, sale("4", person(key="7", **TOMAS), days=30)]

    would = tried(newer)
    first = bring_in(newer)
    second = bring_in(newer)

    assert would == first.counts
    assert counted(first) == {"created": 1, "updated": 0, "unchanged": 3}
    assert counted(second) == {"created": 0, "updated": 0, "unchanged": 4}
    assert Purchase.objects.filter(customer=None).count() == 3
    assert not Purchase.objects.filter(key="4").exists()
    assert not any("Zyx" in place for place in where_is("Zyx"))


def test_two_equal_sales_of_one_day_stay_two(shop):
    twice = [sale("", person(**TOMAS)), sale("", person(**TOMAS))]
    bring_in(twice)
    forget()

    batch = bring_in([*twice, sale("", person(**TOMAS))])

    assert counted(batch) == {"created": 1, "updated": 0, "unchanged": 2}
    assert Purchase.objects.count() == 3


@pytest.mark.parametrize(
    "told",
    [
        {"name": "tomás  zyxferreira", "phones": ("+493012345",)},
        {"phones": ("+493012345",)},
        {"emails": ("zyx@example.com",)},
        {"name": "T. Zyxferreira", "emails": ("zyx@example.com",)},
        {"key": "7"},
        {"name": "Tomás Zyxferreira", "postcode": "10 115"},
    ],
    ids=str,
)
def test_whatever_says_who_it_is_is_enough(shop, told):
    bring_in([sale("1", person(key="7", postcode="10115", **TOMAS))])
    forget()

    bring_in([sale("9", person(**told), days=30), person(**told)])

    assert not Customer.objects.exists()
    assert Purchase.objects.count() == 2


def test_who_shares_a_number_or_a_name_is_somebody_else(shop):
    bring_in([sale("1", person(key="7", **TOMAS))])
    forget()

    bring_in(
        [
            sale("8", person(name="Maria Zyxferreira", phones=("+493012345",))),
            sale("9", person(name="Tomás Zyxferreira", emails=("other@example.com",))),
        ]
    )

    assert Customer.objects.count() == 2


def test_the_number_of_an_unknown_tool_counts_together_with_the_name(shop):
    def of(name):
        return person(source="", key="12", name=name)

    bring_in([of("Tomás Zyxferreira")], "generic")
    forget()

    bring_in([of("Tomás Zyxferreira"), of("Berta Okafor")], "generic")

    assert [one.name for one in Customer.objects.all()] == ["Berta Okafor"]


def test_who_was_written_down_again_by_hand_is_back(shop):
    bring_in([sale("1", person(key="7", **TOMAS))])
    forget()
    back = Customer.objects.create(name="Tomás Zyxferreira")
    ContactPoint.objects.create(customer=back, kind="email", value="zyx@example.com")

    batch = bring_in([sale("9", person(key="7", **TOMAS), days=30)])

    assert back.purchases.count() == 1
    assert batch.counts["forgotten"] == 0


def test_a_partner_who_uses_the_same_address_gets_nothing_of_them(shop):
    bring_in([sale("1", person(**TOMAS))])
    forget()
    maria = Customer.objects.create(name="Maria Okafor")
    ContactPoint.objects.create(customer=maria, kind="email", value="zyx@example.com")

    bring_in([sale("9", person(**TOMAS, postcode="10115"), days=30)])

    maria.refresh_from_db()
    assert not maria.purchases.exists()
    assert maria.contact_points.count() == 1


def test_money_given_back_names_nobody_either(shop):
    bring_in([sale("1", person(key="7", **TOMAS))])
    forget()

    back = RefundRecord(5, "shopify", "r1", "1", DAY, "EUR", 400, person(key="7", **TOMAS))
    bring_in([back])
    batch = bring_in([back])

    assert batch.counts["refunds"] == 0
    assert set(where_is("Zyx")) == set()
