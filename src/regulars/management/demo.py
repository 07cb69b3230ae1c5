"""Adds the sample business, some sixty invented customers of a coffee roaster, to look around
with; --remove takes it away again with everything that was tried out on it."""

import argparse

from django.db import transaction

from regulars.actions.sample import add_sample, remove_sample
from regulars.actions.shops import create_shop
from regulars.management.readiness import migrate
from regulars.models import Customer, Person
from regulars.queries.shops import has_sample, the_shop
from regulars.rules.kinds import Role
from regulars.rules.places import guess
from regulars.web.places import machine_zone

EXAMPLE = "regulars --data ~/regulars demo --remove"
NAME = "Aurora Coffee"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--remove", action="store_true", help="take the sample business away")


def run(args: argparse.Namespace) -> int:
    migrate()
    owner = Person.objects.filter(role=Role.OWNER.value).order_by("pk").first()
    if args.remove:
        count = remove_sample(person=owner) if the_shop() else 0
        print(f"{count} invented customers are gone." if count else "There was no sample business.")
        return 0
    if has_sample():
        print("The sample business is here already. Take it away with: regulars demo --remove")
        return 0
    _add(owner)
    count = Customer.objects.filter(batch__kind="sample").count()
    print(f"{count} invented customers are here. Take them away with: regulars demo --remove")
    return 0


@transaction.atomic
def _add(owner: Person | None) -> None:
    """In a new folder the business gets a name and this machine's place; the first visit asks."""
    if the_shop() is None:
        place = guess(languages=[], zone=machine_zone(), offered=["en"])
        create_shop(
            name=NAME,
            country=place.country,
            currency=place.currency,
            time_zone=place.time_zone,
            language=place.language,
        )
    add_sample(person=owner)
