"""Everything that is kept, as tables in open formats: nothing here ties anybody to Regulars."""

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

from regulars.models import Customer, Purchase, Shop
from regulars.rules.channels import Channel
from regulars.rules.money import from_minor

AT_ONCE = 2_000
SECRET = {
    ("person", "password"),
    ("mailaccount", "secret"),
    ("mailaccount", "imap_secret"),
    ("mailaccount", "dkim_secret"),
    ("textaccount", "secret"),
    ("webhook", "secret"),
    ("calendaraccount", "secret"),
}
# Notes of the machinery, of no meaning outside: what happened stands in the other tables.
LEFT_OUT = {
    "doublessearch",
    "fittedmodel",
    "handled",
    "importjournal",
    "schedule",
    "stuckreaction",
    "workerbeat",
}

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers a person can read. `rows` can be walked once."""

    name: str
    headers: list[str]
    rows: Iterator[Row]


def all_tables() -> Iterator[Table]:
    """One table for each of ours, as it is stored, with the joins as numbers."""
    for model in apps.get_app_config("regulars").get_models(include_auto_created=True):
        name = str(model._meta.model_name)
        if name not in LEFT_OUT:
            fields = [f for f in model._meta.concrete_fields if (name, f.name) not in SECRET]
            columns = [field.attname for field in fields]
            rows = model._base_manager.order_by("pk").values_list(*columns)
            yield Table(
                name,
                [_header(field) for field in fields],
                (list(row) for row in rows.iterator(chunk_size=AT_ONCE)),
            )


def _header(field: "models.Field[Any, Any]") -> str:
    words = field.name.replace("_", " ")
    if field.primary_key:
        return "Number" if not field.is_relation else f"{words.capitalize()} number"
    if field.is_relation:
        return f"{words.capitalize()} number"
    return words.capitalize()


CUSTOMER_HEADERS = [
    "Customer number",
    "Name",
    "First name",
    "Last name",
    "Company",
    "Email",
    "Phone",
    "Street",
    "Postcode",
    "City",
    "Region",
    "Country",
    "Birthday",
    "Language",
    "Customer since",
    "Email consent",
    "SMS consent",
    "WhatsApp consent",
    "Phone consent",
    "Post consent",
    "Tags",
]
CONSENT_CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.WHATSAPP, Channel.PHONE, Channel.POST)


def customers() -> Table:
    """One row a customer, in a form that any customer list, ours too, reads."""
    found = Customer.objects.order_by("pk").prefetch_related("contact_points", "consents", "tags")
    return Table(
        "customers",
        CUSTOMER_HEADERS,
        (_customer(one) for one in found.iterator(chunk_size=AT_ONCE)),
    )


def _customer(one: Customer) -> Row:
    ways = {"email": "", "phone": ""}
    for point in one.contact_points.all():
        ways[point.kind] = ways.get(point.kind) or point.value
    said: dict[str, bool] = {}
    for consent in one.consents.all():  # the latest first
        said.setdefault(consent.channel, consent.is_given)
    return [
        one.pk,
        one.name,
        one.given_name,
        one.family_name,
        one.company,
        ways["email"],
        ways["phone"],
        one.street,
        one.postcode,
        one.city,
        one.region,
        one.country,
        _birthday(one),
        one.language,
        one.customer_since_on or "",
        *({True: "yes", False: "no", None: ""}[said.get(c.value)] for c in CONSENT_CHANNELS),
        ", ".join(tag.name for tag in one.tags.all()),
    ]


def _birthday(one: Customer) -> str:
    if not (one.birthday_month and one.birthday_day):
        return ""
    year = f"{one.birthday_year:04d}" if one.birthday_year else "-"
    return f"{year}-{one.birthday_month:02d}-{one.birthday_day:02d}"


PURCHASE_HEADERS = [
    "Order number",
    "Date",
    "Customer number",
    "Customer name",
    "Email",
    "Phone",
    "Currency",
    "Total",
    "Refunded",
    "Item",
    "Quantity",
    "Line amount",
    "Store",
]


def purchases() -> Table:
    """One row a line of each purchase (one for a purchase without), the oldest first."""
    found = (
        Purchase.objects.order_by("bought_at", "pk")
        .select_related("customer")
        .prefetch_related("lines", "customer__contact_points")
    )
    shop = Shop.objects.filter(pk=Shop.ONLY).first()
    zone = zoneinfo.ZoneInfo(shop.time_zone) if shop else zoneinfo.ZoneInfo("UTC")
    rows = (row for one in found.iterator(chunk_size=AT_ONCE) for row in _purchase(one, zone))
    return Table("purchases", PURCHASE_HEADERS, rows)


def _purchase(one: Purchase, zone: zoneinfo.ZoneInfo) -> Iterator[Row]:
    ways = {"email": "", "phone": ""}
    for point in one.customer.contact_points.all() if one.customer else ():
        ways[point.kind] = ways.get(point.kind) or point.value
    when = one.bought_at.astimezone(zone)
    start = [
        f"{one.source}-{one.key}" if one.source else one.key,
        f"{when:%Y-%m-%d %H:%M:%S}" if one.is_time_known else one.bought_on.isoformat(),
        one.customer_id or "",
        one.customer.name if one.customer else "",
        ways["email"],
        ways["phone"],
        one.currency,
        from_minor(one.total_minor, one.currency),
        from_minor(one.refunded_minor, one.currency),
    ]
    lines = list(one.lines.all())
    for line in lines:
        amount = "" if line.amount_minor is None else from_minor(line.amount_minor, one.currency)
        yield [*start, line.name, line.quantity.normalize(), amount, one.place]
    if not lines:
        yield [*start, "", "", "", one.place]


def plain(value: Any) -> Any:
    """A value as JSON has it. Moments are told in UTC, amounts as text so that none is rounded."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str | int | float | bool | list | dict) or value is None:
        return value
    return str(value)
