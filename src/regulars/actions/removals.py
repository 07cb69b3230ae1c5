"""Taking something away so that it can be put back for a while."""

import json
from datetime import datetime
from typing import Any

from django.db import models, transaction

from regulars.actions.events import record
from regulars.actions.rows import (
    bring_back,
    kept_references,
    kept_tree,
    model_named,
    point_again,
)
from regulars.models import (
    CareInterval,
    Concern,
    Connection,
    Customer,
    CustomField,
    Event,
    Fact,
    Person,
    Purchase,
    Wish,
)

# what can be taken away -> the event that says so
REMOVABLE: dict[type[models.Model], str] = {
    CareInterval: "interval.changed",
    Concern: "concern.changed",
    Connection: "connection.removed",
    CustomField: "field.changed",
    Fact: "fact.changed",
    Purchase: "purchase.removed",
    Wish: "wish.changed",
}


class CannotPutBack(Exception):
    """It is back already, or too much time has passed."""


@transaction.atomic
def remove_row(row: models.Model, *, customer: Customer | None, person: Person | None) -> Event:
    """Delete the row and what hangs on it. The event keeps them until `forget_removed`."""
    kept, references = kept_tree(row), kept_references(row)
    name = type(row)._meta.model_name
    row.delete()
    return record(
        REMOVABLE[type(row)],
        customer,
        person=person,
        what="removed",
        table=name,
        rows=json.dumps(kept),
        references=json.dumps(references),
    )


@transaction.atomic
def put_back_rows(event: Event, *, person: Person | None) -> list[models.Model]:
    """Bring back what an event removed, once. Raises CannotPutBack."""
    held = Event.objects.select_for_update().filter(pk=event.pk).first()
    kept: list[Any] = json.loads(held.facts.get("rows", "[]")) if held else []
    if held is None or not kept:
        raise CannotPutBack(str(event))
    model = model_named(kept[0]["table"])
    if model._default_manager.filter(pk=kept[0]["row"]["id"]).exists():
        raise CannotPutBack(str(event))
    rows = [row for row in map(bring_back, kept) if row is not None]
    for references in json.loads(held.facts.get("references", "[]")):
        point_again(references)
    Event.objects.filter(pk=held.pk).update(facts=_without_rows(held.facts))
    record(
        REMOVABLE[model].replace(".removed", ".changed" if model is Purchase else ".noted"),
        held.customer,
        person=person,
        what="put_back",
        table=kept[0]["table"],
    )
    return rows


@transaction.atomic
def forget_removed(*, before: datetime) -> int:
    """Drop what was removed before that moment for good; returns how many. For the clock."""
    old = Event.objects.filter(
        kind__in=REMOVABLE.values(), happened_at__lt=before, facts__has_key="rows"
    )
    forgotten = list(old)
    for event in forgotten:
        event.facts = _without_rows(event.facts)
    Event.objects.bulk_update(forgotten, ["facts"], batch_size=500)
    return len(forgotten)


def _without_rows(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in {"rows", "references"}}
