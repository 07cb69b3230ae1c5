"""Shopify: orders since 2014, one row a line item with the order's values on its first row."""

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, Verdict

_NOTED = "Note Attributes"
_NAMES = ("full name", "customer name", "name", "nom", "nom complet", "first name", "vorname")
_PHONES = ("phone", "phone number", "telephone", "tel", "mobile", "whatsapp", "mobile number")
_CANCELLED = frozenset({"voided", "pending", "authorized", "expired", "unpaid"})


def _judge_order(row: Row) -> Verdict | None:
    if row.named("Cancelled at"):
        return Verdict.CANCELLED
    status = fold(row.get(Field.STATUS))
    if not status:
        return None
    if status in _CANCELLED:
        return Verdict.CANCELLED
    return Verdict.REFUNDED if status == "refunded" else Verdict.SALE


def _noted(row: Row, names: tuple[str, ...]) -> str:
    """Forms for cash on delivery leave who it is in `Note Attributes`, as `key: value` lines."""
    for line in row.named(_NOTED).splitlines():
        name, _, value = line.partition(":")
        if fold(name) in names and value.strip():
            return value.strip()
    return ""


def _noted_name(row: Row) -> str:
    return "" if not row.named(_NOTED) or row.get(Field.NAME) else _noted(row, _NAMES)


def _noted_phone(row: Row) -> str:
    return "" if not row.named(_NOTED) or row.get(Field.PHONE) else _noted(row, _PHONES)


ORDERS = Format(
    name="shopify_orders",
    title="Shopify orders",
    source="shopify",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Name", "Created at", "Lineitem name", "Lineitem quantity"}),
        frozenset({"Name", "Financial Status", "Created at", "Total"}),
        frozenset({"Name", "Paid at", "Total", "Lineitem name"}),
    ),
    fields={
        Field.ORDER_KEY: ("Name",),
        Field.STATUS: ("Financial Status",),
        Field.BOUGHT_ON: ("Created at", "Paid at"),
        Field.CURRENCY: ("Currency",),
        Field.TOTAL: ("Total",),
        Field.NET: ("Subtotal",),
        Field.TAX: ("Taxes",),
        Field.REFUNDED: ("Refunded Amount",),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Phone", "Billing Phone", "Shipping Phone"),
        Field.NAME: ("Billing Name", "Shipping Name"),
        Field.COMPANY: ("Billing Company", "Shipping Company"),
        Field.STREET: ("Billing Street", "Billing Address1", "Shipping Street"),
        Field.POSTCODE: ("Billing Zip", "Shipping Zip"),
        Field.CITY: ("Billing City", "Shipping City"),
        Field.REGION: ("Billing Province", "Shipping Province"),
        Field.COUNTRY: ("Billing Country", "Shipping Country"),
        Field.CONSENT_EMAIL: ("Accepts Marketing",),
        Field.ITEM: ("Lineitem name",),
        Field.QUANTITY: ("Lineitem quantity",),
        Field.UNIT_PRICE: ("Lineitem price",),
        Field.SKU: ("Lineitem sku",),
        Field.SHIPPING: ("Shipping",),
        Field.DISCOUNT: ("Discount Amount",),
        Field.PLACE: ("Location",),
        Field.STAFF: ("Employee",),
        Field.NOTE: ("Notes",),
        Field.DELIVERED_ON: ("Fulfilled at",),
        Field.SUPPLIER: ("Vendor",),
    },
    computed={Field.NAME: _noted_name, Field.PHONE: _noted_phone},
    judge=_judge_order,
)

CUSTOMERS = Format(
    name="shopify_customers",
    title="Shopify customers",
    source="shopify",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"First Name", "Last Name", "Email", "Accepts Email Marketing"}),
        frozenset({"First Name", "Email", "Total Spent", "Total Orders"}),
        frozenset({"First Name", "Email", "Accepts Marketing", "Total Spent"}),
        frozenset({"Customer ID", "Email", "Default Address City"}),
    ),
    fields={
        Field.CUSTOMER_KEY: ("Customer ID",),
        Field.GIVEN_NAME: ("First Name",),
        Field.FAMILY_NAME: ("Last Name",),
        Field.COMPANY: ("Company", "Default Address Company"),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Phone", "Default Address Phone"),
        Field.STREET: ("Address1", "Default Address Address1"),
        Field.POSTCODE: ("Zip", "Default Address Zip"),
        Field.CITY: ("City", "Default Address City"),
        Field.REGION: ("Province", "Province Code", "Default Address Province Code"),
        Field.COUNTRY: ("Country Code", "Country", "Default Address Country Code"),
        Field.CONSENT_EMAIL: ("Accepts Email Marketing", "Accepts Marketing"),
        Field.CONSENT_SMS: ("Accepts SMS Marketing",),
        Field.CONSENT_WHATSAPP: ("Accepts WhatsApp Marketing",),
        Field.TAGS: ("Tags",),
        Field.NOTE: ("Note",),
    },
)

FORMATS = (ORDERS, CUSTOMERS)
