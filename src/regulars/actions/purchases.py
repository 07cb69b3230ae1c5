"""Sales that somebody here writes down by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from regulars.actions.events import record
from regulars.actions.removals import put_back_rows, remove_row
from regulars.actions.rhythms import add_to_rhythm, refresh_rhythms
from regulars.models import Customer, Event, Line, Person, Purchase
from regulars.queries.local_days import noon_of, shop_today, shop_zone

OWN_SOURCE = ""  # written down in Regulars itself


@dataclass(frozen=True, slots=True)
class NewLine:
    name: str
    quantity: Decimal = Decimal(1)
    amount_minor: int | None = None


@transaction.atomic
def record_purchase(
    *,
    customer: Customer,
    bought_at: datetime,
    total_minor: int,
    currency: str,
    lines: Sequence[NewLine] = (),
    what_for: str = "",
    is_time_known: bool = True,
    person: Person | None,
) -> Purchase:
    """Write down a sale. The moment must be aware; its day is the shop's local one."""
    purchase = Purchase.objects.create(
        customer=customer,
        source=OWN_SOURCE,
        key=uuid4().hex,
        bought_at=bought_at,
        bought_on=bought_at.astimezone(shop_zone()).date(),
        is_time_known=is_time_known,
        currency=currency,
        total_minor=total_minor,
        what_for=what_for,
        recorded_by=person,
    )
    _write_lines(purchase, lines)
    add_to_rhythm(purchase, today=shop_today())
    record("purchase.recorded", customer, person=person, purchase=purchase.pk)
    return purchase


def _write_lines(purchase: Purchase, lines: Sequence[NewLine]) -> None:
    Line.objects.bulk_create(
        Line(
            purchase=purchase,
            position=position,
            name=line.name,
            quantity=line.quantity,
            amount_minor=line.amount_minor,
        )
        for position, line in enumerate(lines)
    )


@transaction.atomic
def note_what_for(*, purchase: Purchase, what_for: str, person: Person | None) -> None:
    """What the purchase means to the customer, in their words (A6)."""
    Purchase.objects.filter(pk=purchase.pk).update(what_for=what_for)
    record(
        "purchase.changed", purchase.customer, person=person, purchase=purchase.pk, what="what_for"
    )


@transaction.atomic
def change_purchase(
    *,
    purchase: Purchase,
    bought_on: date,
    total_minor: int,
    refunded_minor: int,
    what_for: str,
    person: Person | None,
) -> None:
    """Correct a sale. A day that stays the same keeps its hour; lines stay as they are."""
    changes: dict[str, object] = {
        "total_minor": total_minor,
        "refunded_minor": refunded_minor,
        "what_for": what_for,
    }
    if bought_on != purchase.bought_on:
        changes |= {
            "bought_on": bought_on,
            "bought_at": noon_of(bought_on),
            "is_time_known": False,
        }
    Purchase.objects.filter(pk=purchase.pk).update(**changes)
    if purchase.customer_id:
        refresh_rhythms([purchase.customer_id], today=shop_today())
    record("purchase.changed", purchase.customer, person=person, purchase=purchase.pk, what="sale")


@transaction.atomic
def remove_purchase(*, purchase: Purchase, person: Person | None) -> Event:
    """Take a sale away with its lines. `put_back_purchase` undoes it for a while."""
    customer = purchase.customer
    event = remove_row(purchase, customer=customer, person=person)
    if customer:
        refresh_rhythms([customer.pk], today=shop_today())
    return event


@transaction.atomic
def put_back_purchase(event: Event, *, person: Person | None) -> None:
    """Raises CannotPutBack where it is back already."""
    put_back_rows(event, person=person)
    if event.customer_id:
        refresh_rhythms([event.customer_id], today=shop_today())
