"""Rows as the database takes them: many at once, as plain SQL, on SQLite and PostgreSQL."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

UTC_MARK = len("+00:00")


class Cells:
    """Cells as this database takes them: SQLite keeps text, exactly as Django itself writes it."""

    def __init__(self) -> None:
        self._is_text = connection.vendor == "sqlite"

    def moment(self, moment: datetime) -> Any:
        return moment.astimezone(UTC).isoformat(" ")[:-UTC_MARK] if self._is_text else moment

    def day(self, day: date | None) -> Any:
        return day.isoformat() if day is not None and self._is_text else day

    def any(self, value: Any) -> Any:
        return self.day(value) if isinstance(value, date) else value


def reserve_ids(model: Any, count: int) -> Sequence[int]:
    """Ids for rows to come, never given out before. SQLite: under the write lock we hold."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            start = (row[0] if row else 0) + 1
            return range(start, start + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    rows = list(rows)
    if not rows:
        return
    table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        # Table and columns are named by our models; every value is a parameter.
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def update(model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows hold the new cells and last the id."""
    table = model._meta.db_table
    cells = ", ".join(f'"{name}" = %s' for name in columns)
    with connection.cursor() as cursor:
        # Table and columns are named by our models; every value is a parameter.
        cursor.executemany(f"UPDATE {table} SET {cells} WHERE id = %s", list(rows))  # noqa: S608
