"""What the rules need to know of a complaint, and the days that were promised."""

from datetime import date

from django.db import models
from django.db.models import F, Min, Q

from regulars.models import CharterClause, Complaint, Shop
from regulars.queries.shops import the_shop
from regulars.rules.charters import Metric, VersionState
from regulars.rules.complaints import Case, Recovery, Signs, Step


def case_of(complaint: Complaint) -> Case:
    """As rules/complaints.py sees it."""
    return Case(
        step=Step(complaint.step),
        has_first_word=complaint.first_word_at is not None,
        is_mended=complaint.mended_at is not None,
        has_cause=complaint.cause_id is not None,
        outcome=Recovery(complaint.outcome) if complaint.outcome else None,
    )


def first_word_hours() -> int:
    """Within how many hours a person says a word: what the charter promises, else what the owner
    decided."""
    promised = CharterClause.objects.filter(
        version__state=VersionState.PUBLISHED.value, metric=Metric.FIRST_WORD.value
    ).order_by("within")
    hours = promised.values_list("within", flat=True).first()
    return hours or (the_shop() or Shop()).first_word_hours


def check_back_days() -> int:
    return (the_shop() or Shop()).check_back_days


def cool_off_minutes() -> int:
    return (the_shop() or Shop()).cool_off_minutes


def signs_of(complaints: models.QuerySet[Complaint], day: date) -> dict[int, Signs]:
    """What their customers did since each was closed, by the complaint's id. One query."""
    since = Q(customer__purchases__bought_on__gt=F("closed_on"))
    rows = complaints.annotate(
        bought_on=Min("customer__purchases__bought_on", filter=since)
    ).values_list("pk", "bought_on", "closed_on", "customer__rhythm__lost_from")
    return {
        pk: Signs(
            bought_on=bought_on if bought_on is not None and bought_on <= day else None,
            is_lost=bought_on is None and _is_lost(closed_on, lost_from, day),
        )
        for pk, bought_on, closed_on, lost_from in rows
    }


def _is_lost(closed_on: date | None, lost_from: date | None, day: date) -> bool:
    """Given up by their own rhythm since it was closed; who was lost before says nothing."""
    return closed_on is not None and lost_from is not None and closed_on < lost_from <= day
