"""The barest way to the same rows: the csv module and plain inserts, the same tables and indexes.

It checks nothing, matches nobody beyond an equal e-mail, and cannot be taken back. It is the
yardstick for the import, which does all of that.
"""

import csv
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

AT_ONCE = 10_000
INSERTS = {
    "customer": (
        "INSERT INTO regulars_customer (id, name, given_name, family_name, company, street,"
        " postcode, city, region, country, language, tone, preferred_channel, best_time,"
        " why_stays, pause_reason, search_text, created_at)"
        " VALUES (?, ?, '', '', '', '', '', '', '', '', '', 'undecided', '', '', '', '', ?, ?)"
    ),
    "contact": (
        "INSERT INTO regulars_contactpoint (customer_id, kind, value, position) VALUES (?, ?, ?, 0)"
    ),
    "purchase": (
        "INSERT INTO regulars_purchase (id, customer_id, source, key, bought_at, bought_on,"
        " is_time_known, currency, total_minor, refunded_minor, place, staff, note, what_for)"
        " VALUES (?, ?, 'file', ?, ?, ?, 0, ?, ?, 0, '', '', '', '')"
    ),
    "line": (
        "INSERT INTO regulars_line (purchase_id, position, name, quantity, amount_minor, sku,"
        " category) VALUES (?, 0, ?, ?, ?, '', '')"
    ),
}


def load(source: Path, database: Path) -> None:
    """Parse the file and insert its rows into an empty, migrated database."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA cache_size=-20000")
    people: dict[str, int] = {}
    batch: dict[str, list[tuple[Any, ...]]] = {name: [] for name in INSERTS}
    stamp = datetime.now(UTC).isoformat(sep=" ")
    with source.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        for number, row in enumerate(reader, start=1):
            _take(number, row, people, batch, stamp)
            if number % AT_ONCE == 0:
                _flush(connection, batch)
    _flush(connection, batch)
    connection.close()


def _take(
    number: int,
    row: list[str],
    people: dict[str, int],
    batch: dict[str, list[tuple[Any, ...]]],
    stamp: str,
) -> None:
    key, day, name, email, phone, item, quantity, total, currency = row
    customer = people.get(email)
    if customer is None:
        customer = people[email] = len(people) + 1
        batch["customer"].append((customer, name, f"{name.lower()}\n{email}\n{phone}", stamp))
        batch["contact"].append((customer, "email", email))
        if phone:
            batch["contact"].append((customer, "phone", phone))
    minor = int(total.replace(".", ""))
    at = f"{day} 11:00:00"
    batch["purchase"].append((number, customer, key, at, day, currency, minor))
    batch["line"].append((number, item, quantity, minor))


def _flush(connection: sqlite3.Connection, batch: dict[str, list[tuple[Any, ...]]]) -> None:
    connection.execute("BEGIN")
    for name, rows in batch.items():
        connection.executemany(INSERTS[name], rows)
        rows.clear()
    connection.execute("COMMIT")


if __name__ == "__main__":
    load(Path(sys.argv[1]), Path(sys.argv[2]))
