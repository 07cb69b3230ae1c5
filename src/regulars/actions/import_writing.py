"""Writes one step of an import, many rows at a time.

Plain SQL with tuples: a row object for each of a million rows would cost more than all the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from regulars.actions.import_people import FILLED, UNTOLD, Row
from regulars.actions.import_planning import ChangedSale, NewRefund, Step
from regulars.actions.import_sales import line_row
from regulars.actions.import_tables import Cells, insert, reserve_ids, update
from regulars.models import (
    Consent,
    ContactPoint,
    Customer,
    CustomerKey,
    CustomField,
    CustomValue,
    DoubtfulPair,
    Fact,
    ImportBatch,
    ImportChange,
    Line,
    Purchase,
    Refund,
    RefusedRow,
    Tag,
)
from regulars.queries.compact import ABSENT
from regulars.queries.import_lookups import LINE_COLUMNS
from regulars.queries.known_people import KnownPeople
from regulars.rules.kinds import ContactKind, FactKind, FactState, FieldKind, PairState
from regulars.rules.search import search_text

ROWS_A_STATEMENT = 500

CUSTOMER = ("id", *FILLED, *UNTOLD, "search_text", "batch_id", "created_at")
POINT = ("customer_id", "kind", "value", "came_from", "noted_on", "position", "batch_id")
KEY = ("customer_id", "source", "key", "batch_id")
PURCHASE = (
    "id",
    "customer_id",
    "source",
    "key",
    "bought_at",
    "bought_on",
    "is_time_known",
    "currency",
    "total_minor",
    "refunded_minor",
    "promised_on",
    "delivered_on",
    "place",
    "staff",
    "note",
    "what_for",
    "recorded_by_id",
    "batch_id",
)
LINE = ("purchase_id", "position", *LINE_COLUMNS)


@dataclass(frozen=True, slots=True)
class Writing:
    """What every row of a batch carries."""

    batch: ImportBatch
    people: KnownPeople

    def id_of(self, slot: int) -> int | None:
        return self.people.ids[slot] if slot != ABSENT else None


def write_step(step: Step, writing: Writing) -> None:
    """Inside the transaction that also moves the batch's cursor."""
    _write_customers(step, writing)
    _write_points(step, writing)
    _write_keys(step, writing)
    _write_fills(step, writing)
    _write_consents(step, writing)
    _write_notes(step, writing)
    _write_values(step, writing)
    _write_tags(step, writing)
    _write_doubts(step, writing)
    _write_sales(step, writing)
    for sale in step.changed:
        _change_sale(sale, writing)
    _write_refunds(step, writing)
    RefusedRow.objects.bulk_create(
        [
            RefusedRow(batch=writing.batch, row=r.row, reason=r.reason, facts=dict(r.facts))
            for r in step.refused
        ],
        batch_size=ROWS_A_STATEMENT,
    )


# --- people ---


def _write_customers(step: Step, writing: Writing) -> None:
    drafts = step.people.drafts
    if not drafts:
        return
    ids = reserve_ids(Customer, len(drafts))
    for slot, row_id in zip(drafts, ids, strict=True):
        writing.people.ids[slot] = row_id
    points = _points_by_slot(step)
    cells, untold = Cells(), tuple(UNTOLD.values())
    moment = cells.moment(writing.batch.created_at)
    insert(
        Customer,
        CUSTOMER,
        [
            (
                writing.people.ids[slot],
                *[cells.any(row[name]) for name in FILLED],
                *untold,
                search_text(
                    name=row["name"],
                    company=row["company"],
                    emails=points.get((slot, ContactKind.EMAIL), ()),
                    phones=points.get((slot, ContactKind.PHONE), ()),
                ),
                writing.batch.pk,
                moment,
            )
            for slot, row in drafts.items()
        ],
    )


def _points_by_slot(step: Step) -> dict[tuple[int, ContactKind], list[str]]:
    points: dict[tuple[int, ContactKind], list[str]] = {}
    for slot, kind, value in step.people.points:
        points.setdefault((slot, kind), []).append(value)
    return points


def _write_points(step: Step, writing: Writing) -> None:
    ids, drafts = writing.people.ids, step.people.drafts
    known = [ids[slot] for slot, _, _ in step.people.points if slot not in drafts]
    places = _last_places(known)
    rows = []
    for slot, kind, value in step.people.points:
        owner = ids[slot]
        place = places.get((owner, kind.value), -1) + 1
        places[owner, kind.value] = place
        rows.append((owner, kind.value, value[:254], "", None, place, writing.batch.pk))
    insert(ContactPoint, POINT, rows)
    refresh_search_texts(set(known))


