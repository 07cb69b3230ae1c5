"""What a file says once it is read: the shapes that every reader gives and every writer takes.

Nothing here is written anywhere yet. Row numbers count from 1 at the file's first line as a
person sees it in a spreadsheet or an editor, so that a refusal can be found by eye.

Named tuples, not frozen dataclasses: a file makes millions, and these are made in half the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from regulars.rules.channels import Channel
from regulars.rules.dates import Anniversary

NOTHING: Mapping[str, str] = {}  # the type lets nobody write into it


class ConsentRecord(NamedTuple):
    """A plain yes or a plain no for one channel. Silence and "maybe" make no record."""

    channel: Channel
    is_given: bool
    words: str  # the column and value as they stood in the file: "Accepts Marketing: yes"
    at: datetime | None = None


class CustomerRecord(NamedTuple):
    """A person or firm as one file knows them. Empty text means that the file does not say."""

    row: int
    source: (
        str  # the tool that keeps the ids: "shopify", "square" …; "" for a file of no known tool
    )
    key: str = ""  # the tool's own id of this customer
    name: str = ""  # as the person writes it
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    emails: tuple[str, ...] = ()  # lower case, the most used first
    phones: tuple[str, ...] = ()  # E.164, the most used first
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""  # ISO 3166 two letters
    language: str = ""  # BCP 47, "de"
    birthday: Anniversary | None = None
    customer_since_on: date | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    consents: tuple[ConsentRecord, ...] = ()
    extra: Mapping[str, str] = NOTHING  # columns the owner keeps as own fields
    may_be_alone: bool = True  # False: only a name on a card or parcel, no customer without a sale


class LineRecord(NamedTuple):
    name: str
    quantity: Decimal = Decimal(1)
    amount_minor: int | None = None  # for the whole line; None where the file does not say
    sku: str = ""
    category: str = ""
    supplier: str = ""


class PurchaseRecord(NamedTuple):
    """One sale that happened: paid or to be paid, never cancelled, failed or pending."""

    row: int  # the first of its rows
    source: str
    key: str  # the tool's id of the order; "" where the file has none
    bought_at: datetime  # aware; local noon where only the day is known
    bought_on: date  # the local day of the sale, in the file's own or the business's time zone
    is_time_known: bool
    currency: str  # ISO 4217
    total_minor: int  # before refunds, >= 0
    refunded_minor: int = 0  # by this file's own account of this order, 0 .. total_minor
    customer: CustomerRecord | None = None  # None: nobody to attribute it to
    lines: tuple[LineRecord, ...] = ()
    promised_on: date | None = None  # the day that delivery was promised for
    delivered_on: date | None = None  # handed over, or sent off
    place: str = ""
    staff: str = ""
    note: str = ""


class RefundRecord(NamedTuple):
    """Money given back for a sale that is not in the same file (else it lowers that sale)."""

    row: int
    source: str
    key: str  # the tool's id of the refund itself
    purchase_key: str  # the order it belongs to; "" where the file does not say
    refunded_on: date
    currency: str
    amount_minor: int  # > 0
    customer: CustomerRecord | None = None


class Refusal(NamedTuple):
    """A row that could not be taken. `reason` is a code of `rules.imports.RefusalReason`;
    `facts` fill the sentence: the column, the value as it stood, what was expected."""

    row: int
    reason: str
    facts: Mapping[str, str] = NOTHING


Record = CustomerRecord | PurchaseRecord | RefundRecord | Refusal


@dataclass(slots=True)
class Tally:
    """What was seen on the way and made no record. Filled while reading."""

    rows: int = 0  # data rows, without letterhead, header, totals and footer
    cancelled: int = 0  # purchases that were called off, failed or are still pending
    not_sales: int = 0  # payouts, fees, conversions, quotations … that belong to no customer
    lines: int = 0
    gross_minor: dict[str, int] = field(default_factory=dict)  # by currency, before refunds
    refunded_minor: dict[str, int] = field(default_factory=dict)
