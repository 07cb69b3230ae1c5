"""What everybody's purchases say, stored per customer for lists to join."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Count, Max, Min, Q
from django.utils.timezone import now
from numpy.typing import NDArray

from regulars.actions.events import record
from regulars.models import Customer, FittedModel, Interaction, Purchase, Rhythm
from regulars.queries.histories import Histories, histories
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import Outcome
from regulars.science import gaps

CHUNK = 5_000  # customers a transaction: nobody else waits longer than a moment
SAMPLE = 20_000  # customers to learn from; with more the numbers move by less than a hundredth
RECENT_VISITS = 24
LAST_DAY = date.max.toordinal()
DAY_0 = date(1970, 1, 1).toordinal()
ESTIMATED_DAYS = (
    "next_from",
    "next_on",
    "next_to",
    "late_from",
    "slipping_from",
    "lapsed_from",
    "lost_from",
)
COLUMNS = (
    "customer_id",
    "visits",
    "purchases",
    "first_on",
    "last_on",
    "paid_minor",
    "recent",
    "usual_gap_days",
    "own_gaps",
    "gap_spread",
    *ESTIMATED_DAYS,
    "returned_on",
    "return_share",
    "last_contact_on",
    "care_weight",
    "model",
    "records_from_on",
    "records_to_on",
    "scored_at",
)
UPSERT = (
    f"INSERT INTO regulars_rhythm ({', '.join(COLUMNS)})"  # noqa: S608  # our own column names
    f" VALUES ({', '.join(['%s'] * len(COLUMNS))})"
    " ON CONFLICT (customer_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
)
Row = tuple[Any, ...]


@dataclass(frozen=True)
class _Fitted:
    group: gaps.Group
    from_on: date | None
    to_on: date | None


def refresh_rhythms(customer_ids: Iterable[int] | None = None, *, today: date | None = None) -> int:
    """Compute the rhythm of these customers anew, or of everybody. Returns how many rows.

    Everybody: learns first from all purchases together. A few: uses what was learnt last, so that
    a sale at the counter costs a few milliseconds. `today` is the shop's local day unless told.
    """
    today = today or shop_today()
    if customer_ids is not None:
        fitted = _last_fit() or _learn(today)
        return sum(_refresh(ids, fitted, today) for ids in _chunks(sorted(set(customer_ids))))
    fitted = _learn(today)
    everybody = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    stored = sum(_refresh(_span(ids), fitted, today) for ids in _chunks(everybody))
    with transaction.atomic():
        record("scores.stored", customers=stored)
    return stored


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _span(ids: list[int]) -> range:
    return range(ids[0], ids[-1] + 1)


@transaction.atomic
def refresh_contact(customer_id: int) -> None:
    """Take over the day of our last real contact with somebody from the talks on record."""
    Rhythm.objects.filter(customer_id=customer_id).update(
        last_contact_on=_contacts(Q(customer_id=customer_id)).get(customer_id)
    )


@transaction.atomic
def _learn(today: date) -> _Fitted:
    """From all customers, or from an even sample where more of them would say the same."""
    ends = Customer.objects.aggregate(first=Min("pk"), last=Max("pk"), count=Count("pk"))
    first, last = ends["first"] or 0, ends["last"] or 0
    some = histories(range(first, last + 1, 1 + ends["count"] // SAMPLE), today=today)
    group = gaps.fit(some.visits, today=today.toordinal())
    days = Purchase.objects.filter(bought_on__lte=today).exclude(customer=None)
    known = days.aggregate(first=Min("bought_on"), last=Max("bought_on"))
    fitted = _Fitted(group, known["first"], known["last"])
    FittedModel.objects.update_or_create(
        name=gaps.NAME,
        defaults={
            "version": gaps.VERSION,
            "numbers": group.numbers(),
            "records_from_on": fitted.from_on,
            "records_to_on": fitted.to_on,
            "fitted_at": now(),
        },
    )
    return fitted


def _last_fit() -> _Fitted | None:
    """What was learnt last. Learnt from little, it is learnt anew: that is cheap and matters."""
    kept = FittedModel.objects.filter(name=gaps.NAME, version=gaps.VERSION).first()
    if kept is None or kept.numbers["gaps"] < gaps.FEWEST_SILENCES:
        return None
    return _Fitted(gaps.Group(**kept.numbers), kept.records_from_on, kept.records_to_on)


@transaction.atomic
def _refresh(ids: Sequence[int], fitted: _Fitted, today: date) -> int:
    """One chunk, in order of id. It is read and written in one transaction, so that no older view
    overwrites a newer sale."""
    locked = Customer.objects.filter(_among(ids, "pk")).select_for_update(no_key=True)
    there = list(locked.order_by("pk").values_list("pk", flat=True))
    known = histories(ids, today=today)
    contacts = _contacts(_among(ids, "customer_id"))
    stamp = now()
    rows = list(_rows(known, fitted, contacts, stamp, today))
    came = set(known.customer_ids.tolist())
    rows += [_blank(pk, contacts.get(pk), stamp) for pk in there if pk not in came]
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, rows)
    return len(rows)


def _among(ids: Sequence[int], field: str) -> Q:
    if isinstance(ids, range):
        return Q(**{f"{field}__gte": ids.start, f"{field}__lt": ids.stop})
    return Q(**{f"{field}__in": ids})


def _contacts(whose: Q) -> dict[int, date]:
    """The day we last spoke with or wrote to each; a call that nobody took is no contact."""
    return dict(
        Interaction.objects.filter(whose)
        .exclude(outcome=Outcome.NO_ANSWER.value)
        .values("customer_id")
        .order_by("customer_id")
        .annotate(last=Max("happened_on"))
        .values_list("customer_id", "last")
    )


def _rows(
    known: Histories, fitted: _Fitted, contacts: dict[int, date], stamp: object, today: date
) -> Iterator[Row]:
    """Whole columns are made at once: row by row it would take ten times as long."""
    visits = known.visits
    if not visits.counts.size:
        return
    found = gaps.estimate(fitted.group, visits, today=today.toordinal())
    paid = np.add.reduceat(known.paid_minor, visits.offsets[:-1])
    columns = [
        known.customer_ids.tolist(),
        visits.counts.tolist(),
        known.purchases.tolist(),
        _days(visits.first),
        _days(visits.last),
        paid.tolist(),
        _recent(known),
        _numbers(found.usual_gap_days),
        found.own_gaps.tolist(),
        _numbers(found.spread),
        *(_days(getattr(found, name)) for name in ESTIMATED_DAYS),
        _days(np.where(found.has_returned, visits.last, np.nan)),
        _numbers(found.return_share),
        [contacts.get(pk) for pk in known.customer_ids.tolist()],
        gaps.care_weight(found, paid.astype(float), visits).tolist(),
    ]
    same = (f"{gaps.NAME} {gaps.VERSION}", fitted.from_on, fitted.to_on, stamp)
    for row in zip(*columns, strict=True):
        yield (*row, *same)


def _recent(known: Histories) -> list[str]:
    """JSON, oldest first, as Rhythm.recent keeps it."""
    days, amounts = _days(known.visits.days), known.paid_minor.tolist()
    visits = [f'["{day}", {amount}]' for day, amount in zip(days, amounts, strict=True)]
    ends = known.visits.offsets[1:]
    starts = np.maximum(known.visits.offsets[:-1], ends - RECENT_VISITS)
    return [
        f"[{', '.join(visits[start:end])}]"
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def _blank(pk: int, contact_on: date | None, stamp: object) -> Row:
    """Somebody without a purchase has a row too, so that every list can join."""
    nothing = dict.fromkeys(COLUMNS)
    counts = {"customer_id": pk, "visits": 0, "purchases": 0, "paid_minor": 0, "recent": "[]"}
    rest = {"own_gaps": 0, "care_weight": 0.0, "model": "", "scored_at": stamp}
    return tuple({**nothing, **counts, **rest, "last_contact_on": contact_on}.values())


def _numbers(column: NDArray[np.float64]) -> list[float | None]:
    return [None if value != value else value for value in column.tolist()]  # noqa: PLR0124  # NaN


def _days(ordinals: NDArray[np.int64] | NDArray[np.float64]) -> list[str | None]:
    """ISO days from date.toordinal() numbers; NaN is None."""
    unknown = np.isnan(ordinals)
    since_1970 = np.where(unknown, 0, np.minimum(ordinals, LAST_DAY)).astype(np.int64) - DAY_0
    texts: list[str | None] = np.datetime_as_string(since_1970.astype("datetime64[D]")).tolist()
    for place in np.flatnonzero(unknown).tolist():
        texts[place] = None
    return texts
