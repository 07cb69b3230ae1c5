"""Queries whose SQL is written once for the whole process.

Django takes five times as long to write the SQL of Today's lists as the database takes to answer,
and on one day, one look is asked like the other. What differs is left open, by name.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, IntegerField, QuerySet
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


MOST = Given("most", IntegerField())


WORD = re.compile("[a-z_]{1,40}")  # of our enums


class Prepared:
    """The SQL of a values_list(). Holds no connection, so threads may share it.

    A value may be a list where the query says `__in=Given(…)`; an empty one finds nothing.
    Of a limited one `most` is told when it is asked.
    """

    def __init__(self, made: "QuerySet[Any, Any]", *, is_limited: bool = False) -> None:
        compiler = made.query.get_compiler(connection=connection)
        sql, self._params = compiler.as_sql()
        if is_limited:  # Django writes a limit as a number; both databases take it last
            sql, self._params = f"{sql} LIMIT %s", (*self._params, MOST)
        self._pieces, self._params = _with_literals(sql, self._params)
        self._known: dict[tuple[int, ...], str] = {}
        columns = [one[0] for one in (compiler.select or [])[: compiler.col_count]]
        self._converters = [
            (place, tuple(told), column)
            for place, (told, column) in compiler.get_converters(columns).items()
        ]

    def ask(self, **given: object) -> list[tuple[Any, ...]]:
        """Rows as the driver gives them: numbers, texts and days, nothing that needs a field."""
        told: list[Any] = []
        lengths = []
        for one in self._params:
            value = given[one.name] if isinstance(one, Given) else one
            if isinstance(value, list | tuple):
                if not value:
                    return []
                value = _padded(value)
                told += value
                lengths.append(len(value))
                continue
            told.append(_adapted(value) if isinstance(value, datetime) else value)
            lengths.append(1)
        sql = self._known.get(tuple(lengths)) or self._written(tuple(lengths))
        with connection.cursor() as cursor:
            cursor.execute(sql, told)
            return list(cursor.fetchall())

    def rows(self, **given: object) -> list[tuple[Any, ...]]:
        """Rows as values_list() gives them."""
        return [self._converted(row) for row in self.ask(**given)]

    def _written(self, lengths: tuple[int, ...]) -> str:
        marks = [", ".join(["%s"] * length) for length in lengths]
        sql = "".join(piece + mark for piece, mark in zip(self._pieces, [*marks, ""], strict=True))
        self._known[lengths] = sql
        return sql

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        cells = list(row)
        for place, told, column in self._converters:
            for convert in told:
                cells[place] = convert(cells[place], column, connection)
        return tuple(cells)


def _with_literals(sql: str, params: Sequence[Any]) -> tuple[list[str], list[Any]]:
    """What never differs stands in the text: SQLite plans a query anew at each asking where a value
    that is told then could decide whether an index fits."""
    first, *pieces = sql.split("%s")
    texts, left = [first], []
    for value, piece in zip(params, pieces, strict=True):
        if isinstance(value, str) and WORD.fullmatch(value):
            texts[-1] += f"'{value}'{piece}"
        elif isinstance(value, int) and not isinstance(value, bool):
            texts[-1] += f"{int(value)}{piece}"
        else:
            texts.append(piece)
            left.append(value)
    return texts, left


def _padded(values: Sequence[Any]) -> list[Any]:
    """In few lengths, so that few texts are kept: the last one is asked for again."""
    step = 1 << max((len(values) - 1).bit_length() - 2, 0)  # 1 to 4, 6, 8, 10, 12, 14, 16, 20, 24 …
    longer = -(-len(values) // step) * step
    return [*values, *[values[-1]] * (longer - len(values))]


def _adapted(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
