"""Stripe: payments in all column choices, customers, and the balance reports."""

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, UnusableReason, Verdict


def _judge_payment(row: Row) -> Verdict | None:
    status = fold(row.get(Field.STATUS))
    if status.startswith(("refunded", "full refund")):
        return Verdict.REFUNDED
    if status.startswith(("paid", "succeeded", "partial", "disput", "won", "lost", "captured")):
        return Verdict.SALE
    if status:
        return Verdict.CANCELLED  # failed, pending, requires_payment_method, uncaptured …
    return Verdict.CANCELLED if fold(row.named("Captured")) == "false" else Verdict.SALE


PAYMENTS = Format(
    name="stripe_payments",
    title="Stripe payments",
    source="stripe",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Created date (UTC)", "Amount", "Currency"}),
        frozenset({"Created (UTC)", "Amount", "Currency", "Captured"}),
        frozenset({"Created (UTC)", "Amount", "Amount Refunded"}),
        frozenset({"Created date (UTC)", "Amount", "Status"}),
        frozenset({"Amount", "Converted Amount", "Converted Currency", "Status"}),
        frozenset({"PaymentIntent ID", "Amount", "Currency", "Status"}),
    ),
    fields={
        Field.ORDER_KEY: ("id", "PaymentIntent ID", "Invoice ID", "Invoice Number"),
        Field.BOUGHT_ON: ("Created date (UTC)", "Created (UTC)", "Created date", "Created"),
        Field.CURRENCY: ("Currency",),
        Field.LINE_AMOUNT: ("Amount",),  # an invoice may be paid in equal parts
        Field.REFUNDED: ("Amount Refunded",),
        Field.STATUS: ("Status",),
        Field.CUSTOMER_KEY: ("Customer ID",),
        Field.EMAIL: ("Customer Email", "Email (metadata)", "customer_email (metadata)"),
        Field.PHONE: ("Customer Phone",),
        Field.NAME: ("Customer Name", "Shipping Name", "Card Name"),
        Field.STREET: ("Shipping Address Line1", "Card Address Line1"),
        Field.POSTCODE: ("Shipping Address Postal Code", "Card Address Zip"),
        Field.CITY: ("Shipping Address City", "Card Address City"),
        Field.REGION: ("Shipping Address State", "Card Address State"),
        Field.COUNTRY: ("Shipping Address Country", "Card Address Country"),
        Field.NOTE: ("Description",),
    },
    judge=_judge_payment,
    time_zone="UTC",
    no_customers_instead="stripe_payments",
)
CUSTOMERS = Format(
    name="stripe_customers",
    title="Stripe customers",
    source="stripe",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"id", "Email", "Created (UTC)", "Delinquent"}),
        frozenset({"id", "Email", "Total Spend", "Payment Count"}),
        frozenset({"id", "Email", "Default Card", "Delinquent"}),
    ),
    fields={
        Field.CUSTOMER_KEY: ("id",),
        Field.NAME: ("Name", "Card Name", "Shipping Name"),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Phone",),
        Field.NOTE: ("Description",),
        Field.STREET: ("Address Line1", "Card Address Line1", "Shipping Address Line1"),
        Field.POSTCODE: ("Address Postal Code", "Card Address Zip"),
        Field.CITY: ("Address City", "Card Address City"),
        Field.COUNTRY: ("Address Country", "Card Address Country"),
        Field.CUSTOMER_SINCE: ("Created (UTC)",),
    },
    time_zone="UTC",
)

_SALES = frozenset({"charge", "payment"})
_REFUNDS = frozenset({"refund", "payment refund", "partial capture reversal"})


def _judge_balance(row: Row) -> Verdict | None:
    """Payouts, fees and reserves stand among the charges."""
    kind = fold(row.get(Field.ROW_TYPE))
    if kind in _SALES:
        return Verdict.SALE
    return Verdict.REFUND if kind in _REFUNDS else Verdict.NOT_A_SALE


BALANCE = Format(
    name="stripe_balance",
    title="Stripe balance",
    source="stripe",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"balance_transaction_id", "reporting_category", "gross"}),
        frozenset({"balance_transaction_id", "created", "gross", "net"}),
        frozenset({"Type", "Source", "Amount", "Available On (UTC)"}),
        frozenset({"Type", "Source", "Amount", "Net", "Customer Facing Amount"}),
    ),
    fields={
        # The charge's own id, so that the payments export of the same weeks does not double it.
        Field.ORDER_KEY: ("Source", "source_id", "charge_id", "balance_transaction_id", "id"),
        Field.BOUGHT_ON: ("created", "Created (UTC)", "created_utc"),
        Field.CURRENCY: ("currency",),
        Field.TOTAL: ("gross", "Amount"),
        Field.ROW_TYPE: ("reporting_category", "Type"),
        Field.EMAIL: ("customer_email", "email (metadata)"),
        Field.NAME: ("customer_name", "name (metadata)"),
        Field.CUSTOMER_KEY: ("customer_id",),
        Field.NOTE: ("description",),
    },
    judge=_judge_balance,
    time_zone="UTC",
    no_customers_instead="stripe_payments",
)
BALANCE_SUMMARY = Format(
    name="stripe_balance_summary",
    title="Stripe balance summary",
    source="stripe",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"category", "description", "net_amount", "currency"}),
        frozenset({"reporting_category", "currency", "count", "gross", "net"}),
    ),
    fields={},
    cannot=UnusableReason.SUMMARY_REPORT,
    cannot_facts={"instead": "stripe_payments"},
)

FORMATS = (PAYMENTS, CUSTOMERS, BALANCE, BALANCE_SUMMARY)
