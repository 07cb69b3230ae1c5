"""The real worker in a process of its own, killed as only the kernel can."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.db import connection, transaction
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from regulars.actions.events import record
from regulars.actions.webhooks import add_webhook
from regulars.jobs import queue, tasks, worker
from regulars.models import ImportBatch, WebhookDelivery, WorkerBeat
from tests.channels.receivers import receiver

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the same for every engine"),
]
# A worker on the tests' own database, with a task that takes its time.
WORKER = """
import sys, time, django
django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from regulars.jobs import tasks
from regulars.jobs.worker import Worker
tasks.BATCH_WORK["running"] = lambda batch: time.sleep(float(sys.argv[3]))
if len(sys.argv) > 4:  # whoever knows this authority reaches a receiver on this machine
    import ssl
    from functools import partial
    from regulars.channels.webhooks import Guarded, deliver
    from regulars.jobs import webhooks
    async def here(name):
        return ["127.0.0.1"]
    trust = ssl.create_default_context(cafile=sys.argv[4])
    guard = partial(Guarded, resolve=here, is_permitted=lambda address: True, trust=trust)
    webhooks.tell = partial(webhooks.tell, by=partial(deliver, guard=guard))
Worker(sys.argv[2]).run()
"""


def start(name, seconds, *more):
    told = [connection.settings_dict["NAME"], name, str(seconds), *more]
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, *told],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "src:."},
        stderr=subprocess.DEVNULL,
    )


def wait_until(what, within_seconds=60):
    until = time.monotonic() + within_seconds
    while time.monotonic() < until:
        if what():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def status():
    return DBTaskResult.objects.get().status


@pytest.fixture
def batch(shop):
    batch = ImportBatch.objects.create(file_name="sales.csv", state="running")
    tasks.work_on_batch.enqueue(batch.pk)
    return batch


def test_what_a_killed_worker_held_is_done_by_the_next(batch, tmp_path):
    prefix = worker.worker_prefix(tmp_path)
    first = start(prefix, 600)
    wait_until(lambda: status() == "RUNNING")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert status() == "RUNNING"
    assert worker.forget_workers_of(tmp_path) == 1
    assert status() == "READY"
    second = start(prefix, 0)
    wait_until(lambda: status() == "SUCCESSFUL")
    second.terminate()
    assert second.wait(30) == 0
    assert not WorkerBeat.objects.exists()


def test_a_worker_that_is_stopped_gives_back_what_it_holds_within_seconds(batch):
    one = start("work", 600)
    wait_until(lambda: status() == "RUNNING")
    began = time.monotonic()
    one.terminate()
    assert one.wait(30) == 0
    assert time.monotonic() - began < 12
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids) == ("READY", [])


def test_no_task_waits_for_a_receiver_that_is_slow(shop, ana, customer, tmp_path):
    with receiver(tmp_path) as there:
        there.plan = [8.0]
        add_webhook(url=there.url, kinds=["purchase.recorded"], person=ana)
        with transaction.atomic():
            record("purchase.recorded", customer, purchase=77)
        one = start("work", 0, str(there.pem))
        try:
            wait_until(lambda: there.seen)  # it holds the call for eight seconds
            begun = time.monotonic()
            batch = ImportBatch.objects.create(file_name="sales.csv", state="running")
            row = DBTaskResult.objects.filter(pk=tasks.work_on_batch.enqueue(batch.pk).id)
            wait_until(row.filter(status="SUCCESSFUL").exists)
            took = time.monotonic() - begun
            is_told = WebhookDelivery.objects.exclude(delivered_at=None)
            assert not is_told.exists()
            wait_until(is_told.exists)
        finally:
            one.terminate()
            ended = one.wait(30)
    assert took < 8
    assert ended == 0


def test_other_folders_workers_are_left_alone(db, tmp_path):
    queue.beat(f"{worker.worker_prefix(tmp_path / 'other')}-1", now())
    assert worker.forget_workers_of(tmp_path) == 0


def test_the_journal_is_emptied(shop):
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ImportBatch.objects.create(file_name="one.csv")
    worker.empty_journal()
    with closing(connection.cursor()) as cursor:
        _, in_journal, written_back = cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    assert in_journal == written_back
