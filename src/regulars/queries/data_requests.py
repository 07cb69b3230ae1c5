"""Who asked for their data or to be forgotten, and what is still to be answered."""

from django.db.models import QuerySet

from regulars.models import DataRequest
from regulars.rules.kinds import OpenState

ANSWER_WITHIN_DAYS = 30  # a month, by the GDPR's article 12


def open_requests() -> QuerySet[DataRequest]:
    """The oldest first: each has its month."""
    return (
        DataRequest.objects.filter(state=OpenState.OPEN.value)
        .select_related("customer")
        .order_by("asked_at", "pk")
    )


def closed_requests() -> QuerySet[DataRequest]:
    return (
        DataRequest.objects.exclude(state=OpenState.OPEN.value)
        .select_related("customer", "closed_by")
        .order_by("-closed_at", "-pk")[:30]
    )
