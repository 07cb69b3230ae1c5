"""What everybody's purchases say, stored per customer for lists to join."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils.timezone import now
from numpy.typing import NDArray

from regulars.actions.events import record
from regulars.actions.learning import Fitted, last_fit, learn
from regulars.models import Customer, Interaction, Purchase, Rhythm, Shop
from regulars.queries.histories import histories
from regulars.queries.known_visits import DAY_0, KnownVisits, known_visits, one_more
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import Outcome
from regulars.science import gaps, scoring
from regulars.science.states import states

CHUNK = 5_000  # customers a transaction: nobody else waits longer than a moment
LAST_DAY = date.max.toordinal()
STATES = (
    "next_from",
    "next_on",
    "next_to",
    "late_from",
    "slipping_from",
    "lapsed_from",
    "lost_from",
)
CHANCES = {  # columns, and where scores keep them
    "probability_active": "active",
    "probability_buys": "buys",
    "expected_purchases": "expected",
    "overdue_share": "overdue",
}
AMOUNTS = {"expected_spend_minor": "spend", "year_spend_minor": "spend_year"}
COLUMNS = (
    "customer_id",
    "visits",
    "purchases",
    "first_on",
    "last_on",
    "paid_minor",
    "recent",
    "log_gaps",
    "usual_gap_days",
    "own_gaps",
    "gap_spread",
    *STATES,
    "returned_on",
    "return_share",
    "can_tell",
    "is_rough",
    "horizon_days",
    *CHANCES,
    *AMOUNTS,
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


def refresh_rhythms(customer_ids: Iterable[int] | None = None, *, today: date | None = None) -> int:
    """Compute the rhythm of these customers anew, or of everybody. Returns how many rows.

    Everybody: learns first from all purchases together. A few: uses what was learnt last, so that
    a sale at the counter costs a few milliseconds. `today` is the shop's local day unless told.
    """
    today = today or shop_today()
    if customer_ids is not None:
        fitted = last_fit() or learn(today)
        return sum(_refresh(ids, fitted, today) for ids in _chunks(sorted(set(customer_ids))))
    fitted = learn(today)
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
def add_to_rhythm(purchase: Purchase, *, today: date) -> None:
    """Move the rhythm of its customer on by this new sale, which is neither changed nor refunded.

    Takes what is kept of the earlier ones, so that it costs the same however many there are; where
    that does not do, all of this customer's are read.
    """
    customer_id = purchase.customer_id
    if customer_id is None:
        return
    fitted = last_fit()
    known = None
    Customer.objects.select_for_update(no_key=True).filter(pk=customer_id).first()
    row = Rhythm.objects.filter(customer_id=customer_id).first()
    if fitted and row and purchase.bought_on <= today and _is_of(row, fitted):
        currency = Shop.objects.values_list("currency", flat=True).first()
        known = one_more(
            row,
            on=purchase.bought_on,
            paid_minor=purchase.paid_minor if purchase.currency == currency else 0,
            until=fitted.to_on or today,
            learnt=fitted.learnt,
        )
    if fitted is None or known is None:
        refresh_rhythms([customer_id], today=today)
        return
    contacts = _contacts(Q(customer_id=customer_id))
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, list(_rows(known, fitted, contacts, now(), today)))


def _is_of(row: Rhythm, fitted: Fitted) -> bool:
    """Whether the row was made by this very fit: clocks and states are of one kind then."""
    kept = row.model, row.records_from_on, row.records_to_on
    return kept == (fitted.name, fitted.from_on, fitted.to_on)


@transaction.atomic
def refresh_contact(customer_id: int) -> None:
    """Take over the day of our last real contact with somebody from the talks on record."""
    Rhythm.objects.filter(customer_id=customer_id).update(
        last_contact_on=_contacts(Q(customer_id=customer_id)).get(customer_id)
    )


@transaction.atomic
def _refresh(ids: Sequence[int], fitted: Fitted, today: date) -> int:
    """One chunk, in order of id. It is read and written in one transaction, so that no older view
    overwrites a newer sale."""
    locked = Customer.objects.filter(_among(ids, "pk")).select_for_update(no_key=True)
    there = list(locked.order_by("pk").values_list("pk", flat=True))
    found = histories(ids, today=today)
    known = known_visits(found, until=fitted.to_on or today, learnt=fitted.learnt)
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
    known: KnownVisits, fitted: Fitted, contacts: dict[int, date], stamp: object, today: date
) -> Iterator[Row]:
    """Whole columns are made at once: row by row it would take ten times as long."""
    if not known.customer_ids.size:
        return
    latest = known.latest()
    found = gaps.estimate(fitted.group, latest, today=today.toordinal())
    learnt, scores = fitted.learnt, None
    if learnt is not None:
        scores = scoring.score(learnt, known.for_science(fitted.to_on or today))
    trusted = scores if learnt is not None and learnt.may_alarm else None
    begin = states(found, trusted, before=known.before, last=known.last)
    columns = [
        known.customer_ids.tolist(),
        known.visits.tolist(),
        known.purchases.tolist(),
        _days(known.first),
        _days(known.last),
        known.paid_minor.tolist(),
        _recent(known),
        known.log_gaps.tolist(),
        _numbers(found.usual_gap_days),
        found.own_gaps.tolist(),
        _numbers(found.spread),
        *(_days(getattr(begin, name)) for name in STATES),
        _days(np.where(begin.has_returned, known.last, np.nan)),
        _numbers(found.return_share),
        *_said(fitted, scores, known),
        [contacts.get(pk) for pk in known.customer_ids.tolist()],
        _weights(found, scores, known),
    ]
    same = (fitted.name, fitted.from_on, fitted.to_on, stamp)
    for row in zip(*columns, strict=True):
        yield (*row, *same)


def _said(fitted: Fitted, scores: scoring.Scores | None, known: KnownVisits) -> list[list[Any]]:
    """Whether anything can be told and how roughly, the chances, and the amounts."""
    n = known.customer_ids.size
    if fitted.learnt is None or scores is None:
        nothing = [None] * n
        return [[False] * n, [False] * n, *[nothing for _ in ("horizon", *CHANCES, *AMOUNTS)]]
    is_rough = not fitted.learnt.report["can_tell_percent"]
    chances = [_numbers(getattr(scores, name)) for name in CHANCES.values()]
    amounts = [
        np.rint(np.nan_to_num(getattr(scores, name))).astype(np.int64).tolist()
        for name in AMOUNTS.values()
    ]
    horizon = round(fitted.learnt.horizon_days)
    return [[True] * n, [is_rough] * n, [horizon] * n, *chances, *amounts]


def _weights(
    found: gaps.Estimate, scores: scoring.Scores | None, known: KnownVisits
) -> list[float]:
    if scores is None:
        weights = gaps.care_weight(found, known.paid_minor.astype(float), known.visits)
    else:
        weights = scoring.care_weight(scores, spread=found.spread, own_gaps=found.own_gaps)
    return list(weights.tolist())


def _recent(known: KnownVisits) -> list[str]:
    """JSON, oldest first, as Rhythm.recent keeps it."""
    days, amounts = _days(known.recent.days), known.paid_recent.tolist()
    visits = [f'["{day}", {amount}]' for day, amount in zip(days, amounts, strict=True)]
    offsets = known.recent.offsets.tolist()
    return [f"[{', '.join(visits[start:end])}]" for start, end in pairwise(offsets)]


def _blank(pk: int, contact_on: date | None, stamp: object) -> Row:
    """Somebody without a purchase has a row too, so that every list can join."""
    nothing = dict.fromkeys(COLUMNS)
    counts = {"customer_id": pk, "visits": 0, "purchases": 0, "paid_minor": 0, "recent": "[]"}
    counts |= {"log_gaps": 0.0, "can_tell": False, "is_rough": False}
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
