"""Square: items, transactions and the customer directory."""

from regulars.readers.format import Format
from regulars.rules.imports import Field, FileKind

_VISIT = {
    Field.ORDER_KEY: ("Transaction ID", "Payment ID"),
    Field.BOUGHT_ON: ("Date",),
    Field.TIME: ("Time",),
    Field.TIME_ZONE: ("Time Zone",),
    Field.ROW_TYPE: ("Event Type",),
    Field.STATUS: ("Transaction Status",),
    Field.CUSTOMER_KEY: ("Customer ID",),
    Field.NAME: ("Customer Name",),
    Field.PLACE: ("Location",),
    Field.STAFF: ("Employee", "Staff Name"),
}
ITEMS = Format(
    name="square_items",
    title="Square item sales",
    source="square",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Item", "Qty", "Net Sales", "Transaction ID"}),
        frozenset({"Item", "Qty", "Price Point Name", "Gross Sales"}),
        frozenset({"Item", "Qty", "Net Sales", "Payment ID"}),
    ),
    fields={
        **_VISIT,
        Field.ITEM: ("Item",),
        Field.QUANTITY: ("Qty",),
        Field.CATEGORY: ("Category",),
        Field.SKU: ("SKU",),
        Field.LINE_AMOUNT: ("Net Sales", "Gross Sales"),
        Field.TAX: ("Tax",),
        Field.NOTE: ("Notes",),
    },
    adds_each_row=(Field.TAX,),
)
TRANSACTIONS = Format(
    name="square_transactions",
    title="Square transactions",
    source="square",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Total Collected", "Net Total", "Transaction ID"}),
        frozenset({"Total Collected", "Gross Sales", "Payment ID"}),
        frozenset({"Total Collected", "Event Type", "Time Zone"}),
    ),
    fields={
        **_VISIT,
        Field.LINE_AMOUNT: ("Total Collected",),  # paid in two halves, a visit has two rows
        Field.NOTE: ("Tender Note",),
    },
    no_customers_instead="square_items",
)
CUSTOMERS = Format(
    name="square_customers",
    title="Square customer directory",
    source="square",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"Square Customer ID"}),
        frozenset({"First Name", "Creation Source", "Lifetime Spend"}),
        frozenset({"Email Address", "Transaction Count", "Lifetime Spend"}),
    ),
    fields={
        Field.CUSTOMER_KEY: ("Square Customer ID", "Customer ID"),
        Field.GIVEN_NAME: ("First Name",),
        Field.FAMILY_NAME: ("Last Name", "Surname"),
        Field.NAME: ("Nickname",),
        Field.COMPANY: ("Company Name",),
        Field.EMAIL: ("Email Address",),
        Field.PHONE: ("Phone Number",),
        Field.STREET: ("Street Address 1",),
        Field.POSTCODE: ("Postal Code", "Postcode", "Zip Code"),
        Field.CITY: ("City", "Town/City"),
        Field.REGION: ("State", "County"),
        Field.BIRTHDAY: ("Birthday",),
        Field.NOTE: ("Memo",),
        Field.CUSTOMER_SINCE: ("First Visit",),
        Field.CONSENT_EMAIL: ("Email Subscription Status",),
    },
)

FORMATS = (ITEMS, TRANSACTIONS, CUSTOMERS)
