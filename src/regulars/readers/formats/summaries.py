"""Reports that add sales up by day, item or employee: known, so that the right one can be named."""

from regulars.readers.format import Format
from regulars.rules.imports import FileKind, UnusableReason


def _summary(name: str, title: str, instead: str, *signatures: frozenset[str]) -> Format:
    return Format(
        name=name,
        title=title,
        source="",
        kind=FileKind.PURCHASES,
        signatures=signatures,
        fields={},
        cannot=UnusableReason.SUMMARY_REPORT,
        cannot_facts={"instead": instead},
    )


FORMATS = (
    _summary(
        "sales_by_item",
        "Sales by item",
        "loyverse_receipts",
        frozenset({"Items sold", "Gross sales", "Net sales", "Cost of goods"}),
        frozenset({"Items sold", "Gross sales", "Items refunded"}),
    ),
    _summary(
        "sales_by_period",
        "Sales over time",
        "",
        frozenset({"Orders", "Gross sales", "Net sales"}),
        frozenset({"Orders", "Gross sales", "Total sales"}),
        frozenset({"Sales qty", "Gross sales"}),
        frozenset({"Sales qty", "Items sold"}),
        frozenset({"Gross sales", "Refunds", "Discounts", "Average sale", "Receipts"}),
        frozenset({"Transactions", "Gross sales", "Average sale"}),
    ),
)
