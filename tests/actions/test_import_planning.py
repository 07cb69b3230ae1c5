"""Sales and refunds, known or new, whatever file they come from."""

import pytest

from regulars.models import (
    Customer,
    Purchase,
)
from regulars.readers.records import RefundRecord
from tests.actions.imports_by_hand import DAY, bring_in, counted, person, sale

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Meier", "emails": ("anna@example.com",)}


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


def test_sales_that_another_tool_told_of_are_counted_not_merged(shop):
    bring_in([sale("1", person(**ANNA))])

    batch = bring_in(
        [sale("T9", person(**ANNA, source="paypal"), source="paypal")], "paypal_activity"
    )

    assert batch.counts["alike"] == {"shopify": 1}
    assert Purchase.objects.count() == 2
