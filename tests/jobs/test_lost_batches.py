"""An import whose process was killed as only the kernel can is brought to its end by the worker."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now

from regulars.jobs.lost_batches import PATIENCE, Watch
from regulars.models import Event, ImportBatch

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
ROWS = 12_000
# The worker of production, which loses its patience sooner.
WORKER = """
import django
django.setup()
from datetime import timedelta
from regulars.jobs import worker
from regulars.jobs.lost_batches import Watch
worker.WATCH_SECONDS = 0.2
one = worker.Worker()
one.watch = Watch(timedelta(seconds=1))
one.run()
"""


@pytest.fixture
def batch(shop):
    return ImportBatch.objects.create(file_name="sales.csv", state="running", started_at=now())


@pytest.mark.django_db
def test_a_batch_that_stands_still_is_taken_up_once(batch):
    watch = Watch()

    assert watch.look(NOON) == []
    assert watch.look(NOON + PATIENCE - timedelta(seconds=1)) == []
    assert watch.look(NOON + PATIENCE) == [batch.pk]
    assert watch.look(NOON + 2 * PATIENCE) == [], "its event stands in the queue"
    assert Event.objects.filter(kind="batch.queued").count() == 1


@pytest.mark.django_db
def test_a_batch_that_moves_is_left_to_whoever_moves_it(batch):
    watch = Watch()
    for minutes in range(10):
        ImportBatch.objects.update(cursor=2_000 * minutes)
        assert watch.look(NOON + timedelta(minutes=minutes)) == []


def surroundings(folder: Path) -> dict[str, str]:
    ours = ("REGULARS_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "REGULARS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "regulars.config.settings",
    }


def ask(folder: Path, question: str) -> object:
    """Read from outside; None as long as there are no tables."""
    try:
        with closing(
            sqlite3.connect(f"file:{folder}/regulars.sqlite3?mode=ro", uri=True)
        ) as opened:
            return opened.execute(question).fetchone()[0]
    except sqlite3.OperationalError:
        return None


def wait_until(what, within_seconds: float = 90) -> None:
    until = time.monotonic() + within_seconds
    while not what():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.002)


def test_a_killed_import_is_brought_to_its_end_by_the_worker(tmp_path):
    folder, file = tmp_path / "data", tmp_path / "sales.csv"
    rows = [f"A{n},2025-03-{13 + n % 15},p{n % 900}@example.com,4.50,EUR" for n in range(ROWS)]
    file.write_text("\n".join(["Order,Date,E-mail,Total,Currency", *rows]))
    command = [sys.executable, "-m", "regulars.management.cli", "import", str(file)]
    importing = subprocess.Popen(
        [*command, "--country", "DE"], env=surroundings(folder), stdout=subprocess.DEVNULL
    )
    wait_until(lambda: ask(folder, "SELECT max(cursor) FROM regulars_importbatch"))
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    assert ask(folder, "SELECT state FROM regulars_importbatch") == "running"
    assert ask(folder, "SELECT count(*) FROM regulars_purchase") < ROWS

    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=surroundings(folder))
    try:
        wait_until(lambda: ask(folder, "SELECT state FROM regulars_importbatch") == "done")
    finally:
        worker.terminate()
        worker.wait(30)

    assert ask(folder, "SELECT count(*) FROM regulars_purchase") == ROWS
    assert ask(folder, "SELECT count(*) FROM regulars_customer") == 900
