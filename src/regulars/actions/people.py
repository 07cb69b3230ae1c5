"""The people who work here: the owner first, colleagues later."""

from datetime import time
from typing import Any

from axes.utils import reset
from django.db import IntegrityError, transaction

from regulars.actions.events import record
from regulars.actions.promises import hand_over_promises
from regulars.actions.shops import change_shop, create_shop
from regulars.actions.signing import hold_back_signed
from regulars.models import Absence, Appointment, Customer, Person, Shop, Touch
from regulars.rules.kinds import AppointmentState, OpenState, Role, Theme


class AlreadyBegun(Exception):
    """Somebody else has made the owner's account."""


class NameTaken(Exception):
    """Another person signs in by this name."""


class LastOwner(Exception):
    """Nobody would be left who may decide about the business."""


def begin(*, username: str, display_name: str, passphrase: str, shop: dict[str, Any]) -> Person:
    """Make the owner's account and the business, once. Raises AlreadyBegun for the second of two.

    `shop` are the arguments of create_shop. A business that came from an import by command is
    confirmed and corrected. The unique row decides where there is no shop yet, its lock where
    there is one.
    """
    try:
        return _begin(username, display_name, passphrase, shop)
    except IntegrityError as trouble:
        raise AlreadyBegun from trouble


@transaction.atomic
def _begin(username: str, display_name: str, passphrase: str, shop: dict[str, Any]) -> Person:
    is_there = Shop.objects.select_for_update().filter(pk=Shop.ONLY).exists()
    if not is_there:
        create_shop(**shop)
    if Person.objects.exists():
        raise AlreadyBegun
    if is_there:
        change_shop(**shop)
    owner = Person(
        username=username.strip(),
        display_name=display_name.strip(),
        role=Role.OWNER.value,
    )
    owner.set_password(passphrase)
    owner.save()
    record("person.created", person=owner, whom=owner.pk)
    return owner


@transaction.atomic
def add_person(
    *, username: str, display_name: str, role: str, passphrase: str, person: Person
) -> Person:
    """A new colleague, with a first passphrase to change. Raises NameTaken."""
    if Person.objects.filter(username__iexact=username.strip()).exists():
        raise NameTaken(username)
    colleague = Person(
        username=username.strip(), display_name=display_name.strip(), role=Role(role).value
    )
    colleague.set_password(passphrase)
    colleague.save()
    record("person.created", person=person, whom=colleague.pk)
    return colleague


@transaction.atomic
def change_own(
    *,
    person: Person,
    display_name: str,
    language: str,
    care_minutes: int,
    theme: str,
    has_shortcuts: bool,
) -> None:
    """What somebody decided for their own screen and day."""
    Person.objects.filter(pk=person.pk).update(
        display_name=display_name.strip(),
        language=language,
        care_minutes=care_minutes,
        theme=Theme(theme).value,
        has_shortcuts=has_shortcuts,
    )
    record("person.changed", person=person, whom=person.pk)


@transaction.atomic
def choose_digests(
    *, person: Person, email: str, morning_at: time | None, evening_at: time | None
) -> None:
    """Where and when somebody is told their day by mail; None: not at all."""
    Person.objects.filter(pk=person.pk).update(
        email=email.strip(), morning_at=morning_at, evening_at=evening_at
    )
    record("person.changed", person=person, whom=person.pk, what="digests")


@transaction.atomic
def change_passphrase(*, whom: Person, passphrase: str, person: Person | None) -> None:
    """Ends every session of theirs: sessions carry a print of the passphrase."""
    whom.set_password(passphrase)
    whom.save(update_fields=["password"])
    record("person.changed", person=person, whom=whom.pk, passphrase=True)


@transaction.atomic
def let_in_again(*, whom: Person, passphrase: str) -> None:
    """A new passphrase from the computer itself, where nobody has to be signed in. Whoever was
    locked out after too many guesses may try at once."""
    reset(username=whom.username.lower())
    change_passphrase(whom=whom, passphrase=passphrase, person=None)


@transaction.atomic
def change_role(*, whom: Person, role: str, person: Person) -> None:
    """Raises LastOwner where nobody would be left who may decide."""
    if role != Role.OWNER.value:
        _keep_an_owner(whom)
    Person.objects.filter(pk=whom.pk).update(role=Role(role).value)
    record("person.changed", person=person, whom=whom.pk, role=role)


@transaction.atomic
def deactivate(*, whom: Person, successor: Person, person: Person) -> None:
    """Somebody stops working here: signed out at once, their customers, open touches and open
    promises go over.

    Raises LastOwner; ValueError where the successor is the same person or has left.
    """
    _keep_an_owner(whom)
    if successor.pk == whom.pk or not successor.is_active:
        raise ValueError("the successor must be somebody else who works here")
    Person.objects.filter(pk=whom.pk).update(is_active=False)
    hold_back_signed(whom)
    moved = Customer.objects.filter(carer=whom).update(carer=successor)
    Touch.objects.filter(assigned_to=whom, state=OpenState.OPEN.value).update(assigned_to=successor)
    Appointment.objects.filter(person=whom, state=AppointmentState.BOOKED.value).update(
        person=successor
    )
    promises = hand_over_promises(of=whom, to=successor)
    Absence.objects.filter(person=successor, cover=whom).delete()  # nobody covers for themselves
    Absence.objects.filter(cover=whom).update(cover=successor)
    record(
        "person.changed",
        person=person,
        whom=whom.pk,
        is_active=False,
        handed_over=moved,
        promises=promises,
    )


@transaction.atomic
def reactivate(*, whom: Person, person: Person) -> None:
    """Somebody works here again; what was handed over stays where it is."""
    Person.objects.filter(pk=whom.pk).update(is_active=True)
    record("person.changed", person=person, whom=whom.pk, is_active=True)


def _keep_an_owner(whom: Person) -> None:
    owners = Person.objects.select_for_update().filter(role=Role.OWNER.value, is_active=True)
    pks = [owner.pk for owner in owners]  # the locked rows: two owners cannot leave at once
    if pks == [whom.pk]:
        raise LastOwner(str(whom))