def _last_places(customer_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    if not customer_ids:
        return {}
    rows = ContactPoint.objects.filter(customer_id__in=customer_ids).order_by()
    told = rows.values_list("customer_id", "kind").annotate(Max("position"))
    return {(owner, kind): place for owner, kind, place in told}


def refresh_search_texts(customer_ids: set[int]) -> None:
    if not customer_ids:
        return
    points: dict[tuple[int, str], list[str]] = {}
    rows = ContactPoint.objects.filter(customer_id__in=customer_ids).order_by("position", "pk")
    for owner, kind, value in rows.values_list("customer_id", "kind", "value"):
        points.setdefault((owner, kind), []).append(value)
    people = Customer.objects.filter(pk__in=customer_ids).values_list("pk", "name", "company")
    update(
        Customer,
        ("search_text",),
        [
            (
                search_text(
                    name=name,
                    company=company,
                    emails=points.get((row_id, ContactKind.EMAIL.value), ()),
                    phones=points.get((row_id, ContactKind.PHONE.value), ()),
                ),
                row_id,
            )
            for row_id, name, company in people
        ],
    )


def _write_keys(step: Step, writing: Writing) -> None:
    ids, batch = writing.people.ids, writing.batch.pk
    insert(
        CustomerKey,
        KEY,
        [(ids[slot], source, key, batch) for slot, source, key in step.people.keys],
    )


def _write_fills(step: Step, writing: Writing) -> None:
    ids, batch = writing.people.ids, writing.batch
    cells = Cells()
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    changes = []
    for slot, (before, after) in step.fills.items():
        columns = tuple(after)
        row = [cells.any(after[name]) for name in columns]
        by_columns.setdefault(columns, []).append((*row, ids[slot]))
        changes.append(change(batch, "customer", ids[slot], before, after))
    for columns, rows in by_columns.items():
        update(Customer, columns, rows)
    ImportChange.objects.bulk_create(changes, batch_size=ROWS_A_STATEMENT)
    renamed = {"name", "company"}
    refresh_search_texts({ids[s] for s, (_, after) in step.fills.items() if renamed & set(after)})


def _write_consents(step: Step, writing: Writing) -> None:
    batch = writing.batch
    Consent.objects.bulk_create(
        [
            Consent(
                customer_id=writing.people.ids[slot],
                channel=consent.channel.value,
                is_given=consent.is_given,
                words=consent.words[:500],
                came_from=batch.file_name[:200],
                answered_at=consent.at or batch.created_at,
                recorded_by_id=batch.created_by_id,
                batch=batch,
            )
            for slot, consent in step.people.consents
        ],
        batch_size=ROWS_A_STATEMENT,
    )


def _write_notes(step: Step, writing: Writing) -> None:
    batch = writing.batch
    Fact.objects.bulk_create(
        [
            Fact(
                customer_id=writing.people.ids[slot],
                kind=FactKind.NOTICED.value,
                state=FactState.HOLDS.value,
                text=text,
                noticed_by_id=batch.created_by_id,
                noticed_at=batch.created_at,
                batch=batch,
            )
            for slot, text in step.notes
        ],
        batch_size=ROWS_A_STATEMENT,
    )


def _write_values(step: Step, writing: Writing) -> None:
    if not step.values:
        return
    names = dict.fromkeys(name for _, name, _ in step.values)
    fields = dict(CustomField.objects.filter(name__in=names).values_list("name", "pk"))
    for name in names:
        if name not in fields:
            made = CustomField.objects.create(
                name=name, kind=FieldKind.TEXT.value, position=CustomField.objects.count()
            )
            fields[name] = made.pk
            change(writing.batch, "custom_field", made.pk, {}, {"name": name}).save()
    CustomValue.objects.bulk_create(
        [
            CustomValue(
                customer_id=writing.people.ids[slot],
                field_id=fields[name],
                text=text,
                batch=writing.batch,
            )
            for slot, name, text in step.values
        ],
        batch_size=ROWS_A_STATEMENT,
    )


def _write_tags(step: Step, writing: Writing) -> None:
    if not step.tags:
        return
    names = dict.fromkeys(name for _, name in step.tags)
    tags = dict(Tag.objects.filter(name__in=names).values_list("name", "pk"))
    for name in names:
        if name not in tags:
            tags[name] = Tag.objects.create(name=name).pk
            change(writing.batch, "tag", tags[name], {}, {"name": name}).save()
    through = Customer.tags.through
    ids = writing.people.ids
    through.objects.bulk_create(
        [through(customer_id=ids[slot], tag_id=tags[name]) for slot, name in step.tags],
        batch_size=ROWS_A_STATEMENT,
    )
    ImportChange.objects.bulk_create(
        [
            change(writing.batch, "customer_tag", ids[slot], {}, {"tag": tags[name]})
            for slot, name in step.tags
            if slot not in step.people.drafts
        ],
        batch_size=ROWS_A_STATEMENT,
    )


def _write_doubts(step: Step, writing: Writing) -> None:
    ids = writing.people.ids
    pairs = {tuple(sorted((ids[a], ids[b]))): reason for a, b, reason in step.people.doubts}
    DoubtfulPair.objects.bulk_create(
        [
            DoubtfulPair(
                first_id=first,
                second_id=second,
                reason=reason.value,
                state=PairState.OPEN.value,
                batch=writing.batch,
            )
            for (first, second), reason in pairs.items()
            if first != second
        ],
        batch_size=ROWS_A_STATEMENT,
        ignore_conflicts=True,
    )


# --- sales ---


def _write_sales(step: Step, writing: Writing) -> None:
    if not step.sales:
        return
    ids = reserve_ids(Purchase, len(step.sales))
    batch, cells = writing.batch.pk, Cells()
    purchases, lines = [], []
    for sale, row_id in zip(step.sales, ids, strict=True):
        told = sale.record
        purchases.append(
            (
                row_id,
                writing.id_of(sale.slot),
                told.source,
                sale.key,
                cells.moment(told.bought_at),
                cells.day(told.bought_on),
                told.is_time_known,
                told.currency,
                told.total_minor,
                sale.refunded_minor,
                cells.day(told.promised_on),
                cells.day(told.delivered_on),
                told.place[:100],
                told.staff[:100],
                told.note,
                "",
                None,
                batch,
            )
        )
        for position, line in enumerate(told.lines):
            name, quantity, *rest = line_row(line)
            lines.append((row_id, position, name, str(quantity), *rest))
    insert(Purchase, PURCHASE, purchases)
    insert(Line, LINE, lines)
    _claim_waiting_refunds(
        {sale.key: i for sale, i in zip(step.sales, ids, strict=True) if sale.refunded_minor},
        source=step.sales[0].record.source,
    )


def _claim_waiting_refunds(sales: dict[str, int], *, source: str) -> None:
    if not sales:
        return
    waiting = Refund.objects.filter(source=source, purchase=None, purchase_key__in=sales)
    for refund in waiting:
        Refund.objects.filter(pk=refund.pk).update(purchase_id=sales[refund.purchase_key])


def _change_sale(sale: ChangedSale, writing: Writing) -> None:
    stored, after = sale.stored, dict(sale.changes)
    buyer = writing.id_of(sale.slot)
    if buyer is not None:
        after["customer_id"] = buyer
    before = {name: getattr(stored, name) for name in after}
    if sale.lines:
        before["lines"] = [list(line) for line in stored.lines]
        Line.objects.filter(purchase_id=stored.id).delete()
        rows = [
            (stored.id, position, name, str(quantity), *rest)
            for position, (name, quantity, *rest) in enumerate(map(line_row, sale.lines))
        ]
        insert(Line, LINE, rows)
    if after:
        Purchase.objects.filter(pk=stored.id).update(**after)
    if sale.lines:
        after["lines"] = [list(line_row(line)) for line in sale.lines]
    change(writing.batch, "purchase", stored.id, before, after).save()


def _write_refunds(step: Step, writing: Writing) -> None:
    Refund.objects.bulk_create(
        [_refund(refund, writing) for refund in step.refunds], batch_size=ROWS_A_STATEMENT
    )


def _refund(refund: NewRefund, writing: Writing) -> Refund:
    told = refund.record
    return Refund(
        customer_id=writing.id_of(refund.slot),
        purchase_id=refund.purchase_id,
        source=told.source,
        key=refund.key,
        purchase_key=told.purchase_key[:200],
        refunded_on=told.refunded_on,
        currency=told.currency,
        amount_minor=told.amount_minor,
        batch=writing.batch,
    )


# --- what was there before ---


def change(batch: ImportBatch, table: str, row_id: int, before: Row, after: Row) -> ImportChange:
    return ImportChange(
        batch=batch, table=table, row_id=row_id, before=_plain(before), after=_plain(after)
    )


def _plain(row: Row) -> Row:
    return {name: plain_cell(value) for name, value in row.items()}


def plain_cell(value: Any) -> Any:
    """A cell as JSON keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, list):
        return [[plain_cell(cell) for cell in line] for line in value]
    return value if isinstance(value, int | str | bool | None) else str(value)
