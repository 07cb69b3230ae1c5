"""Meeting people, and keeping right what we know of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from regulars.actions.events import record
from regulars.actions.rhythms import refresh_rhythms
from regulars.models import ContactPoint, Customer, Person
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import ContactKind, PauseReason
from regulars.rules.search import search_text

Contacts = Mapping[ContactKind, Iterable[str]]


@transaction.atomic
def create_customer(
    *, fields: Mapping[str, object], contacts: Contacts, person: Person | None
) -> Customer:
    """A new customer. `fields` by name of the column; e-mails in lower case, phones in E.164."""
    customer = Customer.objects.create(**fields)
    _write_contacts(customer, contacts)
    refresh_search_text(customer)
    refresh_rhythms([customer.pk], today=shop_today())
    record("customer.created", customer, person=person)
    return customer


@transaction.atomic
def change_customer(
    *,
    customer: Customer,
    fields: Mapping[str, object],
    contacts: Contacts | None = None,
    person: Person | None,
) -> None:
    """These columns become these values. `contacts` replace those of each kind they name; None
    leaves them alone."""
    before = Customer.objects.get(pk=customer.pk)
    changes = {name: value for name, value in fields.items() if getattr(before, name) != value}
    if changes:
        Customer.objects.filter(pk=customer.pk).update(**changes)
    are_contacts_new = bool(contacts) and _write_contacts(customer, contacts or {})
    if not changes and not are_contacts_new:
        return
    refresh_search_text(customer)
    names = [*changes, *(["contacts"] if are_contacts_new else [])]
    record("customer.changed", customer, person=person, fields=", ".join(names))


def _write_contacts(customer: Customer, contacts: Contacts) -> bool:
    """True if anything changed. A point that stays keeps its row, and with it where it is from."""
    is_changed = False
    for kind, values in contacts.items():
        wanted = list(dict.fromkeys(value for value in values if value))
        points = {p.value: p for p in customer.contact_points.filter(kind=kind.value)}
        gone = [point.pk for value, point in points.items() if value not in wanted]
        if gone:
            ContactPoint.objects.filter(pk__in=gone).delete()
            is_changed = True
        for position, value in enumerate(wanted):
            if value not in points:
                ContactPoint.objects.create(
                    customer=customer, kind=kind.value, value=value, position=position
                )
                is_changed = True
            elif points[value].position != position:
                ContactPoint.objects.filter(pk=points[value].pk).update(position=position)
                is_changed = True
    return is_changed


def refresh_search_text(customer: Customer) -> None:
    """Make the derived text anew after a name or a contact changed. In the caller's transaction."""
    held = Customer.objects.get(pk=customer.pk)
    points = list(held.contact_points.all())
    text = search_text(
        name=held.name,
        company=held.company,
        emails=[p.value for p in points if p.kind == ContactKind.EMAIL],
        phones=[p.value for p in points if p.kind == ContactKind.PHONE],
    )
    Customer.objects.filter(pk=held.pk).exclude(search_text=text).update(search_text=text)


@transaction.atomic
def pause_customer(
    *,
    customer: Customer,
    reason: PauseReason,
    until_on: date | None = None,
    person: Person | None,
) -> None:
    """Leave the person in peace until that day, or for good (None)."""
    Customer.objects.filter(pk=customer.pk).update(
        pause_reason=reason.value, paused_until_on=until_on
    )
    record(
        "customer.paused",
        customer,
        person=person,
        reason=reason.value,
        until=until_on.isoformat() if until_on else None,
    )


@transaction.atomic
def resume_customer(*, customer: Customer, person: Person | None) -> None:
    """End a pause. Nothing happens where there is none."""
    paused = Customer.objects.filter(pk=customer.pk).exclude(pause_reason="")
    if paused.update(pause_reason="", paused_until_on=None):
        record("customer.resumed", customer, person=person)
