"""The owner's list of causes: what in our way of working lets things go wrong, never who."""

from django.db import transaction

from regulars.actions.events import record
from regulars.models import Cause, Person
from regulars.queries.people import names_of_people
from regulars.queries.shops import the_shop
from regulars.rules.complaints import names_somebody
from regulars.rules.ready_causes import READY


class NamesSomebody(ValueError):
    """A cause is to name a way of working; this names a person who works here."""


@transaction.atomic
def keep_cause(*, name: str, person: Person | None) -> Cause:
    """On the list, once; one that was taken off is back. Raises NamesSomebody."""
    name = " ".join(name.split())
    if names_somebody(name, names_of_people()):
        raise NamesSomebody(name)
    cause, is_new = Cause.objects.get_or_create(name=name)
    is_back = bool(Cause.objects.filter(pk=cause.pk, is_on=False).update(is_on=True))
    if is_new or is_back:
        record("cause.changed", person=person, cause=cause.pk, is_on=True)
    return cause


@transaction.atomic
def take_off(*, cause: Cause, person: Person | None) -> bool:
    """Not chosen any more; what was reviewed keeps it. False where it is off already."""
    changed = bool(Cause.objects.filter(pk=cause.pk, is_on=True).update(is_on=False))
    if changed:
        record("cause.changed", person=person, cause=cause.pk, is_on=False)
    return changed


@transaction.atomic
def install_ready_causes() -> int:
    """The list to begin with, in the language of the business, where there is none yet. Returns
    how many are new."""
    shop = the_shop()
    if shop is None or Cause.objects.exists():
        return 0
    names = [one.get(shop.language, one["en"]) for one in READY]
    Cause.objects.bulk_create([Cause(name=name) for name in names], ignore_conflicts=True)
    record("cause.changed", ready=len(names))
    return len(names)
