"""What we notice, hear and remember of a person."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.removals import put_back_rows, remove_row
from regulars.models import Concern, Connection, Customer, Event, Fact, Person, Wish
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import FactKind, FactState, OpenState, WishCertainty


@transaction.atomic
def note_fact(
    *,
    customer: Customer,
    text: str,
    kind: FactKind = FactKind.NOTICED,
    is_not_for_use: bool = False,
    person: Person | None,
) -> Fact:
    fact = Fact.objects.create(
        customer=customer,
        kind=kind.value,
        text=text,
        is_not_for_use=is_not_for_use,
        noticed_by=person,
        noticed_at=timezone.now(),
    )
    record("fact.noted", customer, person=person, fact=fact.pk, fact_kind=kind.value)
    return fact


@transaction.atomic
def change_fact(
    *, fact: Fact, text: str, kind: FactKind, is_not_for_use: bool, person: Person | None
) -> None:
    Fact.objects.filter(pk=fact.pk).update(
        text=text, kind=kind.value, is_not_for_use=is_not_for_use
    )
    record("fact.changed", fact.customer, person=person, fact=fact.pk, what="text")


@transaction.atomic
def settle_fact(*, fact: Fact, state: FactState, person: Person | None) -> None:
    """A goal came true, an arrangement ended, or it holds again."""
    if Fact.objects.filter(pk=fact.pk).exclude(state=state.value).update(state=state.value):
        record("fact.changed", fact.customer, person=person, fact=fact.pk, what=state.value)


@transaction.atomic
def change_wish(
    *,
    wish: Wish,
    text: str,
    certainty: WishCertainty,
    offered: str,
    state: OpenState,
    person: Person | None,
) -> None:
    Wish.objects.filter(pk=wish.pk).update(
        text=text, certainty=certainty.value, offered=offered, state=state.value
    )
    record("wish.changed", wish.customer, person=person, wish=wish.pk, what=state.value)


@transaction.atomic
def note_concern(
    *,
    customer: Customer,
    text: str,
    owner: Person | None = None,
    due_on: date | None = None,
    person: Person | None,
) -> Concern:
    """A worry and who looks after it; without a name it is whoever wrote it down."""
    concern = Concern.objects.create(
        customer=customer,
        text=text,
        owner=owner or person,
        due_on=due_on,
        noticed_at=timezone.now(),
    )
    record("concern.noted", customer, person=person, concern=concern.pk)
    return concern


@transaction.atomic
def change_concern(
    *,
    concern: Concern,
    text: str,
    owner: Person | None,
    due_on: date | None,
    state: OpenState,
    person: Person | None,
) -> None:
    Concern.objects.filter(pk=concern.pk).update(
        text=text, owner=owner, due_on=due_on, state=state.value
    )
    record("concern.changed", concern.customer, person=person, concern=concern.pk, what=state.value)


@transaction.atomic
def note_connection(
    *,
    customer: Customer,
    name: str,
    relation: str = "",
    occasion: str = "",
    day: Anniversary | None = None,
    other: Customer | None = None,
    is_not_for_use: bool = False,
    person: Person | None,
) -> Connection:
    """Somebody around the customer, and their day. `other`: where they are a customer too."""
    connection = Connection.objects.create(
        customer=customer,
        other=other,
        name=name,
        relation=relation,
        occasion=occasion,
        month=day.month if day else None,
        day=day.day if day else None,
        year=day.year if day else None,
        is_not_for_use=is_not_for_use,
    )
    record("connection.noted", customer, person=person, connection=connection.pk)
    return connection


@transaction.atomic
def change_connection(
    *,
    connection: Connection,
    name: str,
    relation: str,
    occasion: str,
    day: Anniversary | None,
    is_not_for_use: bool,
    person: Person | None,
) -> None:
    Connection.objects.filter(pk=connection.pk).update(
        name=name,
        relation=relation,
        occasion=occasion,
        month=day.month if day else None,
        day=day.day if day else None,
        year=day.year if day else None,
        is_not_for_use=is_not_for_use,
    )
    record("connection.noted", connection.customer, person=person, connection=connection.pk)


@transaction.atomic
def forget(*, known: Fact | Wish | Concern | Connection, person: Person | None) -> Event:
    """Take it off the record. `remember_again` undoes it for a while."""
    return remove_row(known, customer=known.customer, person=person)


@transaction.atomic
def remember_again(*, event: Event, person: Person | None) -> None:
    """Raises CannotPutBack where it is back already."""
    put_back_rows(event, person=person)
