"""What is in a batch's file, as the readers see it with the owner's answers."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from regulars.models import ImportBatch, Shop
from regulars.readers.files import Answers, Examination, ShopDefaults, examine, read
from regulars.readers.formats import BY_NAME
from regulars.readers.records import Record, Tally
from regulars.rules.imports import Field

FOLDER = "imports"  # inside the data folder


def imports_folder() -> Path:
    return Path(settings.DATA) / FOLDER


def path_of(batch: ImportBatch) -> Path:
    return Path(settings.DATA) / batch.stored_as


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for what does not fit into memory, gone afterwards."""
    imports_folder().mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="scratch-", dir=imports_folder()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def defaults(shop: Shop, moment: datetime) -> ShopDefaults:
    """What holds where a file does not say. The day is the batch's own, so that a resumed import
    reads the very same records."""
    return ShopDefaults(
        country=shop.country,
        currency=shop.currency,
        time_zone=shop.time_zone,
        today=moment.astimezone(ZoneInfo(shop.time_zone)).date(),
    )


def answers_of(told: Mapping[str, Any]) -> Answers:
    """From the stored form: {"mapping": [[column, field], …], "is_day_first": …}."""
    return Answers(
        as_format=told.get("as_format", ""),
        mapping={column: Field(meaning) for column, meaning in told.get("mapping", ())},
        is_day_first=told.get("is_day_first"),
        time_zone=told.get("time_zone", ""),
        has_decimal_comma=told.get("has_decimal_comma"),
        currency=told.get("currency", ""),
    )


def examination_of(batch: ImportBatch, shop: Shop) -> Examination:
    return examine(
        path_of(batch),
        shop=defaults(shop, batch.created_at),
        answers=answers_of(batch.answers),
        name=batch.file_name,
    )


def records_of(batch: ImportBatch, shop: Shop, *, tally: Tally, scratch: Path) -> Iterator[Record]:
    """The records of the file, the same ones in the same order each time."""
    return read(
        path_of(batch),
        shop=defaults(shop, batch.created_at),
        answers=answers_of(batch.answers),
        tally=tally,
        scratch=scratch,
        name=batch.file_name,
    )


def source_of(format_name: str) -> str:
    """The tool that keeps the ids in files of this format; "" for an unknown one."""
    known = BY_NAME.get(format_name)
    return known.source if known else ""
