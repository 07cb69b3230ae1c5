"""What is stored already, asked for a whole step of an import at once."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from regulars.models import Customer, CustomValue, Fact, Line, Purchase, Refund

LineRow = tuple[str, Decimal, int | None, str, str, str]
LINE_COLUMNS = ("name", "quantity", "amount_minor", "sku", "category", "supplier")


@dataclass(slots=True)
class StoredSale:
    """A purchase as it was before this batch."""

    id: int
    key: str
    customer_id: int | None
    bought_at: datetime
    bought_on: date
    is_time_known: bool
    currency: str
    total_minor: int
    refunded_minor: int
    promised_on: date | None
    delivered_on: date | None
    place: str
    staff: str
    note: str
    lines: tuple[LineRow, ...] = ()


_SALE = (
    "id",
    "key",
    "customer_id",
    "bought_at",
    "bought_on",
    "is_time_known",
    "currency",
    "total_minor",
    "refunded_minor",
    "promised_on",
    "delivered_on",
    "place",
    "staff",
    "note",
)


class StoredRows:
    """The rows that were there before one batch. `batch_id` None: all rows."""

    def __init__(self, *, source: str, batch_id: int | None) -> None:
        self.source = source
        self.batch_id = batch_id
        self.has_sales = self._sales().filter(source=source).exists()
        self.has_other_sales = self._sales().exclude(source=source).exists()
        self.has_refunds = self._refunds().filter(source=source).exists()

    def _sales(self) -> Any:
        rows = Purchase.objects.order_by()
        return rows.exclude(batch=self.batch_id) if self.batch_id else rows

    def _refunds(self) -> Any:
        rows = Refund.objects.order_by()
        return rows.exclude(batch=self.batch_id) if self.batch_id else rows

    def sales(self, keys: Collection[str]) -> dict[str, StoredSale]:
        if not keys or not self.has_sales:
            return {}
        rows = self._sales().filter(source=self.source, key__in=keys).values_list(*_SALE)
        found = {row[1]: StoredSale(*row) for row in rows}
        if found:
            lines = self._lines([sale.id for sale in found.values()])
            for sale in found.values():
                sale.lines = tuple(lines.get(sale.id, ()))
        return found

    def kept_sums(self, days: Collection[date], *, prefix: str) -> Counter[tuple[date, str, int]]:
        """Sales whose people were erased since: how many of each day, currency and amount."""
        if not days or not self.has_sales:
            return Counter()
        rows = self._sales().filter(source=self.source, customer=None, bought_on__in=days)
        columns = ("bought_on", "currency", "total_minor")
        return Counter(rows.filter(key__startswith=prefix).values_list(*columns))

    def _lines(self, ids: Collection[int]) -> dict[int, list[LineRow]]:
        found: dict[int, list[LineRow]] = {}
        rows = Line.objects.filter(purchase_id__in=ids).order_by("purchase_id", "position")
        for purchase_id, *line in rows.values_list("purchase_id", *LINE_COLUMNS):
            found.setdefault(purchase_id, []).append(tuple(line))
        return found

    def elsewhere(self, customer_ids: Collection[int]) -> dict[tuple[int, date, str, int], str]:
        """Sales of these customers by other tools: (who, day, currency, total) -> tool."""
        if not customer_ids or not self.has_other_sales:
            return {}
        rows = self._sales().filter(customer_id__in=customer_ids).exclude(source=self.source)
        columns = ("customer_id", "bought_on", "currency", "total_minor", "source")
        return {tuple(row): source for *row, source in rows.values_list(*columns)}

    def refund_keys(self, keys: Collection[str]) -> set[str]:
        if not keys or not self.has_refunds:
            return set()
        rows = self._refunds().filter(source=self.source, key__in=keys)
        return set(rows.values_list("key", flat=True))

    def waiting_refunds(self, purchase_keys: Collection[str]) -> dict[str, int]:
        """Money given back for sales that were not known yet: key of the sale -> amount."""
        if not purchase_keys or not self.has_refunds:
            return {}
        rows = self._refunds().filter(
            source=self.source, purchase=None, purchase_key__in=purchase_keys
        )
        return dict(rows.values_list("purchase_key").annotate(Sum("amount_minor")))

    def refunded(self, purchase_ids: Collection[int]) -> dict[int, int]:
        """What refund rows have given back for these purchases so far."""
        if not purchase_ids:
            return {}
        rows = self._refunds().filter(purchase_id__in=purchase_ids)
        return dict(rows.values_list("purchase_id").annotate(Sum("amount_minor")))


def customer_rows(ids: Collection[int], columns: Iterable[str]) -> dict[int, dict[str, Any]]:
    if not ids:
        return {}
    rows = Customer.objects.filter(pk__in=ids).order_by().values("id", *columns)
    return {row.pop("id"): row for row in rows}


def noted_facts(customer_ids: Collection[int]) -> set[tuple[int, str]]:
    if not customer_ids:
        return set()
    return set(Fact.objects.filter(customer_id__in=customer_ids).values_list("customer_id", "text"))


def own_values(customer_ids: Collection[int]) -> set[tuple[int, str]]:
    """(customer, name of an own field) that have a value."""
    if not customer_ids:
        return set()
    rows = CustomValue.objects.filter(customer_id__in=customer_ids)
    return set(rows.values_list("customer_id", "field__name"))


def tagged(customer_ids: Collection[int]) -> set[tuple[int, str]]:
    """(customer, tag) pairs."""
    if not customer_ids:
        return set()
    rows = Customer.objects.filter(pk__in=customer_ids, tags__isnull=False)
    return set(rows.values_list("pk", "tags__name"))
