"""WooCommerce: its own analytics exports, and the order-export plugins that shops install."""

import re
from decimal import Decimal
from html import unescape

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.formats.verdicts import by_status
from regulars.readers.records import LineRecord
from regulars.rules.imports import Field, FileKind

_judge = by_status(
    cancelled=r"(wc )?(cancel|pending|failed|on hold|checkout draft|draft|trash)",
    refunded=r"(wc )?refunded",
    sales=r"(wc )?(completed|processing)",
)
_PRODUCT = re.compile(r"(\d+)\s*[×x]\s+(.+?)(?=,\s*\d+\s*[×x]\s|$)", re.DOTALL)


def _products(row: Row) -> tuple[LineRecord, ...]:
    """`2× Mug, 1× Tea, green`: the names themselves may hold commas."""
    cell = row.get(Field.ITEM)
    found = _PRODUCT.findall(cell)
    if not found and cell:
        return (LineRecord(cell[:200]),)
    return tuple(LineRecord(name.strip()[:200], Decimal(count)) for count, name in found)


def _total(row: Row) -> str:
    """The formatted revenue may come as the shop's HTML: `<bdi>&euro;45.00</bdi>`."""
    for name in ("N. Revenue (formatted)", "Net Sales (formatted)", "N. Revenue", "Net Sales"):
        if value := row.named(name):
            return re.sub(r"<[^>]*>", "", unescape(value))
    return ""


ANALYTICS_ORDERS = Format(
    name="woocommerce_orders",
    title="WooCommerce orders",
    source="woocommerce",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Order #", "N. Revenue (formatted)", "Status"}),
        frozenset({"Order #", "Customer type", "Product(s)"}),
        frozenset({"Date", "Order #", "Items sold", "Coupon(s)"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order #",),
        Field.BOUGHT_ON: ("Date",),
        Field.STATUS: ("Status",),
        Field.NAME: ("Customer",),
        Field.ITEM: ("Product(s)",),
    },
    computed={Field.TOTAL: _total},
    judge=_judge,
    split_items=_products,
)

ANALYTICS_CUSTOMERS = Format(
    name="woocommerce_customers",
    title="WooCommerce customers",
    source="woocommerce",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"Username", "Last Active", "Sign Up", "Email"}),
        frozenset({"Name", "Last Active", "Total Spend", "AOV"}),
    ),
    fields={
        Field.NAME: ("Name", "Username"),
        Field.EMAIL: ("Email",),
        Field.CUSTOMER_SINCE: ("Sign Up",),
        Field.POSTCODE: ("Postal Code",),
        Field.CITY: ("City",),
        Field.REGION: ("Region",),
        Field.COUNTRY: ("Country / Region",),
    },
)

ORDER_EXPORT = Format(
    name="woocommerce_order_export",
    title="WooCommerce Advanced Order Export",
    source="woocommerce",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Order Number", "Order Status", "Order Date", "Order Total Amount"}),
        frozenset({"Order Number", "Order Date", "Email (Billing)"}),
        frozenset({"Order Number", "Order Date", "Order Line Total"}),
        frozenset({"Order Number", "Order Date", "Last Name (Billing)"}),
        frozenset({"Order ID", "Order Date", "Email (Billing)"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order Number", "Order ID"),
        Field.STATUS: ("Order Status",),
        Field.BOUGHT_ON: ("Order Date", "Paid Date", "Completed Date"),
        Field.CURRENCY: ("Currency", "Order Currency"),
        Field.TOTAL: ("Order Total Amount", "Order Total"),
        Field.REFUNDED: ("Order Refund Amount",),
        Field.SHIPPING: ("Order Shipping Amount",),
        Field.TAX: ("Order Total Tax Amount", "Order Tax Amount"),
        Field.DISCOUNT: ("Cart Discount Amount",),
        Field.CUSTOMER_KEY: ("Customer User ID", "User ID", "Customer Id"),
        Field.GIVEN_NAME: ("First Name (Billing)", "First Name (Shipping)"),
        Field.FAMILY_NAME: ("Last Name (Billing)", "Last Name (Shipping)"),
        Field.NAME: ("Full Name (Billing)", "Full Name (Shipping)"),
        Field.COMPANY: ("Company (Billing)",),
        Field.EMAIL: ("Email (Billing)", "Customer Account Email Address"),
        Field.PHONE: ("Phone (Billing)", "Phone (Shipping)"),
        Field.STREET: ("Address 1&2 (Billing)", "Address 1 (Billing)"),
        Field.POSTCODE: ("Postcode (Billing)", "Postcode (Shipping)"),
        Field.CITY: ("City (Billing)", "City (Shipping)"),
        Field.REGION: ("State Code (Billing)", "State Name (Billing)"),
        Field.COUNTRY: ("Country Code (Billing)", "Country Name (Billing)"),
        Field.ITEM: ("Name", "Product Name", "Item Name"),
        Field.SKU: ("SKU",),
        Field.CATEGORY: ("Category",),
        Field.QUANTITY: ("Quantity",),
        Field.LINE_AMOUNT: ("Order Line Total",),
        Field.UNIT_PRICE: ("Item Cost",),
        Field.NOTE: ("Customer Note",),
    },
    judge=_judge,
)

FORMATS = (ANALYTICS_ORDERS, ANALYTICS_CUSTOMERS, ORDER_EXPORT)
