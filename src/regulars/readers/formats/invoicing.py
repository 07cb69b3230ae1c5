"""Invoicing: QuickBooks, Xero, FreshBooks. A name is how these tools tell customers apart."""

import re

from regulars.readers.columns import Row
from regulars.readers.format import Format, Layout
from regulars.readers.formats.verdicts import by_status
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, NoticeCode, Verdict

_QUICKBOOKS_REFUNDS = frozenset({"credit memo", "refund", "refund receipt", "credit note"})
_QUICKBOOKS_OTHER = frozenset({"estimate", "payment", "journal entry", "deposit", "statement"})


def _judge_quickbooks(row: Row) -> Verdict | None:
    kind = fold(row.get(Field.ROW_TYPE))
    if kind in _QUICKBOOKS_REFUNDS:
        return Verdict.REFUND
    return Verdict.NOT_A_SALE if kind in _QUICKBOOKS_OTHER else Verdict.SALE


QUICKBOOKS = Format(
    name="quickbooks_sales",
    title="QuickBooks Sales by Customer Detail",
    source="quickbooks",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Transaction date", "Transaction type", "Num", "Amount"}),
        frozenset({"Date", "Transaction Type", "Num", "Amount", "Balance"}),
        frozenset({"Date", "Transaction Type", "Num", "Product/Service", "Amount"}),
        frozenset({"Type", "Date", "Num", "Memo", "Item", "Qty", "Sales Price", "Amount"}),
    ),
    fields={
        Field.ORDER_KEY: ("Num",),
        Field.BOUGHT_ON: ("Transaction date", "Date"),
        Field.ROW_TYPE: ("Transaction type", "Type"),
        Field.ITEM: (
            "Item",
            "Product/Service full name",
            "Product/Service",
            "Description",
            "Memo/Description",
        ),
        Field.QUANTITY: ("Quantity", "Qty"),
        Field.UNIT_PRICE: ("Sales price",),
        Field.LINE_AMOUNT: ("Amount",),
        Field.NAME: ("", "Customer full name", "Customer", "Name"),
        Field.CUSTOMER_KEY: ("", "Customer full name", "Customer", "Name"),
    },
    layout=Layout.GROUPS,
    judge=_judge_quickbooks,
    notices=(NoticeCode.NAMES_ONLY,),
)
QUICKBOOKS_OTHER = Format(
    name="quickbooks_transactions",
    title="QuickBooks invoice list",
    source="quickbooks",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Date", "Transaction type", "Num", "Name", "Due date", "Amount"}),
        frozenset({"Date", "Type", "No.", "Customer", "Amount", "Status"}),
    ),
    fields={
        Field.ORDER_KEY: ("Num", "No."),
        Field.BOUGHT_ON: ("Date",),
        Field.ROW_TYPE: ("Transaction type", "Type"),
        Field.TOTAL: ("Amount",),
        Field.NAME: ("Name", "Customer"),
        Field.CUSTOMER_KEY: ("Name", "Customer"),
        Field.NOTE: ("Memo", "Memo/Description"),
    },
    judge=_judge_quickbooks,
    notices=(NoticeCode.NAMES_ONLY,),
)

_NUMBER = re.compile(r"[+(\d][\d\s().+-]{5,}\d")


def _phones(row: Row) -> str:
    """`Phone:(617) 555-0123 Mobile:(617) 555-0188` in one cell."""
    return ";".join(_NUMBER.findall(row.named("Phone Numbers") or row.named("Phone")))


QUICKBOOKS_CUSTOMERS = Format(
    name="quickbooks_customers",
    title="QuickBooks customers",
    source="quickbooks",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"Customer", "Phone Numbers", "Email", "Billing Address"}),
        frozenset({"Customer full name", "Phone numbers", "Email"}),
        frozenset({"Customer full name", "Email", "Bill address"}),
        frozenset({"Customer", "Email", "Open Balance", "Phone"}),
    ),
    fields={
        Field.CUSTOMER_KEY: ("Customer full name", "Customer"),
        Field.NAME: ("Full Name", "Customer full name", "Customer"),
        Field.COMPANY: ("Company", "Company name"),
        Field.EMAIL: ("Email",),
        Field.STREET: ("Billing Address", "Bill address", "Street Address"),
        Field.POSTCODE: ("Billing ZIP", "ZIP", "Zip"),
        Field.CITY: ("Billing city", "City"),
        Field.REGION: ("Billing state", "State"),
        Field.COUNTRY: ("Billing country", "Country"),
        Field.NOTE: ("Notes", "Note"),
    },
    computed={Field.PHONE: _phones},
)


def _judge_xero(row: Row) -> Verdict | None:
    kind, status = fold(row.get(Field.ROW_TYPE)), fold(row.get(Field.STATUS))
    if status.startswith(("draft", "void", "deleted", "submitted", "awaiting approval")):
        return Verdict.CANCELLED
    if "credit" in kind or kind in {"accreccredit"}:
        return Verdict.REFUND
    if kind.startswith(("accpay", "bill", "purchase", "spend")):
        return Verdict.NOT_A_SALE
    return Verdict.SALE


