"""Thanks that are owed: for a first purchase, and for one that nobody thanked for in time."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Exists, F, OuterRef, Q, Subquery

from regulars.models import Interaction, Purchase, Touch
from regulars.models.touches import settled_for
from regulars.queries.asked import Asked, Found, is_settled, known_day
from regulars.queries.prepared import Prepared
from regulars.rules.care import Reason
from regulars.rules.kinds import TouchRule
from regulars.rules.messages import Purpose
from regulars.rules.occasions import THANKS_DAYS
from regulars.rules.radar import THANKED_FOR_DAYS, THANKS_COUNT_FOR_DAYS

UNTHANKED_A_DAY = 8  # as many as one writes in ten minutes


@lru_cache
def _first_purchases_of(asked: Asked) -> Prepared:
    rhythms = (
        asked.rhythms()
        .filter(visits=1, first_on__gt=asked.before(THANKS_DAYS), first_on__lte=asked.day)
        .filter(Q(last_contact_on=None) | Q(last_contact_on__lt=F("first_on")))
        .exclude(is_settled(TouchRule.THANKS, asked.day))
        .order_by("-care_weight", "customer")
    )
    return Prepared(rhythms.values_list("customer_id", "care_weight")[: asked.limit])


def first_purchases(asked: Asked, only: int | None) -> Iterator[Found]:
    """Somebody's first purchase, still fresh, and nobody has spoken with them since (A1, C6)."""
    weights: dict[int, float] = dict(_first_purchases_of(asked).ask(only=only))
    purchases = (
        Purchase.objects.filter(customer_id__in=weights, refunded_minor__lt=F("total_minor"))
        .order_by("-bought_at", "-pk")
        .values_list("customer_id", "pk", "bought_on")
    )
    first = {customer_id: (pk, on) for customer_id, pk, on in purchases if customer_id is not None}
    for customer_id, (pk, on) in first.items():
        reason = Reason(TouchRule.THANKS, occurrence=str(pk), due_on=on, subject_id=pk)
        yield customer_id, weights[customer_id], reason


@lru_cache
def _unthanked_of(asked: Asked) -> Prepared:
    latest = asked.before(asked.thanks_within_days)
    earliest = asked.before(asked.thanks_within_days + THANKS_COUNT_FOR_DAYS)
    bought = Purchase.objects.filter(
        customer=OuterRef("customer_id"),
        bought_on__gt=earliest,
        bought_on__lt=latest,
        refunded_minor__lt=F("total_minor"),
    )
    thanked = Touch.objects.filter(
        settled_for(asked.day),
        customer=OuterRef("customer_id"),
        rule__in=(TouchRule.THANKS.value, TouchRule.UNTHANKED.value),
        due_on__gt=asked.before(THANKED_FOR_DAYS),
    )
    said = Interaction.objects.filter(
        customer=OuterRef("customer_id"),
        purpose=Purpose.THANKS.value,
        happened_on__gt=asked.before(THANKED_FOR_DAYS),
    )
    newest = bought.order_by("-bought_on", "-pk")
    rhythms = (
        asked.rhythms()
        .alias(
            spoken=known_day("last_contact_on", date.min),
            came=known_day("last_on", date.min),
        )
        .annotate(bought_on=Subquery(newest.values("bought_on")[:1]))
        .filter(visits__gte=2, came__gt=earliest, spoken__lt=latest)
        .filter(spoken__lt=F("bought_on"))
        .exclude(Exists(thanked))
        .exclude(Exists(said))
        .order_by("-care_weight", "customer")
        .annotate(purchase=Subquery(newest.values("pk")[:1]))
    )
    most = asked.limit if asked.is_whole else min(asked.limit, UNTHANKED_A_DAY)
    return Prepared(
        rhythms.values_list("customer_id", "care_weight", "purchase", "bought_on")[:most]
    )


def unthanked(asked: Asked, only: int | None) -> Iterator[Found]:
    """They bought, and within the days that the owner set nobody has thanked them (N6).

    Not for each purchase of somebody who comes each week: thanks of the last THANKED_FOR_DAYS
    count, and so does any word since the purchase. A first purchase is a reason of its own.
    """
    for customer_id, weight, purchase, bought_on in _unthanked_of(asked).ask(only=only):
        reason = Reason(
            TouchRule.UNTHANKED,
            occurrence=str(purchase),
            due_on=bought_on + timedelta(days=asked.thanks_within_days),
            subject_id=purchase,
        )
        yield customer_id, weight, reason
