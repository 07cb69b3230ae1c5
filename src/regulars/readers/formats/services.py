"""Services and appointments: Jobber, Housecall Pro, salon tills."""

import re

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.formats.verdicts import by_status
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, UnusableReason, Verdict

_JOB_OPEN = (
    "active", "upcoming", "unscheduled", "scheduled", "today", "late", "draft", "action required",
    "on hold", "ending within", "in progress", "cancel",
)  # fmt: skip


def _judge_jobber(row: Row) -> Verdict | None:
    """A job that is not closed has not been paid for yet."""
    if row.has_column("Closed date", "Completed date"):
        done = row.named("Completed date") or row.named("Closed date")
        return Verdict.SALE if any(map(str.isdigit, done)) else Verdict.CANCELLED
    is_open = fold(row.get(Field.STATUS)).startswith(_JOB_OPEN)
    return Verdict.CANCELLED if is_open else Verdict.SALE


def _job_key(row: Row) -> str:
    """Numbers of jobs come back: with the client and the day they are one job's own."""
    number = row.named("Job #")
    parts = (number, row.named("Client name"), row.named("Created date"))
    return " · ".join(part for part in parts if part) if number else ""


JOBBER = Format(
    name="jobber_jobs",
    title="Jobber jobs",
    source="jobber",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Job #", "Client name", "Created date"}),
        frozenset({"Job #", "Client name", "Total revenue ($)"}),
        frozenset({"Job #", "Client name", "Job status"}),
    ),
    fields={
        Field.BOUGHT_ON: (
            "Completed date", "Closed date", "Schedule start date", "Start date", "Created date",
        ),
        Field.TOTAL: ("Total revenue ($)", "Total ($)", "Total revenue", "Total"),
        Field.STATUS: ("Job status",),
        Field.NAME: ("Client name",),
        Field.EMAIL: ("Client email",),
        Field.PHONE: ("Client phone",),
        Field.STREET: ("Billing street", "Service street"),
        Field.POSTCODE: (
            "Billing ZIP", "Billing ZIP code", "Billing postal code", "Service ZIP",
            "Service ZIP code", "Service postal code",
        ),
        Field.CITY: ("Billing city", "Service city"),
        Field.REGION: ("Billing province", "Billing state", "Service province", "Service state"),
        Field.STAFF: ("Salesperson", "Visits assigned to"),
        Field.NOTE: ("Title",),
    },
    computed={Field.ORDER_KEY: _job_key},
    judge=_judge_jobber,
)  # fmt: skip


HOUSECALL = Format(
    name="housecall_jobs",
    title="Housecall Pro jobs",
    source="housecall",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Job #", "Customer name", "Job amount"}),
        frozenset({"Job #", "Job status", "Customer name"}),
        frozenset({"Job #", "Job scheduled start date", "Job amount"}),
    ),
    fields={
        Field.ORDER_KEY: ("Job #",),
        Field.BOUGHT_ON: (
            "Job completed date", "Job scheduled start date", "Job created date",
        ),
        Field.TOTAL: ("Job amount",),
        Field.STATUS: ("Job status",),
        Field.NAME: ("Customer name",),
        Field.EMAIL: ("Customer email", "Email"),
        Field.PHONE: ("Customer mobile phone", "Customer phone", "Mobile phone"),
        Field.STREET: ("Address",),
        Field.STAFF: ("Assigned employees",),
        Field.NOTE: ("Job description",),
    },
    judge=by_status(
        cancelled=r".*cancel|unscheduled|scheduled|needs scheduling|in progress|deleted|open",
        sales=r"complete|paid|invoiced|done",
    ),
)  # fmt: skip

_VAGARO = "Checkout Date / Checkout By / Transaction ID"


def _checkout(row: Row) -> list[str]:
    """Three things in one cell, with spaces or line ends around the strokes between them."""
    return re.split(r"\s+/\s+|\s*\n\s*", row.named(_VAGARO))


def _checkout_date(row: Row) -> str:
    return _checkout(row)[0]


def _checkout_key(row: Row) -> str:
    parts = _checkout(row)
    return parts[-1] if len(parts) > 1 else ""


VAGARO = Format(
    name="vagaro_transactions",
    title="Vagaro transaction list",
    source="vagaro",
    kind=FileKind.PURCHASES,
    signatures=(frozenset({_VAGARO}),),
    fields={
        Field.NAME: ("Customer", "Customer Name", "Client"),
        Field.EMAIL: ("Customer Email", "Email"),
        Field.PHONE: ("Customer Phone", "Phone", "Mobile"),
        Field.ITEM: ("Item Sold", "Item", "Service", "Description"),
        Field.QUANTITY: ("Qty", "Quantity"),
        Field.STAFF: ("Service Provider", "Employee"),
        Field.LINE_AMOUNT: ("Amt Paid", "Amount Paid", "Amount"),
    },
    computed={Field.BOUGHT_ON: _checkout_date, Field.ORDER_KEY: _checkout_key},
)

SALON_RECEIPTS = Format(
    name="salon_receipts",
    title="Salon till receipts",
    source="salon",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Receipt", "Client", "Staff", "Amount", "GST"}),
        frozenset({"Receipt", "Date", "Client", "Staff", "Quantity", "Amount"}),
    ),
    fields={
        Field.ORDER_KEY: ("Receipt",),
        Field.BOUGHT_ON: ("Date",),
        Field.ITEM: ("Description",),
        Field.CUSTOMER_KEY: ("Client",),
        Field.NAME: ("Client Name", "Client"),
        Field.STAFF: ("Staff",),
        Field.QUANTITY: ("Quantity",),
        Field.LINE_AMOUNT: ("Amount",),
        Field.TAX: ("GST", "PST", "HST", "VAT"),
    },
    adds_each_row=(Field.TAX,),
)


def _other(name: str, title: str, *signatures: frozenset[str]) -> Format:
    """A list of the same till that holds no sale."""
    return Format(
        name=name,
        title=title,
        source="salon",
        kind=FileKind.PURCHASES,
        signatures=signatures,
        fields={},
        cannot=UnusableReason.OTHER_REPORT,
        cannot_facts={"instead": "salon_receipts"},
    )


FORMATS = (
    JOBBER,
    HOUSECALL,
    VAGARO,
    SALON_RECEIPTS,
    _other(
        "salon_bookings",
        "Salon bookings",
        frozenset({"Code", "Staff", "Service", "Date", "Time", "TimeInt"}),
    ),
    _other(
        "salon_cancellations",
        "Salon cancellations",
        frozenset({"Cancel Date", "Code", "Service", "Booking Date"}),
    ),
    _other("salon_no_shows", "Salon no-shows", frozenset({"Date", "Code", "Service", "Staff"})),
    _other(
        "salon_services",
        "Salon services",
        frozenset({"IsActive", "Code", "Desc", "Cate", "Price"}),
    ),
)
