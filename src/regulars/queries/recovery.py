"""What the rules need to know of a complaint, and the days that were promised."""

from regulars.models import CharterClause, Complaint, Shop
from regulars.queries.shops import the_shop
from regulars.rules.charters import Metric, VersionState
from regulars.rules.complaints import Case, Recovery, Step


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
