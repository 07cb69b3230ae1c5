"""What was there before a batch, and only that."""

import pytest

from regulars.models import Customer
from regulars.queries.import_lookups import StoredRows
from regulars.readers.records import RefundRecord
from tests.actions.imports_by_hand import DAY, bring_in, line, person, sale

pytestmark = pytest.mark.django_db


def test_sales_are_found_with_their_lines_unless_they_are_of_the_batch(shop):
    batch = bring_in([sale("1", None, lines=(line("Beans"),)), sale("2", None)])

    before = StoredRows(source="shopify", batch_id=batch.pk)
    after = StoredRows(source="shopify", batch_id=None)

    assert before.sales(["1", "2"]) == {}
    assert set(after.sales(["1", "2", "3"])) == {"1", "2"}
    assert [name for name, *_ in after.sales(["1"])["1"].lines] == ["Beans"]
    assert StoredRows(source="stripe", batch_id=None).sales(["1"]) == {}


def test_refunds_wait_by_the_key_of_their_sale(shop):
    told = [RefundRecord(1, "shopify", f"r{n}", "1", DAY, "EUR", 100) for n in range(2)]
    bring_in(told)

    stored = StoredRows(source="shopify", batch_id=None)

    assert stored.waiting_refunds(["1", "2"]) == {"1": 200}
    assert stored.refund_keys(["r0", "r9"]) == {"r0"}


def test_sales_elsewhere_are_told_with_their_tool(shop):
    bring_in([sale("1", person(name="Anna Meier", emails=("anna@example.com",)))])
    stored = StoredRows(source="stripe", batch_id=None)

    (found,) = stored.elsewhere([Customer.objects.get().pk]).items()

    assert found[0][1:] == (DAY, "EUR", 1_000)
    assert found[1] == "shopify"
