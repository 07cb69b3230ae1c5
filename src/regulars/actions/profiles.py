"""A public page of a customer: kept only where they used it with us first (B5), and never written
to by a machine (C10)."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from regulars.actions.events import record
from regulars.models import ContactPoint, Customer, Person
from regulars.queries.profiles import profiles_of
from regulars.rules.kinds import ContactKind
from regulars.rules.web_addresses import Unfit, unfit


class NotAPage(ValueError):
    """An address that is none of the open web. `why` says what speaks against it."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def note_profile(
    *, customer: Customer, url: str, came_from: str, noted_on: date, person: Person | None
) -> ContactPoint:
    """They used this page with us first, in the way that `came_from` says. The same page again
    stays one. Raises NotAPage, and ValueError without a word on how."""
    if why := unfit(url):
        raise NotAPage(why)
    if not came_from.strip():
        raise ValueError("say how they used it first")
    last = profiles_of(customer).aggregate(last=Max("position"))["last"]
    point, is_new = ContactPoint.objects.get_or_create(
        customer=customer,
        kind=ContactKind.PROFILE.value,
        value=url,
        defaults={
            "position": 0 if last is None else last + 1,
            "came_from": came_from.strip(),
            "noted_on": noted_on,
        },
    )
    if is_new:
        record("customer.changed", customer, person=person, fields="contacts")
    return point


@transaction.atomic
def remove_profile(*, profile: ContactPoint, person: Person | None) -> bool:
    """False where it is gone already."""
    found = ContactPoint.objects.filter(pk=profile.pk, kind=ContactKind.PROFILE.value)
    is_gone = bool(found.delete()[0])
    if is_gone:
        record("customer.changed", profile.customer, person=person, fields="contacts")
    return is_gone
