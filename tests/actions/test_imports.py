"""One file, one batch: who is who, what is counted, and what a second time changes."""

from datetime import date
from decimal import Decimal

import pytest

from regulars.models import (
    Consent,
    ContactPoint,
    Customer,
    CustomerKey,
    CustomValue,
    DoubtfulPair,
    Event,
    Fact,
    ImportJournal,
    Line,
    Purchase,
    RefusedRow,
)
from regulars.readers.records import LineRecord, RefundRecord, Refusal
from regulars.rules.dates import Anniversary
from tests.actions.imports_by_hand import (
    DAY,
    bring_in,
    dump,
    line,
    no,
    person,
    sale,
    tried,
    yes,
)

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Meier", "emails": ("anna@example.com",)}


def counted(batch) -> dict[str, int]:
    return {name: batch.counts[name] for name in ("created", "updated", "unchanged")}


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


def test_the_same_file_twice_changes_nothing(shop):
    records = [
        sale(
            "1",
            person(
                **ANNA, phones=("+493012345",), consents=(yes(),), note="likes tea", tags=("vip",)
            ),
            lines=(line(), LineRecord("Milk", Decimal("0.5"))),
        ),
        sale("2", person(name="Ben Okafor", postcode="10115"), refunded_minor=300),
        sale("", person(name="Only A. Name")),
        sale("", person(name="Only A. Name")),
        sale("3", None),
        person(emails=("new@example.com",), extra={"Size": "M"}),
    ]
    first = bring_in(records)
    before = dump()

    second = bring_in(records)

    assert dump() == before
    assert counted(first) == {"created": 5, "updated": 0, "unchanged": 0}
    assert counted(second) == {"created": 0, "updated": 0, "unchanged": 5}
    assert second.counts["people"] == {
        "created": 0,
        "updated": 0,
        "unchanged": 4,
        "with_purchases": 3,
        "repeat": 1,
    }


def test_a_dry_run_tells_the_same_counts_and_writes_nothing(shop):
    bring_in([sale("0", person(name="Ben Okafor", emails=("ben@example.com",)))])
    records = [
        sale("0", person(name="Ben Okafor", emails=("ben@example.com",), phones=("+4930999",))),
        sale("1", person(**ANNA)),
        sale("1", person(**ANNA)),
        sale("2", person(**ANNA, phones=("+493012345",))),
        person(name="Anna Meyer", phones=("+493012345",)),
        Refusal(9, "date_missing"),
    ]
    before = dump()

    told = tried(records)

    assert dump() == before
    batch = bring_in(records)
    assert told == batch.counts
    assert told["people"]["updated"] == 1
    assert told["people"]["created"] == 2
    assert told["refused"] == 1
    assert told["repeated"] == 1


def test_overlapping_exports_do_not_double_a_visit(shop):
    bring_in([sale("1", person(**ANNA)), sale("2", person(**ANNA), days=9)])

    batch = bring_in([sale("2", person(**ANNA), days=9), sale("3", person(**ANNA), days=12)])

    assert counted(batch) == {"created": 1, "updated": 0, "unchanged": 1}
    assert Purchase.objects.count() == 3


def test_equal_sales_without_a_number_are_told_apart_by_their_place(shop):
    twice = [sale("", person(**ANNA)), sale("", person(**ANNA))]

    bring_in(twice)
    batch = bring_in([*twice, sale("", person(**ANNA))])

    assert counted(batch) == {"created": 1, "updated": 0, "unchanged": 2}


def test_a_later_file_may_give_money_back_but_never_take_that_back(shop):
    bring_in([sale("1", person(**ANNA))])

    lowered = bring_in([sale("1", person(**ANNA), refunded_minor=400)])
    later = bring_in([sale("1", person(**ANNA), refunded_minor=0)])

    assert counted(lowered) == {"created": 0, "updated": 1, "unchanged": 0}
    assert counted(later) == {"created": 0, "updated": 0, "unchanged": 1}
    assert Purchase.objects.get().refunded_minor == 400


def refund(key: str, amount: int = 400, of: str = "1") -> RefundRecord:
    return RefundRecord(5, "shopify", key, of, DAY, "EUR", amount)


