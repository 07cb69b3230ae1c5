"""Which tables hold anything of one customer.

Most people have purchases and little else. One look says which of the many tables are worth
asking, and a page asks those alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from django.db import connection
from django.db.models import Model

from regulars.queries.customer_relations import customer_relations

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Holdings:
    """`models` hold at least one row that points at the customer, by whatever column."""

    models: frozenset[type[Model]]

    def __contains__(self, model: type[Model]) -> bool:
        return model in self.models

    def rows(self, model: type[Model], ask: Callable[[], Iterable[Row]]) -> list[Row]:
        """The rows that `ask` gives, without asking where there can be none."""
        return list(ask()) if model in self.models else []


def holdings_of(customer_id: int) -> Holdings:
    statement, models = _statement()
    with connection.cursor() as cursor:
        cursor.execute(statement, [customer_id] * len(models))
        found = cursor.fetchone()
    return Holdings(
        frozenset(model for model, is_there in zip(models, found, strict=True) if is_there)
    )


@lru_cache(maxsize=1)
def _statement() -> tuple[str, list[type[Model]]]:
    """One row of yes and no. Written out, as the ORM needs longer for it than the database."""
    quote = connection.ops.quote_name
    relations = customer_relations()
    asked = ", ".join(
        f"EXISTS(SELECT 1 FROM {quote(relation.db_table)} WHERE {quote(relation.db_column)} = %s)"  # noqa: S608  # names of our own tables alone
        for relation in relations
    )
    return f"SELECT {asked}", [relation.model for relation in relations]
