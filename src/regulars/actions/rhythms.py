"""What everybody's purchases say, stored per customer for lists to join."""

import json
import math
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Max
from django.utils.timezone import localdate, now

from regulars.actions.events import record
from regulars.models import Customer, FittedModel, Interaction, Rhythm, Shop
from regulars.queries.histories import Histories, histories
from regulars.rules.kinds import Outcome
from regulars.science import gaps

CHUNK = 2_000  # customers a transaction: nobody else waits longer than a moment
RECENT_VISITS = 24
LAST_DAY = date.max.toordinal()
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
    a sale at the counter costs a few milliseconds. Each chunk is read and written in one
    transaction of its own, so no purchase that comes in meanwhile is overwritten by an older view.
    `today` is the shop's local day unless told.
    """
    today = today or _today()
    if customer_ids is None:
        fitted = _fit(today)
        ids = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    else:
        fitted = _last_fit() or _fit(today)
        ids = sorted(set(customer_ids))
    stored = sum(
        _refresh_chunk(ids[start : start + CHUNK], fitted, today)
        for start in range(0, len(ids), CHUNK)
    )
    if customer_ids is None:
        with transaction.atomic():
            record("scores.stored", customers=stored)
    return stored


def _today() -> date:
    zone = Shop.objects.values_list("time_zone", flat=True).first() or "UTC"
    return localdate(timezone=zoneinfo.ZoneInfo(zone))


@transaction.atomic
def refresh_contact(customer_id: int) -> None:
    """Take over the day of our last real contact with somebody from the talks on record."""
    Rhythm.objects.filter(customer_id=customer_id).update(
        last_contact_on=_contacts([customer_id]).get(customer_id)
    )


@transaction.atomic
def _fit(today: date) -> _Fitted:
    everybody = histories(today=today)
    group = gaps.fit(everybody.visits, today=today.toordinal())
    fitted = _Fitted(group, everybody.from_on, everybody.to_on)
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
def _refresh_chunk(customer_ids: Sequence[int], fitted: _Fitted, today: date) -> int:
    there = set(
        Customer.objects.filter(pk__in=customer_ids)
        .select_for_update(no_key=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    known = histories(sorted(there), today=today)
    contacts = _contacts(there)
    stamp = now()
    rows = list(_rows(known, fitted, contacts, stamp, today))
    rows += [
        _blank(pk, contacts.get(pk), stamp)
        for pk in sorted(there - set(known.customer_ids.tolist()))
    ]
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, rows)
    return len(rows)


def _contacts(customer_ids: Iterable[int]) -> dict[int, date]:
    """The day we last spoke with or wrote to each; a call that nobody took is no contact."""
    return dict(
        Interaction.objects.filter(customer_id__in=list(customer_ids))
        .exclude(outcome=Outcome.NO_ANSWER.value)
        .values("customer_id")
        .order_by("customer_id")
        .annotate(last=Max("happened_on"))
        .values_list("customer_id", "last")
    )


def _rows(
    known: Histories, fitted: _Fitted, contacts: dict[int, date], stamp: object, today: date
) -> Iterator[Row]:
    visits = known.visits
    if not visits.counts.size:
        return
    found = gaps.estimate(fitted.group, visits, today=today.toordinal())
    paid = np.add.reduceat(known.paid_minor, visits.offsets[:-1])
    weight = gaps.care_weight(found, paid.astype(float), visits).tolist()
    numbers = {name: column.tolist() for name, column in asdict(found).items()}
    days, amounts = visits.days.tolist(), known.paid_minor.tolist()
    offsets = visits.offsets.tolist()
    purchases, paid_minor = known.purchases.tolist(), paid.tolist()
    for i, pk in enumerate(known.customer_ids.tolist()):
        start, end = offsets[i], offsets[i + 1]
        recent = range(max(start, end - RECENT_VISITS), end)
        yield (
            pk,
            end - start,
            purchases[i],
            _day(days[start]),
            _day(days[end - 1]),
            paid_minor[i],
            json.dumps([[_day(days[at]), amounts[at]] for at in recent]),
            _number(numbers["usual_gap_days"][i]),
            numbers["own_gaps"][i],
            _number(numbers["spread"][i]),
            *(_day(numbers[name][i]) for name in ESTIMATED_DAYS),
            _day(days[end - 1]) if numbers["has_returned"][i] else None,
            _number(numbers["return_share"][i]),
            contacts.get(pk),
            weight[i],
            f"{gaps.NAME} {gaps.VERSION}",
            fitted.from_on,
            fitted.to_on,
            stamp,
        )


def _blank(pk: int, contact_on: date | None, stamp: object) -> Row:
    """Somebody without a purchase has a row too, so that every list can join."""
    nothing = dict.fromkeys(COLUMNS)
    counts = {"customer_id": pk, "visits": 0, "purchases": 0, "paid_minor": 0, "recent": "[]"}
    rest = {"own_gaps": 0, "care_weight": 0.0, "model": "", "scored_at": stamp}
    return tuple({**nothing, **counts, **rest, "last_contact_on": contact_on}.values())


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _day(ordinal: float) -> str | None:
    if math.isnan(ordinal):
        return None
    return date.fromordinal(min(int(ordinal), LAST_DAY)).isoformat()
