"""Writes everything into a folder in open formats: customers.csv and purchases.csv as lists that
other programs (and Regulars itself) read, and each table once as CSV and once as JSON."""

import argparse
import csv
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from regulars.management.readiness import refuse_empty
from regulars.management.refuse import Refuse
from regulars.queries.exports import Table, all_tables, customers, plain, purchases
from regulars.rules.cells import defuse

EXAMPLE = "regulars --data ~/regulars export ~/regulars-export"
READ_ME = """\
This folder holds everything that Regulars kept on the day it was written.

customers.csv, purchases.csv   lists for other programs; Regulars imports them as well
tables/*.csv                   each table as it is stored; "… number" columns join them
tables/*.json                  the same rows, each an object
files/                         the files that were uploaded

All text is UTF-8. In the CSV files a cell that a spreadsheet would run as a formula has an
apostrophe before it; in the JSON files nothing is changed. Amounts in tables are in the smallest
unit of their currency (cents); in the lists they are written as people write them.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="an empty folder, or one that is to be made")


def run(args: argparse.Namespace) -> int:
    folder: Path = args.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refuse(f"{folder} is not an empty folder, and was left as it is; name another one.")
    refuse_empty()
    try:
        (folder / "tables").mkdir(mode=0o700, parents=True)
        counts = {table.name: write_csv(folder, table) for table in (customers(), purchases())}
        for table in all_tables():
            counts[f"tables/{table.name}"] = write_both(folder / "tables", table)
        if (files := Path(settings.DATA) / "files").is_dir():
            shutil.copytree(files, folder / "files")
        (folder / "README.txt").write_text(READ_ME)
    except OSError as trouble:
        raise Refuse(
            f"The export into {folder} stopped: {trouble.strerror}. Nothing else was changed."
        ) from None
    print(
        f"{folder}: {counts['tables/customer']} customers, {counts['tables/purchase']} purchases."
    )
    return 0


def write_csv(folder: Path, table: Table) -> int:
    count = 0
    with _private(folder / f"{table.name}.csv") as file:
        writer = csv.writer(file)
        writer.writerow(table.headers)
        for count, row in enumerate(table.rows, 1):  # noqa: B007  # it is the result
            writer.writerow([cell(value) for value in row])
    return count


def write_both(folder: Path, table: Table) -> int:
    def told() -> Iterator[list[Any]]:
        with _private(folder / f"{table.name}.json") as file:
            file.write("[")
            for number, row in enumerate(table.rows):
                file.write(",\n" if number else "\n")
                named = dict(zip(table.headers, map(plain, row), strict=True))
                json.dump(named, file, ensure_ascii=False)
                yield row
            file.write("\n]\n")

    return write_csv(folder, Table(table.name, table.headers, told()))


def cell(value: Any) -> Any:
    """A value as a spreadsheet may open it: numbers stay numbers, no text becomes a formula."""
    value = plain(value)
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if value is None:
        return ""
    return defuse(value) if isinstance(value, str) and not _is_number(value) else value


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def _private(path: Path) -> Any:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    return os.fdopen(handle, "w", encoding="utf-8", newline="")
