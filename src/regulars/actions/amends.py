"""Putting something right with a gift, a credit, work for free: within one's limit at once, above
it after asking whoever may.

    try:
        give_amends(customer=…, what="Two coffees", cost_minor=700, currency="EUR", person=ben)
    except BeyondLimit:
        ask_for_amends(…)  # the same, and an owner has it on the list of the day
"""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regulars.actions.events import record
from regulars.actions.touches import plan_follow_up
from regulars.models import Amends, Complaint, Customer, Person, Promise
from regulars.queries.amends import limits_now
from regulars.queries.formats import money
from regulars.queries.local_days import shop_today
from regulars.queries.shops import the_shop
from regulars.rules.amends import AmendsState, is_within, limit_of
from regulars.rules.kinds import Role

LONGEST_NOTE = 500


class BeyondLimit(Exception):
    """More than this person's role may give by itself; `limit_minor` is what it may."""

    def __init__(self, limit_minor: int) -> None:
        super().__init__(str(limit_minor))
        self.limit_minor = limit_minor


class AmendsDecided(Exception):
    """Somebody decided it first."""


@transaction.atomic
def give_amends(
    *,
    customer: Customer,
    what: str,
    cost_minor: int,
    currency: str,
    person: Person,
    complaint: Complaint | None = None,
    promise: Promise | None = None,
) -> Amends:
    """Given, and its cost on record. Raises BeyondLimit above the limit of the person's role."""
    limit = limit_of(person.role, limits_now())
    if limit is not None and not is_within(cost_minor, limit):
        raise BeyondLimit(limit)
    amends = Amends.objects.create(
        customer=customer,
        complaint=complaint,
        promise=promise,
        what=what.strip(),
        cost_minor=cost_minor,
        currency=currency,
        limit_minor=limit,
        state=AmendsState.GIVEN.value,
        given_by=person,
        asked_at=timezone.now(),
        given_on=shop_today(),
    )
    record("amends.given", customer, person=person, amends=amends.pk, cost=cost_minor)
    return amends


@transaction.atomic
def ask_for_amends(
    *,
    customer: Customer,
    what: str,
    cost_minor: int,
    currency: str,
    person: Person,
    complaint: Complaint | None = None,
    promise: Promise | None = None,
) -> Amends:
    """More than the person may give: an owner finds it on the list of the day. Asking for the
    same twice stays one."""
    same = Amends.objects.filter(
        customer=customer,
        complaint=complaint,
        promise=promise,
        what=what.strip(),
        cost_minor=cost_minor,
        state=AmendsState.ASKED.value,
    )
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    there = same.first()
    if there is not None:
        return there
    amends = Amends.objects.create(
        customer=customer,
        complaint=complaint,
        promise=promise,
        what=what.strip(),
        cost_minor=cost_minor,
        currency=currency,
        limit_minor=limit_of(person.role, limits_now()),
        state=AmendsState.ASKED.value,
        given_by=person,
        asked_at=timezone.now(),
    )
    owner = Person.objects.filter(role=Role.OWNER.value, is_active=True).order_by("pk").first()
    _task(amends, is_question=True, whose=owner, person=person)
    record("amends.asked", customer, person=person, amends=amends.pk, cost=cost_minor)
    return amends


@transaction.atomic
def approve_amends(*, amends: Amends, person: Person) -> None:
    """It may be given, and whoever asked has that as a task. Raises BeyondLimit where this person
    may not give as much either, and AmendsDecided for the second of two."""
    limit = limit_of(person.role, limits_now())
    if limit is not None and not is_within(amends.cost_minor, limit):
        raise BeyondLimit(limit)
    _decide(amends, person, state=AmendsState.GIVEN.value, given_on=shop_today())
    _task(amends, is_question=False, whose=amends.given_by, person=person)
    record("amends.given", amends.customer, person=person, amends=amends.pk, cost=amends.cost_minor)


@transaction.atomic
def refuse_amends(*, amends: Amends, because: str, person: Person) -> None:
    """Not this; whoever asked reads why. Raises AmendsDecided, and ValueError without a reason."""
    if not because.strip():
        raise ValueError("amends are refused with a reason")
    _decide(amends, person, state=AmendsState.REFUSED.value, refused_because=because.strip())
    record("amends.refused", amends.customer, person=person, amends=amends.pk)


def _decide(amends: Amends, person: Person, **changes: object) -> None:
    asked = Amends.objects.filter(pk=amends.pk, state=AmendsState.ASKED.value)
    if not asked.update(decided_by=person, decided_at=timezone.now(), **changes):
        raise AmendsDecided(str(amends))


def _task(amends: Amends, *, is_question: bool, whose: Person | None, person: Person) -> None:
    """A task on the list of the day, in the language of the business."""
    shop = the_shop()
    language = shop.language if shop else "en"
    with translation.override(language):
        told = {
            "who": person.display_name,
            "what": amends.what,
            "amount": money(amends.cost_minor, amends.currency, language),
        }
        if is_question:
            note = _("%(who)s asks whether this may be given: %(what)s, %(amount)s.") % told
        else:
            note = _("%(who)s says yes, now give it: %(what)s, %(amount)s.") % told
    plan_follow_up(
        customer=amends.customer,
        due_on=shop_today(),
        note=note[:LONGEST_NOTE],
        assigned_to=whose,
        person=person,
    )
