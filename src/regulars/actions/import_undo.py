"""Taking a whole import back: what it made goes, what it changed becomes what it was.

In steps, each a transaction, so that a killed one goes on. What people have done since is never
undone with it: a value that somebody changed stays, and so does a customer with whom somebody has
spoken; both are counted and said.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.actions.import_writing import plain_cell, refresh_search_texts
from regulars.models import (
    Consent,
    ContactPoint,
    Customer,
    CustomerKey,
    CustomField,
    CustomValue,
    DoubtfulPair,
    Event,
    Fact,
    ImportBatch,
    ImportChange,
    ImportJournal,
    Line,
    Purchase,
    Refund,
    RefusedRow,
    Rhythm,
    Tag,
)
from regulars.queries.import_lookups import LINE_COLUMNS
from regulars.rules.kinds import BatchState

ROWS_A_STEP = 1_000
# What an import itself writes about a customer: only rows of another origin are people's work.
OF_IMPORTS = (ContactPoint, CustomerKey, Consent, CustomValue, Fact, Purchase, Refund, DoubtfulPair)
DERIVED = (Rhythm,)
NEW_WORDS = ("tag", "custom_field")  # made for the rows of this batch, gone after them

Kept = dict[str, int]


def undo_batch(batch: ImportBatch) -> None:
    """Take the batch back from wherever an earlier try was left. Its state must be UNDOING."""
    kept: Kept = {
        "changes": batch.counts.get("kept_changes", 0),
        "people": batch.counts.get("kept_people", 0),
    }
    for step in (
        _restore_changes,
        _remove_sales,
        _remove_refunds,
        _remove_people,
        _remove_additions,
        _remove_words,
    ):
        while _in_step(step, batch, kept):
            pass
    _finish(batch, kept)


@transaction.atomic
def _in_step(step: "Callable[[ImportBatch, Kept], int]", batch: ImportBatch, kept: Kept) -> bool:
    done = step(batch, kept)
    batch.counts |= {"kept_changes": kept["changes"], "kept_people": kept["people"]}
    ImportBatch.objects.filter(pk=batch.pk).update(counts=batch.counts)
    return done > 0


@transaction.atomic
def _finish(batch: ImportBatch, kept: Kept) -> None:
    state = BatchState.FAILED if batch.trouble else BatchState.UNDONE
    changed = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.UNDOING.value).update(
        state=state.value, undone_at=now(), cursor=0
    )
    if changed:
        ImportJournal.objects.filter(batch=batch).delete()
        RefusedRow.objects.filter(batch=batch).delete()
        record("batch.undone", batch=batch.pk, kept_people=kept["people"])


# --- what was changed ---


def _restore_changes(batch: ImportBatch, kept: Kept) -> int:
    rows = ImportChange.objects.filter(batch=batch).exclude(table__in=NEW_WORDS).order_by("-pk")
    changes = list(rows[:ROWS_A_STEP])
    people = set()
    for change in changes:
        if change.table == "customer":
            people.add(change.row_id)
            kept["changes"] += _restore(Customer, change)
        elif change.table == "purchase":
            kept["changes"] += _restore_purchase(change)
        elif change.table == "customer_tag":
            rows = Customer.tags.through.objects.filter(customer_id=change.row_id)
            rows.filter(tag_id=change.after["tag"]).delete()
    ImportChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    refresh_search_texts(people)
    return len(changes)


def _restore(model: type[models.Model], change: ImportChange) -> int:
    """Put back each cell that still is what the batch made it. Returns 1 where one is not."""
    columns = [name for name in change.before if name != "lines"]
    row = model._default_manager.filter(pk=change.row_id).values(*columns).first()
    if row is None or not columns:
        return 0
    ours = {
        name: _cell(model, name, change.before[name])
        for name in columns
        if plain_cell(row[name]) == change.after[name]
    }
    if ours:
        model._default_manager.filter(pk=change.row_id).update(**ours)
    return int(len(ours) < len(columns))


def _restore_purchase(change: ImportChange) -> int:
    kept = _restore(Purchase, change)
    if "lines" not in change.before:
        return kept
    lines = Line.objects.filter(purchase_id=change.row_id).order_by("position")
    told = change.before["lines"] or change.after["lines"]
    columns = LINE_COLUMNS[: len(told[0])] if told else LINE_COLUMNS  # an older batch told fewer
    if plain_cell(list(lines.values_list(*columns))) != change.after["lines"]:
        return 1
    lines.delete()
    Line.objects.bulk_create(
        Line(purchase_id=change.row_id, position=place, **dict(zip(columns, line, strict=True)))
        for place, line in enumerate(change.before["lines"])
    )
    return kept


def _cell(model: type[models.Model], name: str, told: Any) -> Any:
    field = model._meta.get_field(name)
    if told is not None and isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(told)
    if told is not None and isinstance(field, models.DateField):
        return date.fromisoformat(told)
    return told


# --- what was made ---


def _some(model: type[models.Model], batch: ImportBatch) -> list[int]:
    rows = model._default_manager.filter(batch=batch).order_by()
    return list(rows.values_list("pk", flat=True)[:ROWS_A_STEP])


def _remove_sales(batch: ImportBatch, _: Kept) -> int:
    ids = _some(Purchase, batch)
    Line.objects.filter(purchase_id__in=ids).delete()
    Refund.objects.filter(purchase_id__in=ids, batch=batch).delete()
    Refund.objects.filter(purchase_id__in=ids).update(purchase=None)  # it waits again
    Purchase.objects.filter(pk__in=ids).delete()
    return len(ids)


def _remove_refunds(batch: ImportBatch, _: Kept) -> int:
    ids = _some(Refund, batch)
    Refund.objects.filter(pk__in=ids).delete()
    return len(ids)


def _remove_people(batch: ImportBatch, kept: Kept) -> int:
    """Customers of this batch; whoever stays belongs to no batch from then on."""
    ids = _some(Customer, batch)
    staying = with_work_of_people(ids, batch)
    for model in (ContactPoint, CustomerKey, Consent, CustomValue, Fact):
        model._default_manager.filter(customer_id__in=staying, batch=batch).update(batch=None)
    Customer.objects.filter(pk__in=staying).update(batch=None)
    Customer.objects.filter(pk__in=set(ids) - staying).delete()
    kept["people"] += len(staying)
    return len(ids)


def with_work_of_people(ids: Collection[int], batch: ImportBatch) -> set[int]:
    """Which of these customers something else than this batch knows of: a talk, a note, a sale
    from elsewhere, a colleague's decision. New tables count by themselves."""
    found: set[int] = set()
    for relation in Customer._meta.related_objects:
        model, column = relation.related_model, relation.field.name
        if model in DERIVED or model is DoubtfulPair:
            continue
        rows = model._default_manager.filter(**{f"{column}__in": ids})
        if model in OF_IMPORTS:
            rows = rows.exclude(batch=batch)
        found |= set(rows.values_list(f"{column}_id", flat=True))
    found |= set(Event.objects.filter(customer__in=ids).values_list("customer_id", flat=True))
    return found


def _remove_additions(batch: ImportBatch, _: Kept) -> int:
    """What the batch added to people who were known before."""
    points = _some(ContactPoint, batch)
    owners = set(
        ContactPoint.objects.filter(pk__in=points).order_by().values_list("customer_id", flat=True)
    )
    done = 0
    for model in (ContactPoint, CustomerKey, Consent, CustomValue, Fact, DoubtfulPair):
        ids = _some(model, batch)
        model._default_manager.filter(pk__in=ids).delete()
        done += len(ids)
    refresh_search_texts(owners)
    return done


def _remove_words(batch: ImportBatch, _: Kept) -> int:
    """Tags and own fields that came with the batch, unless somebody uses them by now."""
    changes = ImportChange.objects.filter(batch=batch, table__in=NEW_WORDS)
    tags = changes.filter(table="tag").values_list("row_id", flat=True)
    Tag.objects.filter(pk__in=list(tags), customers=None).delete()
    fields = changes.filter(table="custom_field").values_list("row_id", flat=True)
    CustomField.objects.filter(pk__in=list(fields), values=None).delete()
    changes.delete()
    return 0
