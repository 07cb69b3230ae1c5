"""Rows as plain values, kept so that exactly the same rows can come back."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

Kept = dict[str, Any]  # {"table": "line", "row": {column: plain value}}


def kept_row(row: models.Model) -> Kept:
    """The row's every column as a value that JSON can hold without loss."""
    columns = {
        field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }
    return {"table": row._meta.model_name, "row": columns}


def kept_tree(row: models.Model) -> list[Kept]:
    """The row, then every row that goes with it when it is deleted."""
    return [kept_row(one) for one in _with_dependents(row)]


def _with_dependents(row: models.Model) -> Iterator[models.Model]:
    yield row
    for relation in row._meta.related_objects:
        if getattr(relation, "on_delete", None) is models.CASCADE:
            children = relation.related_model._default_manager.filter(
                **{relation.field.name: row.pk}
            )
            for child in children.order_by("pk"):
                yield from _with_dependents(child)


def kept_references(row: models.Model) -> list[Kept]:
    """Who points at the row, or at what goes with it, and only loses that reference."""
    return [
        {"table": relation.related_model._meta.model_name, "column": name, "of": one.pk, "ids": ids}
        for one in _with_dependents(row)
        for relation in one._meta.related_objects
        if getattr(relation, "on_delete", None) is models.SET_NULL
        for name in [relation.field.name]
        if (
            ids := list(
                relation.related_model._default_manager.filter(**{name: one.pk})
                .order_by("pk")
                .values_list("pk", flat=True)
            )
        )
    ]


def point_again(kept: Mapping[str, Any]) -> int:
    """Give back the reference to those that are there and point at nothing else meanwhile;
    returns how many."""
    rows = model_named(kept["table"])._default_manager.filter(
        pk__in=kept["ids"], **{f"{kept['column']}__isnull": True}
    )
    return rows.update(**{kept["column"]: kept["of"]})


def columns_of(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """The fields by their column's name, also under which a foreign key keeps the id."""
    fields = model._meta.concrete_fields
    return {field.name: field for field in fields} | {field.attname: field for field in fields}


def model_named(table: str) -> type[models.Model]:
    return apps.get_model("regulars", table)


def bring_back(kept: Mapping[str, Any]) -> models.Model | None:
    """Insert the row as it was, with its old id and moments. None where what it belonged to is
    gone meanwhile. Raises IntegrityError if a row with that id or key is there."""
    model = model_named(kept["table"])
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.attname not in kept["row"]:
            continue  # a column that came later has its default
        value = field.to_python(kept["row"][field.attname])
        if value is not None and field.is_relation and not _is_there(field, value):
            if not field.null:
                return None
            value = None
        values[field.attname] = value
    row = model(**values)
    row.save_base(raw=True, force_insert=True)  # raw: created_at stays what it was
    return row


def _is_there(field: models.Field[Any, Any], pk: Any) -> bool:
    related = field.related_model
    assert isinstance(related, type)
    return related._base_manager.filter(pk=pk).exists()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
