"""Everything kept about one customer, for whoever asks what we know of them (GDPR article 15)."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from regulars.models import Customer, ImportChange
from regulars.queries.customer_relations import relations_to

FORMAT = "regulars-customer-1"


def everything_about(customer: Customer) -> dict[str, Any]:
    """Every row that belongs to the customer, by table, read off the models: a new table that
    points at customers, or at something of theirs, is in it without a word said here."""
    tables: dict[str, list[dict[str, Any]]] = {}
    seen: set[tuple[str, Any]] = set()
    for row in _rows_of(customer, seen):
        tables.setdefault(str(row._meta.model_name), []).append(_columns(row))
    tables["importchange"] = [
        _columns(change)
        for table, pk in sorted(seen, key=str)
        for change in ImportChange.objects.filter(table=table, row_id=pk)
    ]
    return {"format": FORMAT, "customer": customer.pk, "tables": tables}


def _rows_of(row: models.Model, seen: set[tuple[str, Any]]) -> Iterator[models.Model]:
    here = (str(row._meta.model_name), row.pk)
    if here in seen:
        return
    seen.add(here)
    yield row
    for relation in relations_to(type(row)):
        if relation.model is Customer:
            continue  # another person
        for child in relation.model._base_manager.filter(**{relation.column: row.pk}).order_by(
            "pk"
        ):
            yield from _rows_of(child, seen)


def _columns(row: models.Model) -> dict[str, Any]:
    """Names of people instead of the ids of our own rows, where a foreign key leads to one."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.is_relation and field.name not in {"customer", "first", "second", "kept"}:
            related = getattr(row, field.name)
            told[field.name] = None if related is None else str(related)
            continue
        value = getattr(row, field.attname)
        told[field.attname] = value if isinstance(value, _PLAIN) or value is None else str(value)
    return told


_PLAIN = (str, int, float, bool, list, dict)
