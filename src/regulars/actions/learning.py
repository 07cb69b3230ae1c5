"""What all purchases together say, learnt at night and kept as plain numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils.timezone import now

from regulars.models import Customer, FittedModel, Purchase
from regulars.queries.histories import Histories, histories
from regulars.queries.known_visits import DAY_0
from regulars.queries.paused import is_paused_on
from regulars.science import gaps, scoring
from regulars.science.scoring import Learnt
from regulars.science.statistics import Visits

SAMPLE = 20_000  # customers to learn from; with more the numbers move by less than a hundredth
HORIZONS_DAYS = (30, 60, 90, 180, 365)  # "in the next 30 days", as far as a usual gap reaches


@dataclass(frozen=True)
class Fitted:
    """`learnt` is None where nothing can be told yet: the gaps alone speak then, if they can."""

    group: gaps.Group
    learnt: Learnt | None
    from_on: date | None
    to_on: date | None

    @property
    def name(self) -> str:
        if self.learnt is None:
            return f"{gaps.NAME} {gaps.VERSION}"
        return f"{scoring.NAME} {scoring.VERSION}"


@transaction.atomic
def learn(today: date) -> Fitted:
    """From all customers who are not in a pause, or from an even sample where more of them would
    say the same. Keeps what was learnt, the models by name."""
    some = _some(today)
    group = gaps.fit(some.visits, today=today.toordinal())
    days = Purchase.objects.filter(bought_on__lte=today).exclude(customer=None)
    known = days.aggregate(first=Min("bought_on"), last=Max("bought_on"))
    to_on = known["last"]
    learnt = _learnt(group, some, to_on) if to_on else None
    fitted = Fitted(group, learnt, known["first"], to_on)
    _keep(gaps.NAME, gaps.VERSION, group.numbers(), fitted)
    if learnt is None:
        FittedModel.objects.filter(name=scoring.NAME).delete()
    else:
        _keep(scoring.NAME, scoring.VERSION, learnt.numbers(), fitted)
    return fitted


def last_fit() -> Fitted | None:
    """What was learnt last. Learnt from little, it is learnt anew: that is cheap and matters."""
    kept = {row.name: row for row in FittedModel.objects.all()}
    row, more = kept.get(gaps.NAME), kept.get(scoring.NAME)
    if row is None or row.version != gaps.VERSION:
        return None
    if row.numbers["gaps"] < gaps.FEWEST_SILENCES:
        return None
    learnt = None
    if more is not None and more.version == scoring.VERSION:
        learnt = scoring.read(more.numbers)
    return Fitted(gaps.Group(**row.numbers), learnt, row.records_from_on, row.records_to_on)


def _some(today: date) -> Histories:
    ends = Customer.objects.aggregate(first=Min("pk"), last=Max("pk"), count=Count("pk"))
    first, last = ends["first"] or 0, ends["last"] or 0
    some = histories(range(first, last + 1, 1 + ends["count"] // SAMPLE), today=today)
    return some.without(
        set(Customer.objects.filter(is_paused_on(today)).values_list("pk", flat=True))
    )


def _learnt(group: gaps.Group, some: Histories, to_on: date) -> Learnt | None:
    """None where the records do not carry it."""
    if group.log_gap is None:
        return None
    usual_days = round(float(np.exp(group.log_gap)))
    horizon = next((days for days in HORIZONS_DAYS if days >= usual_days), HORIZONS_DAYS[-1])
    people = some.customer_ids.size
    visits = Visits(
        customer=np.repeat(np.arange(people), some.visits.counts),
        on_day=some.visits.days - DAY_0,
        amount=some.paid_minor.astype(np.float64),
        customers=people,
    )
    learnt = scoring.learn(visits, until_day=to_on.toordinal() - DAY_0, horizon_days=horizon)
    return learnt if learnt.can_tell else None


def _keep(name: str, version: str, numbers: Mapping[str, Any], fitted: Fitted) -> None:
    FittedModel.objects.update_or_create(
        name=name,
        defaults={
            "version": version,
            "numbers": numbers,
            "records_from_on": fitted.from_on,
            "records_to_on": fitted.to_on,
            "fitted_at": now(),
        },
    )