XERO_INVOICES = Format(
    name="xero_invoices",
    title="Xero sales invoices",
    source="xero",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"ContactName", "InvoiceNumber", "InvoiceDate"}),
        frozenset({"InvoiceNumber", "InvoiceDate", "UnitAmount"}),
    ),
    fields={
        Field.ORDER_KEY: ("InvoiceNumber",),
        Field.BOUGHT_ON: ("InvoiceDate",),
        Field.CURRENCY: ("Currency",),
        Field.TOTAL: ("Total",),
        Field.LINE_AMOUNT: ("LineAmount",),
        Field.UNIT_PRICE: ("UnitAmount",),
        Field.QUANTITY: ("Quantity",),
        Field.TAX: ("TaxAmount",),
        Field.ITEM: ("Description",),
        Field.SKU: ("InventoryItemCode",),
        Field.ROW_TYPE: ("Type",),
        Field.STATUS: ("Status",),
        Field.CUSTOMER_KEY: ("ContactName",),
        Field.NAME: ("ContactName",),
        Field.EMAIL: ("EmailAddress",),
        Field.STREET: ("POAddressLine1",),
        Field.POSTCODE: ("POPostalCode",),
        Field.CITY: ("POCity",),
        Field.REGION: ("PORegion",),
        Field.COUNTRY: ("POCountry",),
        Field.NOTE: ("Reference",),
    },
    judge=_judge_xero,
    adds_each_row=(Field.TAX,),
)
XERO_CONTACTS = Format(
    name="xero_contacts",
    title="Xero contacts",
    source="xero",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"ContactName", "AccountNumber", "EmailAddress"}),
        frozenset({"ContactName", "EmailAddress", "MobileNumber"}),
        frozenset({"ContactName", "BankAccountName", "TaxNumber"}),
    ),
    fields={
        Field.CUSTOMER_KEY: ("ContactName",),
        Field.NAME: ("ContactName",),
        Field.GIVEN_NAME: ("FirstName", "Person1FirstName"),
        Field.FAMILY_NAME: ("LastName", "Person1LastName"),
        Field.COMPANY: ("LegalName",),
        Field.EMAIL: ("EmailAddress", "Person1Email"),
        Field.PHONE: ("MobileNumber", "PhoneNumber", "DDINumber"),
        Field.STREET: ("POAddressLine1", "SAAddressLine1"),
        Field.POSTCODE: ("POPostalCode", "SAPostalCode"),
        Field.CITY: ("POCity", "SACity"),
        Field.REGION: ("PORegion", "SARegion"),
        Field.COUNTRY: ("POCountry", "SACountry"),
    },
)

FRESHBOOKS = Format(
    name="freshbooks_invoices",
    title="FreshBooks invoice details",
    source="freshbooks",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Client Name", "Invoice #", "Date Issued"}),
        frozenset({"Invoice #", "Invoice Status", "Line Total"}),
    ),
    fields={
        Field.ORDER_KEY: ("Invoice #",),
        Field.BOUGHT_ON: ("Date Issued",),
        Field.CURRENCY: ("Currency",),
        Field.LINE_AMOUNT: ("Line Total", "Line Subtotal"),
        Field.UNIT_PRICE: ("Rate",),
        Field.QUANTITY: ("Quantity",),
        Field.ITEM: ("Item Name", "Item Description"),
        Field.STATUS: ("Invoice Status",),
        Field.CUSTOMER_KEY: ("Client Name",),
        Field.NAME: ("Client Name",),
        Field.EMAIL: ("Client Email", "Email"),
    },
    judge=by_status(
        cancelled=r"draft|void|cancel|deleted|declined|disputed|failed",
        sales=r"sent|viewed|overdue|paid|partial|outstanding|auto paid|retry|pending",
    ),
    notices=(NoticeCode.NAMES_ONLY,),
)
FRESHBOOKS_CLIENTS = Format(
    name="freshbooks_clients",
    title="FreshBooks clients",
    source="freshbooks",
    kind=FileKind.CUSTOMERS,
    signatures=(frozenset({"Organization", "First Name", "Last Name", "Email", "Address Line 1"}),),
    fields={
        Field.COMPANY: ("Organization",),
        Field.GIVEN_NAME: ("First Name",),
        Field.FAMILY_NAME: ("Last Name",),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Phone", "Mobile"),
        Field.STREET: ("Address Line 1",),
        Field.CITY: ("City",),
        Field.REGION: ("Province/State", "Province", "State"),
        Field.POSTCODE: ("Postal Code", "ZIP"),
        Field.COUNTRY: ("Country",),
        Field.NOTE: ("Notes",),
    },
)

FORMATS = (
    QUICKBOOKS,
    QUICKBOOKS_OTHER,
    QUICKBOOKS_CUSTOMERS,
    XERO_INVOICES,
    XERO_CONTACTS,
    FRESHBOOKS,
    FRESHBOOKS_CLIENTS,
)
