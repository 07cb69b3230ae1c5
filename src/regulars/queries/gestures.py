"""Small things nobody expects: who could get one, what is left of the budget, and who had what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, Mod

from regulars.models import Complaint, Concern, Customer, Fact, Gesture, GestureSuggestion
from regulars.queries.manners import the_manners
from regulars.queries.reason_words import rhythm_of
from regulars.queries.rhythms import stage_of
from regulars.queries.ways_in import ways_in
from regulars.rules.gestures import Candidate, Idea, week_of, weeks_of_month
from regulars.rules.kinds import FactKind, FactState, OpenState
from regulars.rules.reach import has_said_no_to_all
from regulars.rules.stages import Stage

LOOKED_AT = 60  # those whose turn is next
LIKES = (FactKind.NOTICED.value, FactKind.INTEREST.value)
COUNTS = (OpenState.OPEN.value, OpenState.DONE.value)  # what was dropped costs nothing


@dataclass(frozen=True, slots=True)
class Third:
    """A third of those who buy, by what they pay, and what of the gestures went there."""

    count: int
    cost_minor: int


@dataclass(frozen=True, slots=True)
class GesturePage:
    week: str
    suggestions: list[GestureSuggestion]
    ideas: list[Gesture]
    spent_minor: int
    budget_minor: int
    thirds: list[Third]  # those who pay most first


def open_ideas() -> list[Idea]:
    return [
        Idea(
            gesture.pk,
            gesture.cost_minor,
            frozenset(Stage(one) for one in gesture.stages if one in set(Stage)),
            gesture.interest,
        )
        for gesture in Gesture.objects.filter(is_on=True)
    ]


def candidates(day: date) -> list[Candidate]:
    """Active customers whose turn is next: those who had fewest, whatever they pay. Without whoever
    is left in peace, grieves, has refused every way, or is displeased just now."""
    complaint = Complaint.objects.pausing().filter(customer=OuterRef("pk"))
    concern = Concern.objects.filter(customer=OuterRef("pk"), state=OpenState.OPEN.value)
    theirs = (
        Customer.objects.filter(Q(pause_reason="") | Q(paused_until_on__lte=day))
        .filter(Q(rhythm__lost_from=None) | Q(rhythm__lost_from__gt=day), rhythm__visits__gt=0)
        .exclude(Exists(complaint))
        .exclude(Exists(concern))
        .select_related("rhythm")
        .annotate(times=Count("gestures"), latest=Coalesce(Max("gestures__week"), Value("")))
        .order_by("times", "latest", Mod(F("pk") * 7_919, 10_007), "pk")
    )
    found = list(theirs[:LOOKED_AT])
    ways = ways_in(found)
    likes: dict[int, list[str]] = defaultdict(list)
    facts = Fact.objects.filter(
        customer__in=found, state=FactState.HOLDS.value, is_not_for_use=False, kind__in=LIKES
    )
    for customer, text in facts.values_list("customer_id", "text"):
        likes[customer].append(text)
    had: dict[int, set[int]] = defaultdict(set)
    for customer, gesture in GestureSuggestion.objects.filter(customer__in=found).values_list(
        "customer_id", "gesture_id"
    ):
        had[customer].add(gesture)
    return [
        Candidate(
            pk=one.pk,
            stage=stage_of(rhythm_of(one), day),
            had=frozenset(had[one.pk]),
            latest_week=one.latest,
            noticed=tuple(likes[one.pk]),
        )
        for one in found
        if not has_said_no_to_all(ways[one.pk])
    ]


def spent_minor(day: date) -> int:
    """What this month's gestures cost, those that are still to be made included."""
    this_month = GestureSuggestion.objects.filter(week__in=weeks_of_month(day), state__in=COUNTS)
    return int(this_month.aggregate(spent=Sum("cost_minor"))["spent"] or 0)


def gesture_page(day: date) -> GesturePage:
    week = week_of(day)
    return GesturePage(
        week=week,
        suggestions=list(
            GestureSuggestion.objects.filter(week=week).select_related("customer", "gesture")
        ),
        ideas=list(Gesture.objects.order_by("-is_on", "name", "pk")),
        spent_minor=spent_minor(day),
        budget_minor=the_manners().gesture_budget_minor,
        thirds=_thirds(),
    )


def _thirds() -> list[Third]:
    """By value: so that not everything flows to those who pay most (B13)."""
    paid = list(
        Customer.objects.filter(rhythm__visits__gt=0)
        .order_by("-rhythm__paid_minor", "pk")
        .values_list("pk", flat=True)
    )
    costs: dict[int, int] = dict(
        GestureSuggestion.objects.filter(state=OpenState.DONE.value)
        .values_list("customer_id")
        .annotate(cost=Sum("cost_minor"))
        .order_by()
    )
    size = -(-len(paid) // 3) or 1
    parts = [paid[start : start + size] for start in range(0, len(paid), size)]
    return [
        Third(sum(pk in costs for pk in part), sum(costs.get(pk, 0) for pk in part))
        for part in parts
    ]
