"""Service that some pay for: drafted, tried with a small group, then kept or dropped.

It is offered in person and answered in person; nothing is sent.
"""

from django.db import transaction
from django.db.models import Q

from regulars.actions.events import record
from regulars.models import Customer, Person, ServiceLevel, ServiceOffer, Shop
from regulars.queries.local_days import shop_today
from regulars.queries.service_levels import left_out_among
from regulars.rules.service_levels import LevelState, OfferAnswer, WhyNotOffered

ANSWERED_IN = [LevelState.TRYING.value, LevelState.KEPT.value]  # what they said is noted


class WrongLevel(Exception):
    """It is not in the state for that, or somebody was quicker."""


class GroupIsFull(Exception):
    """As many as it is to be tried with have been asked."""


class AlreadyOffered(Exception):
    """They have been asked."""


class NotNow(Exception):
    """They are not offered anything for now."""

    def __init__(self, why: WhyNotOffered) -> None:
        super().__init__(why.value)
        self.why = why


class NoReason(Exception):
    """A decision says why."""


@transaction.atomic
def keep_level(
    *, told: dict[str, object], person: Person | None, level: ServiceLevel | None = None
) -> ServiceLevel:
    """A draft, new or said better. Raises WrongLevel once it is tried."""
    if level is None:
        shop = Shop.objects.get(pk=Shop.ONLY)
        level = ServiceLevel.objects.create(**told, currency=shop.currency, created_by=person)
    else:
        mine = ServiceLevel.objects.filter(pk=level.pk, state=LevelState.DRAFT.value)
        if not mine.update(**told):
            raise WrongLevel(str(level))
    record("level.changed", person=person, level=level.pk)
    return level


@transaction.atomic
def begin_level(*, level: ServiceLevel, person: Person | None) -> None:
    """From now on it is offered to a few, and stands as it is. Raises WrongLevel."""
    mine = ServiceLevel.objects.filter(pk=level.pk, state=LevelState.DRAFT.value)
    if not mine.update(state=LevelState.TRYING.value, began_on=shop_today()):
        raise WrongLevel(str(level))
    record("level.begun", person=person, level=level.pk)


@transaction.atomic
def offer_level(*, level: ServiceLevel, customer: Customer, person: Person | None) -> ServiceOffer:
    """They were asked, in person. Raises WrongLevel, AlreadyOffered, GroupIsFull, NotNow.

    The level is locked, so that no two hands fill the last place; and the customer, as whoever
    writes down a complaint or a pause locks them too.
    """
    held = ServiceLevel.objects.select_for_update(of=("self",)).get(pk=level.pk)
    if held.state != LevelState.TRYING:
        raise WrongLevel(str(held))
    if held.offers.filter(customer=customer).exists():
        raise AlreadyOffered(str(held))
    if held.offers.count() >= held.group_size:
        raise GroupIsFull(str(held))
    Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    today = shop_today()
    why = left_out_among([customer.pk], today).get(customer.pk)
    if why is not None:
        raise NotNow(why)
    offer = ServiceOffer.objects.create(
        level=held, customer=customer, offered_on=today, offered_by=person
    )
    record("level.offered", customer, person=person, level=held.pk, offer=offer.pk)
    return offer


@transaction.atomic
def answer_offer(
    *, offer: ServiceOffer, is_taken: bool, person: Person | None, why: str = ""
) -> None:
    """What they said, once. Raises WrongLevel for the second of two hands, and after the end."""
    answer = OfferAnswer.TAKEN if is_taken else OfferAnswer.DECLINED
    waiting = ServiceOffer.objects.filter(
        pk=offer.pk, answer=OfferAnswer.OPEN.value, level__state__in=ANSWERED_IN
    )
    if not waiting.update(answer=answer.value, answered_on=shop_today(), why=why):
        raise WrongLevel(str(offer))
    record("level.answered", offer.customer, person=person, offer=offer.pk)


@transaction.atomic
def correct_answer(
    *,
    offer: ServiceOffer,
    was: OfferAnswer,
    answer: OfferAnswer,
    person: Person | None,
    why: str = "",
) -> None:
    """On the day it was written, it was another answer than `was`, or none. Raises WrongLevel where
    it is no longer the one that was seen."""
    today = shop_today()
    seen = ServiceOffer.objects.filter(
        pk=offer.pk, answer=was.value, answered_on=today, level__state__in=ANSWERED_IN
    )
    told: dict[str, object] = {"answer": answer.value, "why": why}
    if answer is OfferAnswer.OPEN:
        told |= {"answered_on": None, "why": ""}
    if answer is not OfferAnswer.TAKEN:
        told["cost_minor"] = None  # nothing was given
    if not seen.update(**told):
        raise WrongLevel(str(offer))
    record("level.corrected", offer.customer, person=person, offer=offer.pk)


@transaction.atomic
def note_cost(*, offer: ServiceOffer, cost_minor: int | None, person: Person | None) -> None:
    """What giving it costs us, for as long as one price pays for. Raises WrongLevel where it was
    not taken."""
    taken = ServiceOffer.objects.filter(
        pk=offer.pk, answer=OfferAnswer.TAKEN.value, level__state__in=ANSWERED_IN
    )
    if not taken.update(cost_minor=cost_minor):
        raise WrongLevel(str(offer))
    record("level.costed", offer.customer, person=person, offer=offer.pk)


@transaction.atomic
def decide_level(
    *, level: ServiceLevel, is_kept: bool, because: str, person: Person | None
) -> None:
    """Keep what was tried, or drop it: a draft and what was kept before, too. Raises NoReason, and
    WrongLevel where somebody was quicker."""
    reason = because.strip()
    if not reason:
        raise NoReason(str(level))
    state = LevelState.KEPT if is_kept else LevelState.DROPPED
    before = Q(state=LevelState.TRYING.value)
    if not is_kept:
        before |= Q(state__in=[LevelState.DRAFT.value, LevelState.KEPT.value])
    mine = ServiceLevel.objects.filter(before, pk=level.pk)
    if not mine.update(state=state.value, decided_on=shop_today(), decided_because=reason):
        raise WrongLevel(str(level))
    record("level.kept" if is_kept else "level.dropped", person=person, level=level.pk)
