"""Every table that points at a customer, read off the models, so that none can be forgotten."""

from dataclasses import dataclass

from django.db import models

from regulars.models import Customer


@dataclass(frozen=True, slots=True)
class Relation:
    model: type[models.Model]
    column: str  # the foreign key's field name

    @property
    def table(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def db_table(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def db_column(self) -> str:
        return str(self.model._meta.get_field(self.column).column)  # type: ignore[union-attr]

    @property
    def uniques(self) -> list[list[str]]:
        """The other columns that, with this one, may stand only once."""
        meta = self.model._meta
        groups: list[list[str]] = [
            list(c.fields)
            for c in meta.constraints
            if isinstance(c, models.UniqueConstraint) and c.fields
        ]
        groups += [list(group) for group in meta.unique_together]
        groups += [[field.name] for field in meta.concrete_fields if field.unique]
        return [
            [name for name in group if name != self.column]
            for group in groups
            if self.column in group
        ]


def relations_to(model: type[models.Model]) -> list[Relation]:
    """Each foreign key to `model`, also from the hidden tables of many-to-many relations."""
    found = [
        Relation(field.related_model, field.field.name)
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ManyToOneRel)  # one-to-one is a kind of it
    ]
    return sorted(found, key=lambda relation: (relation.table, relation.column))


def customer_relations() -> list[Relation]:
    return relations_to(Customer)


def customer_columns() -> list[str]:
    """The columns of a customer that a person wrote and may choose between."""
    derived = {"id", "search_text", "created_at", "batch"}
    return [f.name for f in Customer._meta.concrete_fields if f.name not in derived]
