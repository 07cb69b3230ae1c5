"""Everything kept about one customer, for whoever asks what we know of them (GDPR article 15)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models

from regulars.models import Customer, ImportChange
from regulars.queries.customer_relations import Relation, relations_to

Seen = dict[type[models.Model], set[Any]]  # the keys of the rows that are told already

FORMAT = "regulars-customer-1"
AT_ONCE = 500  # rows asked for in one query


def everything_about(customer: Customer) -> dict[str, Any]:
    """Every row that belongs to the customer, by table, read off the models: a new table that
    points at customers, or at something of theirs, is in it without a word said here."""
    seen: Seen = {}
    tables: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(customer, seen):
        tables.setdefault(_table(type(row)), []).append(_columns(row))
    tables["importchange"] = [
        _columns(change)
        for model in sorted(seen, key=_table)
        for pks in _batched(sorted(seen[model], key=str), AT_ONCE)
        for change in ImportChange.objects.filter(table=_table(model), row_id__in=pks)
    ]
    return {"format": FORMAT, "customer": customer.pk, "tables": tables}


def rows_of(customer: Customer, seen: Seen) -> Iterator[models.Model]:
    """The customer, then what points at it, then what points at that: a generation at a time, so
    that a long history takes few queries."""
    generation: dict[type[models.Model], list[models.Model]] = {Customer: [customer]}
    seen[Customer] = {customer.pk}
    while generation:
        following: dict[type[models.Model], list[models.Model]] = {}
        for model, parents in generation.items():
            yield from parents
            for relation in relations_to(model):
                if relation.model is Customer:
                    continue  # another person
                known = seen.setdefault(relation.model, set())
                for child in _children(relation, [parent.pk for parent in parents]):
                    if child.pk not in known:
                        known.add(child.pk)
                        following.setdefault(relation.model, []).append(child)
        generation = following


def _children(relation: Relation, pks: Sequence[Any]) -> Iterator[models.Model]:
    rows = relation.model._base_manager.order_by("pk")
    if told := [field.name for field in relation.model._meta.concrete_fields if _is_told(field)]:
        rows = rows.select_related(*told)
    for some in _batched(pks, AT_ONCE):
        yield from rows.filter(**{f"{relation.column}__in": some})


def _batched(keys: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _table(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def _is_told(field: models.Field[Any, Any]) -> bool:
    """Whether what it points at is told in words."""
    return field.is_relation and field.name not in {"customer", "first", "second", "kept"}


def _columns(row: models.Model) -> dict[str, Any]:
    """Names of people instead of the ids of our own rows, where a foreign key leads to one."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if _is_told(field):
            related = getattr(row, field.name)
            told[field.name] = None if related is None else str(related)
            continue
        value = getattr(row, field.attname)
        told[field.attname] = value if isinstance(value, _PLAIN) or value is None else str(value)
    return told


_PLAIN = (str, int, float, bool, list, dict)
