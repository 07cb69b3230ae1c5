"""GoCardless payments: memberships, lessons, clubs."""

from regulars.readers.format import Format
from regulars.readers.formats.verdicts import by_status
from regulars.rules.imports import Field, FileKind

PAYMENTS = Format(
    name="gocardless_payments",
    title="GoCardless payments",
    source="gocardless",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"id", "charge_date", "amount", "links.mandate"}),
        frozenset({"id", "charge_date", "amount", "customers.id"}),
        frozenset({"id", "charge_date", "amount_refunded", "status"}),
    ),
    fields={
        Field.ORDER_KEY: ("id",),
        Field.BOUGHT_ON: ("charge_date", "created_at"),
        Field.CURRENCY: ("currency",),
        Field.TOTAL: ("amount",),
        Field.REFUNDED: ("amount_refunded",),
        Field.STATUS: ("status",),
        Field.CUSTOMER_KEY: ("customers.id", "links.customer"),
        Field.EMAIL: ("customers.email",),
        Field.GIVEN_NAME: ("customers.given_name",),
        Field.FAMILY_NAME: ("customers.family_name",),
        Field.COMPANY: ("customers.company_name",),
        Field.STREET: ("customers.address_line1",),
        Field.POSTCODE: ("customers.postal_code",),
        Field.CITY: ("customers.city",),
        Field.COUNTRY: ("customers.country_code",),
        Field.CUSTOMER_SINCE: ("customers.created_at",),
        Field.NOTE: ("description",),
    },
    judge=by_status(
        cancelled=r"pending|submitted|failed|cancel|customer approval denied|charged back",
        sales=r"paid out|confirmed",
    ),
)

FORMATS = (PAYMENTS,)
