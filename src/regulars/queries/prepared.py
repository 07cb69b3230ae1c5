"""Queries whose SQL is written once for the whole process.

Django takes five times as long to write the SQL of Today's lists as the database takes to answer,
and on one day, one look is asked like the other. What differs is left open, by name.
"""

from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Given(Expression):
    """A value that is told when the query is asked: Given("day", DateField())."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Prepared:
    """The SQL of a values_list(). Holds no connection, so threads may share it."""

    def __init__(self, made: "QuerySet[Any, Any]") -> None:
        self._sql, self._params = made.query.sql_with_params()

    def ask(self, **given: object) -> list[tuple[Any, ...]]:
        """Rows as the driver gives them: numbers, texts and days, nothing that needs a field."""
        told: list[Any] = [
            given[one.name] if isinstance(one, Given) else one for one in self._params
        ]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, told)
            return list(cursor.fetchall())
