"""A row of any table, filled with a marker, so that a new table is in the proof by itself."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from regulars.models import Customer
from regulars.queries.customer_relations import relations_to

NUMBERS = count(1)
# Columns that are about the business or its machines, whoever the row belongs to.
OF_THE_BUSINESS = {
    ("attempt", "owner"),
    ("attempt", "result"),
    ("deliveryreport", "provider"),
    ("event", "kind"),
    ("handled", "reaction"),
    ("message", "message_id"),  # random
    ("message", "occurrence"),
    ("message", "provider"),
    ("purchase", "place"),
    ("purchase", "source"),
    ("purchase", "staff"),
    ("refund", "source"),
    ("webhookdelivery", "key"),
}
# What a state needs beside it; and what only lives as long as a worker holds it.
SPECIAL: dict[str, dict[str, Any]] = {
    "message": {"state": "accepted", "accepted_at": timezone.now, "reason": "", "owner": ""},
    "customer": {"birthday_month": 3, "birthday_day": 3, "birthday_year": 1980},
    "interaction": {"message": None},
    "rhythm": {"recent": list},
    "servicelevel": {"decided_because": ""},
}
TEXT = (models.CharField, models.TextField)


def fill(customer: Customer, marker: str) -> set[type[models.Model]]:
    """One row in every table that points at the customer, and in every table that points at one
    of those. Returns the tables."""
    made: set[type[models.Model]] = set()
    generation: list[models.Model] = [customer]
    while generation:
        parents, generation = generation, []
        for parent in parents:
            for relation in relations_to(type(parent)):
                is_link = relation.model in made or relation.model is Customer
                if is_link or relation.model._meta.app_label != "regulars":
                    continue
                row = make_row(relation.model, marker, **{relation.column: parent})
                made.add(relation.model)
                generation.append(row)
    return made


def make_row(model: type[models.Model], marker: str, **given: Any) -> models.Model:
    special = SPECIAL.get(str(model._meta.model_name), {})
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in given:
            continue
        if field.name in special:
            told = special[field.name]
            values[field.name] = told() if callable(told) else told
        elif (value := _value(field, marker)) is not None:
            values[field.name] = value
    if model._meta.model_name == "doubtfulpair":
        other = make_row(Customer, "")
        first, second = sorted((next(iter(given.values())), other), key=lambda one: one.pk)
        given = {"first": first, "second": second}
    return model._base_manager.create(**(values | given))


def _value(field: models.Field[Any, Any], marker: str) -> Any:
    if isinstance(field, models.ForeignKey):
        return None if field.null else make_row(field.related_model, "")
    if isinstance(field, TEXT):
        return _text(field, marker)
    if isinstance(field, models.JSONField):
        return {"told": marker} if marker else {}
    return None if field.null or field.has_default() else _plain(field)


def _plain(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    return timezone.localdate() if isinstance(field, models.DateField) else 1


def _text(field: models.Field[Any, Any], marker: str) -> str | None:
    if field.choices:
        return None if field.has_default() or field.blank else str(field.choices[0][0])
    if (field.model._meta.model_name, field.name) in OF_THE_BUSINESS:
        return f"till-{next(NUMBERS)}"
    text = f"{marker or 'x'}-{next(NUMBERS)}"
    return text[-field.max_length :] if field.max_length else text


def where_is(marker: str) -> Iterator[str]:
    """Every column of every table in which the marker stands."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                if marker in str(getattr(row, field.attname)):
                    yield f"{model._meta.model_name}.{field.name}"
