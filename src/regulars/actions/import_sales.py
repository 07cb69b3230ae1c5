"""What a file says of a sale, beside what is stored of it."""

from datetime import UTC
from decimal import Decimal

from regulars.actions.import_people import Row
from regulars.queries.import_lookups import LineRow, StoredSale
from regulars.readers.records import CustomerRecord, LineRecord, PurchaseRecord

THOUSANDTH = Decimal("0.001")


def who(customer: CustomerRecord | None) -> str:
    """The best that a record says about who somebody is, the same in every file of its tool."""
    if customer is None:
        return ""
    told = (customer.key, *customer.emails, *customer.phones, customer.name, customer.company)
    return next((text for text in told if text), "")


def content_of(record: PurchaseRecord) -> str:
    """What tells a sale without a key from others; the same in overlapping exports."""
    lines = (f"{line.name}*{line.quantity.normalize()}" for line in record.lines)
    moment = record.bought_at.astimezone(UTC).isoformat()
    return (
        "|".join(
            (record.source, who(record.customer), moment, record.currency, str(record.total_minor))
        )
        + "|"
        + "|".join(lines)
    )


def sale_changes(stored: StoredSale, record: PurchaseRecord) -> Row:
    """Columns of a known sale that a file tells differently. What was given back never grows
    less, since another file may have told of it; what the file leaves out stays."""
    changes: Row = {}
    for name in ("currency", "total_minor"):
        if getattr(stored, name) != getattr(record, name):
            changes[name] = getattr(record, name)
    refunded = min(record.total_minor, max(stored.refunded_minor, record.refunded_minor))
    if refunded != stored.refunded_minor:
        changes["refunded_minor"] = refunded
    if record.promised_on and record.promised_on != stored.promised_on:
        changes["promised_on"] = record.promised_on
    if record.delivered_on and record.delivered_on != stored.delivered_on:
        changes["delivered_on"] = record.delivered_on
    if record.is_time_known and not stored.is_time_known:
        changes |= {
            "bought_at": record.bought_at,
            "bought_on": record.bought_on,
            "is_time_known": True,
        }
    for name, longest in (("place", 100), ("staff", 100), ("note", 5000)):
        if getattr(record, name) and not getattr(stored, name):
            changes[name] = getattr(record, name)[:longest]
    return changes


def line_row(line: LineRecord) -> LineRow:
    quantity = line.quantity.quantize(THOUSANDTH)
    return (
        line.name[:300],
        quantity,
        line.amount_minor,
        line.sku[:100],
        line.category[:100],
        line.supplier[:100],
    )


def says_more(told: tuple[LineRecord, ...], stored: tuple[LineRow, ...]) -> bool:
    """Whether these lines should stand in place of the stored ones: other ones, with at least as
    many amounts. A tool's short report must not wipe out what its long one told."""
    if not told or (stored and tuple(map(line_row, told)) == stored):
        return False
    return sum(line.amount_minor is not None for line in told) >= sum(
        line[2] is not None for line in stored
    )
