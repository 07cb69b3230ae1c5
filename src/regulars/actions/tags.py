"""Short labels that this business puts on people."""

from collections.abc import Iterable

from django.db import transaction

from regulars.actions.events import record
from regulars.models import Customer, Person, Tag
from regulars.rules.search import fold

LONGEST_TAG = 60


@transaction.atomic
def set_tags(*, customer: Customer, names: Iterable[str], person: Person | None) -> None:
    """The customer's tags become these. A known tag is recognised in any case and accent."""
    known = {fold(tag.name): tag for tag in Tag.objects.all()}
    wanted: dict[str, Tag] = {}
    for name in (" ".join(name.split())[:LONGEST_TAG] for name in names):
        if name and fold(name) not in wanted:
            wanted[fold(name)] = known.get(fold(name)) or Tag.objects.create(name=name)
    before = {tag.pk for tag in customer.tags.all()}
    after = {tag.pk for tag in wanted.values()}
    if before == after:
        return
    customer.tags.set(after)
    Tag.objects.filter(pk__in=before - after, customers=None).delete()
    record("tags.changed", customer, person=person, tags=", ".join(t.name for t in wanted.values()))