def test_refund_rows_lower_their_sale_once_and_never_below_nothing(shop):
    bring_in([sale("1", person(**ANNA))])

    first = bring_in([refund("r1"), refund("r2", 900)])
    again = bring_in([refund("r1"), refund("r2", 900)])

    assert Purchase.objects.get().refunded_minor == 1_000
    assert first.counts["updated"] == 1
    assert first.counts["refunds_beyond"] == 1
    assert again.counts["updated"] == 0
    assert again.counts["refunds"] == 0


def test_a_refund_waits_for_its_sale(shop):
    bring_in([refund("r1")])

    bring_in([sale("1", person(**ANNA))])

    kept = Purchase.objects.get()
    assert kept.refunded_minor == 400
    assert list(kept.refunds.values_list("key", flat=True)) == ["r1"]


def test_a_sale_without_anybody_is_counted_and_attributed_later(shop):
    first = bring_in([sale("1", None)])
    assert first.counts["unattributed"] == 1
    assert not Customer.objects.exists()

    second = bring_in([sale("1", person(**ANNA))])

    assert counted(second) == {"created": 0, "updated": 1, "unchanged": 0}
    assert Purchase.objects.get().customer.name == "Anna Meier"


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


def test_files_fill_what_is_empty_and_overwrite_nothing(shop):
    Customer.objects.create(name="Anna Meier", city="Berlin", language="de")
    anna = Customer.objects.get()
    ContactPoint.objects.create(customer=anna, kind="email", value="anna@example.com")

    batch = bring_in(
        [
            person(
                name="Anna MEIER",
                emails=("anna@example.com",),
                city="Potsdam",
                street="Elsewhere 1",
                company="Meier GmbH",
                language="en",
                birthday=Anniversary(2, 29),
                customer_since_on=date(2020, 1, 1),
            )
        ]
    )

    anna.refresh_from_db()
    assert (anna.name, anna.city, anna.street, anna.language) == ("Anna Meier", "Berlin", "", "de")
    assert (anna.company, anna.birthday_month, anna.birthday_day) == ("Meier GmbH", 2, 29)
    assert anna.customer_since_on == date(2020, 1, 1)
    assert batch.counts["people"]["updated"] == 1


def test_a_nameless_subscriber_gets_a_name_later(shop):
    bring_in([person(emails=("anna@example.com",))])
    assert Customer.objects.get().name == "anna@example.com"

    bring_in([sale("1", person(**ANNA))])

    assert Customer.objects.get().name == "Anna Meier"


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


def test_refused_rows_are_kept_with_their_reason(shop):
    batch = bring_in([Refusal(7, "date_impossible", {"value": "30.02.2026"}), sale("1", None)])

    kept = RefusedRow.objects.get(batch=batch)
    assert (kept.row, kept.reason, kept.facts) == (7, "date_impossible", {"value": "30.02.2026"})
    assert batch.counts["refused"] == 1


def test_notes_tags_and_own_fields_come_along(shop):
    bring_in([person(**ANNA, note="likes tea", tags=("vip", "club"), extra={"Size": "M"})])

    anna = Customer.objects.get()
    assert Fact.objects.get().text == "likes tea"
    assert {tag.name for tag in anna.tags.all()} == {"vip", "club"}
    assert CustomValue.objects.get().text == "M"


def test_a_name_on_a_parcel_is_nobody_without_a_sale(shop):
    bring_in([person(name="Anna Meier", may_be_alone=False)])

    assert not Customer.objects.exists()


def test_sales_that_another_tool_told_of_are_counted_not_merged(shop):
    bring_in([sale("1", person(**ANNA))])

    batch = bring_in(
        [sale("T9", person(**ANNA, source="paypal"), source="paypal")], "paypal_activity"
    )

    assert batch.counts["alike"] == {"shopify": 1}
    assert Purchase.objects.count() == 2


def test_lines_are_replaced_only_by_lines_that_say_as_much(shop):
    bring_in([sale("1", None, lines=(line("Beans"), line("Milk")))])

    short = bring_in([sale("1", None, lines=(LineRecord("2 x Beans"),))])
    longer = bring_in([sale("1", None, lines=(line("Beans"), line("Milk"), line("Cup")))])

    assert short.counts["unchanged"] == 1
    assert longer.counts["updated"] == 1
    assert list(Line.objects.values_list("name", flat=True)) == ["Beans", "Milk", "Cup"]


def test_one_event_says_that_it_is_done_and_the_journal_is_gone(shop):
    bring_in([sale("1", person(**ANNA))])

    assert list(Event.objects.values_list("kind", flat=True)) == ["batch.imported"]
    assert not ImportJournal.objects.exists()
