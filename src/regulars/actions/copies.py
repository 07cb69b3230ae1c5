"""All rows from one database into another, whatever engine each has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.models.sql import InsertQuery

AT_ONCE = 500
COPY = "copy"  # the alias of the second database while one is open


@contextmanager
def second_database(path: Path) -> Iterator[str]:
    """A SQLite file as a second database, under the alias that is yielded."""
    # Quick rather than lasting: until it is packed and read back, the file is nobody's backup.
    quick = {"init_command": "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"}
    told = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": quick}
    connections.settings[COPY] = connections.configure_settings({"default": {}, COPY: told})[COPY]
    try:
        yield COPY
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.settings[COPY]


def make_tables(alias: str) -> None:
    call_command("migrate", database=alias, interactive=False, verbosity=0)


def all_models() -> list[type[models.Model]]:
    """Every table that holds rows of ours, those between two others included."""
    found = apps.get_models(include_auto_created=True)
    return [one for one in found if one._meta.managed and not one._meta.proxy]


def copy_rows(*, source: str, target: str) -> int:
    """Replace all rows of `target` by those of `source`, exactly as they are: no default and no
    automatic date is applied. Both must have this version's tables. Returns how many rows.

    The target changes as a whole or not at all. The source is read in one transaction; for
    PostgreSQL at one moment in time.
    """
    copied = 0
    with transaction.atomic(using=source), transaction.atomic(using=target):
        if connections[source].vendor == "postgresql":
            with connections[source].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        _empty(target)
        for model in all_models():
            for rows in _in_parts(model._base_manager.using(source).order_by("pk")):
                _insert(model, rows, target)
                copied += len(rows)
    _continue_numbering(target)
    return copied


def _empty(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        for model in all_models():
            cursor.execute(f"DELETE FROM {connections[alias].ops.quote_name(model._meta.db_table)}")  # noqa: S608  # our own table names


def _in_parts(rows: "models.QuerySet[Any]") -> Iterator[list[Any]]:
    part: list[Any] = []
    for row in rows.iterator(chunk_size=AT_ONCE):
        part.append(row)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _insert(model: type[models.Model], rows: list[Any], alias: str) -> None:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    step = connections[alias].ops.bulk_batch_size(fields, rows) or len(rows)
    for start in range(0, len(rows), step):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + step], raw=True)
        query.get_compiler(using=alias).execute_sql()


def _continue_numbering(alias: str) -> None:
    """PostgreSQL's sequences do not notice rows that bring their own number."""
    statements = connections[alias].ops.sequence_reset_sql(no_style(), all_models())
    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
