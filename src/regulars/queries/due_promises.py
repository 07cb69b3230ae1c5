"""What we said would be done by today."""

from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Q
from django.db.models.functions import Coalesce

from regulars.models import Promise
from regulars.queries.asked import ONLY, Asked, Found
from regulars.queries.prepared import Prepared
from regulars.rules.care import Reason
from regulars.rules.kinds import PauseReason, TouchRule


@lru_cache
def _promises_of(asked: Asked) -> Prepared:
    promises = (
        Promise.objects.due_by(asked.day)
        .filter(Q(customer=ONLY) if asked.is_one else Q())
        .exclude(customer__pause_reason=PauseReason.DIED.value)
        .alias(doer=Coalesce("person", "customer__carer"))
        .order_by("due_on", "pk")
    )
    if asked.others:
        promises = promises.filter(Q(doer=None) | ~Q(doer__in=asked.others))
    columns = ("customer_id", "customer__rhythm__care_weight", "pk", "due_on", "what")
    return Prepared(promises.values_list(*columns)[: asked.limit * 2])


def promises(asked: Asked, only: int | None) -> Iterator[Found]:
    """Whoever was given a word waits for it, spoken with today or in peace or not, until it is
    kept, told, broken or released."""
    for customer_id, weight, pk, due_on, what in _promises_of(asked).ask(only=only):
        reason = Reason(
            TouchRule.PROMISE, occurrence=str(pk), due_on=due_on, note=what, subject_id=pk
        )
        yield customer_id, weight or 0.0, reason
