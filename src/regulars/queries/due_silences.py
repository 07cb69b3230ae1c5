"""Silences: theirs that is longer than usual, and ours that is too long."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast, Coalesce

from regulars.models import Concern, Rhythm
from regulars.queries.asked import A_REGULAR_VISITS, Asked, Found, is_settled, known_day
from regulars.queries.prepared import Prepared
from regulars.queries.rhythms import stage_of
from regulars.rules.care import Reason
from regulars.rules.kinds import OpenState, TouchRule
from regulars.rules.stages import MAX_SILENCE_DAYS

SILENCES_A_DAY = 5  # unprompted words stay few and unhurried (C8)
REST_DAYS = 14  # after a real contact, a silence is no reason for another one
SEEN_DAYS = 3  # who was here just now is not greeted out of the blue
SHORTEST_SILENCE_DAYS = min(MAX_SILENCE_DAYS.values())


@lru_cache
def _overdue_of(asked: Asked) -> Prepared:
    day = asked.day
    rhythms = (
        asked.rhythms()
        .alias(late=known_day("late_from", date.max), spoken=known_day("last_contact_on", date.min))
        .filter(late__lte=day, lost_from__gt=day, own_gaps__gte=1)
        .filter(spoken__lte=asked.before(REST_DAYS))
        .exclude(
            is_settled(TouchRule.OVERDUE, day, occurrence=Cast(OuterRef("last_on"), CharField()))
        )
        .order_by("-care_weight", "customer")
        .values_list("customer_id", "care_weight", "last_on", "late_from")
    )
    return Prepared(rhythms[: asked.limit])


def overdue(asked: Asked, only: int | None) -> Iterator[Found]:
    """Regulars who are silent beyond their own usual gap, and not yet given up."""
    for customer_id, weight, last_on, late_from in _overdue_of(asked).ask(only=only):
        reason = Reason(
            TouchRule.OVERDUE,
            occurrence=last_on.isoformat(),
            due_on=late_from,
            days=(asked.day - last_on).days,
        )
        yield customer_id, weight, reason


def silent_since(rhythm: Rhythm) -> date | None:
    """The day our silence began: the last talk, else the first purchase."""
    return rhythm.last_contact_on or rhythm.first_on


SILENCE_FIELDS = (
    "customer_id",
    "care_weight",
    "visits",
    "first_on",
    "slipping_from",
    "lapsed_from",
    "lost_from",
    "returned_on",
    "last_contact_on",
)


@lru_cache
def _silences_of(asked: Asked) -> Prepared:
    cutoff = asked.before(SHORTEST_SILENCE_DAYS)
    concerns = Concern.objects.filter(
        customer_id=OuterRef("customer_id"), state=OpenState.OPEN.value
    )
    rhythms = (
        asked.rhythms()
        .alias(
            late=known_day("late_from", date.min),
            since=Coalesce("last_contact_on", "first_on"),
        )
        .filter(late__gt=asked.day, visits__gte=A_REGULAR_VISITS, since__lte=cutoff)
        .filter(last_on__lte=asked.before(SEEN_DAYS))
        .exclude(is_settled(TouchRule.SILENCE, asked.day, due_on__gte=cutoff))
        .exclude(Exists(concerns))
        .order_by("-care_weight", "customer")
    )
    most = asked.limit if asked.is_whole else SILENCES_A_DAY * 4
    return Prepared(rhythms.values_list(*SILENCE_FIELDS)[:most])


def silences(asked: Asked, only: int | None) -> Iterator[Found]:
    """Good customers, nothing wrong, and none of us has spoken with them for too long (B7)."""
    day = asked.day
    given = 0
    most_given = asked.limit if asked.is_whole else SILENCES_A_DAY
    for found in _silences_of(asked).ask(only=only):
        rhythm = Rhythm(**dict(zip(SILENCE_FIELDS, found, strict=True)))
        since = silent_since(rhythm)
        most = MAX_SILENCE_DAYS[stage_of(rhythm, day)]
        if since is None or (day - since).days < most or given == most_given:
            continue
        given += 1
        silent = (day - since).days
        yield (
            rhythm.customer_id,
            rhythm.care_weight,
            Reason(
                TouchRule.SILENCE,
                occurrence=f"{since}:{silent // most}",
                due_on=since + timedelta(days=most),
                days=silent,
            ),
        )
