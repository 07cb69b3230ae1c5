"""Gives somebody who works here a new passphrase, for an owner who forgot the only one. Asks for it
on the terminal, or reads one line that is piped in. All their devices are signed out."""

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from regulars.actions.people import let_in_again
from regulars.management.refuse import Refuse
from regulars.models import Person
from regulars.rules.kinds import Role

EXAMPLE = "regulars --data ~/regulars passphrase ana"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="as they sign in; left out: the only owner")


def run(args: argparse.Namespace) -> int:
    person = _named(args.name) if args.name else _only_owner()
    passphrase = _asked(person) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(passphrase, person)
    except ValidationError as odd:
        raise Refuse(f"{' '.join(odd.messages)} Nothing was changed.") from None
    let_in_again(whom=person, passphrase=passphrase)
    print(f"{person.display_name} has a new passphrase and signs in as {person.username}.")
    return 0


def _named(name: str) -> Person:
    person = Person.objects.filter(username__iexact=name.strip()).first()
    if person is None:
        there = ", ".join(Person.objects.order_by("username").values_list("username", flat=True))
        raise Refuse(
            f"Nobody here signs in as {name!r}. There are: {there or 'nobody yet'}."
            " Nothing was changed."
        )
    if not person.is_active:
        raise Refuse(
            f"{person.display_name} does not work here any more, and nothing was changed. An owner"
            " can let them come back under Settings, Colleagues."
        )
    return person


def _only_owner() -> Person:
    owners = Person.objects.filter(role=Role.OWNER.value, is_active=True).order_by("username")
    if len(owners) == 1:
        return owners[0]
    if not owners:
        raise Refuse(
            "Nobody has an account yet, so there is no passphrase to change. Start with: regulars"
            " serve"
        )
    names = ", ".join(owner.username for owner in owners)
    raise Refuse(f"Say whose passphrase is to change: {names}. Nothing was changed.")


def _asked(person: Person) -> str:
    first = getpass.getpass(f"New passphrase for {person.display_name} (it is not shown): ")
    if getpass.getpass("Once more: ") != first:
        raise Refuse("The two differ. Nothing was changed.")
    return first
