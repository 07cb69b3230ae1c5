"""A killed import goes on where it was, and ends as if nothing had happened."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import connection, transaction

from regulars.actions import imports
from regulars.actions.imports import BatchIsElsewhere, run_batch, start_batch
from regulars.models import ContactPoint, Customer, Event, ImportBatch
from regulars.readers.records import Record, Refusal, Tally
from tests.actions.imports_by_hand import dump, line, new_batch, no, opened, person, sale, yes

ROWS = 600
STEP = 50
IS_LONG = "REGULARS_CHAOS_ROUNDS" in os.environ


def made_up(seed: int = 1) -> list[Record]:
    """Sales of some dozens of people who write themselves in many ways, and some garbage."""
    chance = random.Random(seed)
    records: list[Record] = []
    for number in range(ROWS):
        who = chance.randrange(90)
        told = {
            "emails": (f"p{who}@example.com",) if chance.random() < 0.6 else (),
            "phones": (f"+49301000{who // 2:03}",) if chance.random() < 0.5 else (),
            "name": chance.choice((f"Person{who} Meier", f"P. Meier{who % 7}", "")),
            "postcode": f"10{who % 9:03}" if chance.random() < 0.5 else "",
            "key": f"c{who}" if chance.random() < 0.2 else "",
            "city": chance.choice(("", "Berlin")),
            "consents": chance.choice(((), (yes(),), (no(),))),
            "tags": chance.choice(((), ("vip",), ("new",))),
            "note": chance.choice(("", "tea", "coffee")),
        }
        buyer = person(**told)
        if number % 40 == 7:
            records.append(Refusal(number, "date_missing"))
        elif number % 11 == 3:
            records.append(buyer)
        else:
            nobody = chance.random() < 0.1
            records.append(
                sale(
                    f"o{number}" if number % 5 else "",
                    None if nobody else buyer,
                    days=chance.randrange(300),
                    lines=(line(),) * chance.randrange(3),
                )
            )
    return records


class Killed(BaseException):
    """As sudden as a power cut, inside one process."""


def until(records: list[Record], last: int):
    def records_with(tally) -> Iterator[Record]:
        for place, record in enumerate(opened(records)(tally)):
            if place == last:
                raise Killed
            yield record

    return records_with


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(imports, "RECORDS_A_STEP", STEP)


def run_through(records: list[Record], kills: Sequence[int]) -> ImportBatch:
    batch = new_batch()
    start_batch(batch)
    for place in kills:
        with pytest.raises(Killed):
            run_batch(batch, open_records=until(records, place))
    run_batch(batch, open_records=opened(records))
    batch.refresh_from_db()
    assert batch.state == "done"
    return batch


def uninterrupted(records: list[Record]) -> tuple[dict, dict]:
    """What it would be, and then not be: the ids are given out anew afterwards."""
    with transaction.atomic():
        batch = run_through(records, ())
        told = dump(), batch.counts
        transaction.set_rollback(True)
    return told


@pytest.mark.django_db
@pytest.mark.parametrize("kills", [(75,), (120, 330, 480), tuple(range(55, 600, 27))])
def test_a_resumed_import_equals_an_uninterrupted_one(shop, small_steps, kills):
    records = made_up()
    rows, counts = uninterrupted(records)

    batch = run_through(records, kills)

    assert batch.counts == counts
    assert counts["people"]["created"] == Customer.objects.count()
    if connection.vendor == "sqlite":  # PostgreSQL never gives an id twice
        assert dump() == rows


@pytest.mark.django_db
def test_somebody_typing_in_meanwhile_is_seen(shop, small_steps):
    records = [sale(f"{n}", person(emails=(f"p{n}@example.com",))) for n in range(2 * STEP)]

    def with_somebody_typing(tally: Tally) -> Iterator[Record]:
        for place, one in enumerate(records):
            if place == STEP:  # the first step is written, the second is not planned yet
                typed = Customer.objects.create(name="Typed")
                last = f"p{2 * STEP - 1}@example.com"
                ContactPoint.objects.create(customer=typed, kind="email", value=last)
                Event.objects.create(kind="customer.created", customer=typed)
            yield one

    batch = new_batch()
    start_batch(batch)
    run_batch(batch, open_records=with_somebody_typing)

    assert Customer.objects.count() == 2 * STEP
    assert Customer.objects.get(name="Typed").purchases.count() == 1


@pytest.mark.django_db
def test_two_workers_on_one_batch_write_it_once(shop, small_steps):
    records = made_up()
    rows, counts = uninterrupted(records)
    batch = new_batch()
    start_batch(batch)

    def overtaken(tally: Tally) -> Iterator[Record]:
        for place, one in enumerate(opened(records)(tally)):
            if place == 3 * STEP:
                run_batch(batch, open_records=opened(records))
            yield one

    with pytest.raises(BatchIsElsewhere):
        run_batch(batch, open_records=overtaken)

    batch.refresh_from_db()
    assert batch.counts == counts
    if connection.vendor == "sqlite":
        assert dump() == rows


# --- a real process, really killed ---


def csv_of_sales(path: Path, rows: int) -> None:
    chance = random.Random(5)
    with path.open("w", newline="") as file:
        file.write("Order,Date,Customer,E-mail,Phone,Total,Currency,Item\n")
        for number in range(rows):
            who = chance.randrange(rows // 4)
            email = f"p{who}@example.com" if who % 3 else ""
            day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
            day = "2025-02-30" if number % 100 == 50 else day
            file.write(
                f"A{number},{day},Person{who} Meier,{email},+4930{100000 + who},"
                f"{5 + who % 90}.50,EUR,Beans\n"
            )


def regulars(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "regulars.management.cli", "--data", str(folder), *arguments]
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("REGULARS_", "DJANGO_"))
    }
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def cursor_of(folder: Path) -> int:
    """How far the import is, read from outside."""
    try:
        with sqlite3.connect(f"file:{folder}/regulars.sqlite3?mode=ro", uri=True) as database:
            row = database.execute("SELECT max(cursor) FROM regulars_importbatch").fetchone()
    except sqlite3.OperationalError:
        return 0
    return row[0] or 0


def rows_of(folder: Path) -> dict[str, list[tuple]]:
    left_out = {"created_at", "answered_at", "noticed_at"}
    found = {}
    with sqlite3.connect(folder / "regulars.sqlite3") as database:
        for table in ("customer", "contactpoint", "customerkey", "purchase", "line", "refusedrow"):
            columns = [
                row[1]
                for row in database.execute(f"PRAGMA table_info(regulars_{table})")
                if row[1] not in left_out
            ]
            names = ", ".join(f'"{name}"' for name in columns)
            rows = database.execute(f"SELECT {names} FROM regulars_{table} ORDER BY id")
            found[table] = rows.fetchall()
    return found


def import_killed_at(folder: Path, file: Path, kills: Sequence[int]) -> dict:
    arguments = ("import", str(file), "--json", "--country", "DE", "--currency", "EUR")
    for place in kills:
        process = regulars(folder, *arguments)
        while process.poll() is None and cursor_of(folder) < place:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    process = regulars(folder, *arguments)
    told, trouble = process.communicate()
    assert process.returncode == 0, trouble
    return json.loads(told)


@pytest.mark.slow
def test_killing_the_process_changes_nothing_of_the_result(tmp_path):
    rows, kills = (
        (44_000, range(1, 40_001, 2_000)) if IS_LONG else (12_000, range(1, 10_001, 2_500))
    )
    file = tmp_path / "sales.csv"
    csv_of_sales(file, rows)

    whole = import_killed_at(tmp_path / "whole", file, ())
    pieces = import_killed_at(tmp_path / "pieces", file, kills)

    assert pieces == whole
    assert rows_of(tmp_path / "pieces") == rows_of(tmp_path / "whole")
    assert whole["purchases"]["created"] == rows - rows // 100
