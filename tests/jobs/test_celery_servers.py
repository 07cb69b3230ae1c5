"""The engine for several machines, as it runs there: real Celery workers in processes of their
own, a real Redis or RabbitMQ, a real PostgreSQL."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from regulars.jobs import clock, queue, tasks
from regulars.jobs.celery_engine import RUN_ROW, make_app
from regulars.jobs.celery_engine import carrier as celery_carrier
from regulars.models import ImportBatch, Schedule, WorkerBeat
from tests.jobs import servers
from tests.jobs.servers import wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="several machines: PostgreSQL"),
]
needs_redis = pytest.mark.skipif(not servers.has_redis(), reason="no redis-server: servers.sh")
needs_rabbit = pytest.mark.skipif(not servers.has_rabbit(), reason="no rabbitmq: servers.sh")
# `regulars work` with a task that leaves a line for each time it begins and each time it ends.
WORKER = """
import sys, time, os
from pathlib import Path
book = Path(sys.argv.pop(1))
def note(what, batch):
    with book.open("a") as file:
        file.write(f"{what} {batch.pk} {os.getpid()}\\n")
def run(batch):
    note("begins", batch)
    if batch.file_name == "slow.csv" and book.read_text().count(f"begins {batch.pk} ") == 1:
        time.sleep(600)
    note("ends", batch)
import django
from regulars.jobs import engine
real = engine.carrier
def carrier():
    from regulars.jobs import tasks
    tasks.BATCH_WORK["running"] = run
    return real()
engine.carrier = carrier
from regulars.management import cli
sys.exit(cli.main(sys.argv[1:]))
"""


class Place:
    """A broker, a book of what ran, and workers on this test's database."""

    def __init__(self, broker, folder):
        self.broker, self.folder, self.book = broker, folder, folder / "book"
        self.book.touch()
        self.log = (folder / "workers.txt").open("a")  # for whoever looks why it failed
        self.app = make_app(broker, settings.SECRET_KEY)
        self.started = []

    def start_worker(self, *more):
        port = connection.settings_dict
        address = f"postgresql://{port['USER']}@/{port['NAME']}?host={port['HOST']}"
        self.started.append(
            subprocess.Popen(
                [sys.executable, "-c", WORKER, str(self.book), "work", "--processes", "1", *more],
                env=os.environ
                | {
                    "DJANGO_SETTINGS_MODULE": "regulars.config.settings",
                    "REGULARS_BROKER_URL": self.broker,
                    "REGULARS_DATA": str(self.folder / "data"),
                    "REGULARS_DATABASE_URL": address,
                    "REGULARS_ENGINE": "celery",
                    "REGULARS_SECRET_KEY": settings.SECRET_KEY,
                },
                stderr=self.log,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        return self.started[-1]

    def send(self, times=3):
        """Each row's key so many times, as a broker may that hands a message out again."""
        for _ in range(times):
            for row in DBTaskResult.objects.ready():
                self.app.send_task(RUN_ROW, args=[str(row.pk)])

    def lines(self, what):
        return [line for line in self.book.read_text().splitlines() if line.startswith(what)]

    def end(self):
        for one in self.started:
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()
        self.log.close()


@contextmanager
def place(server, tmp_path):
    with server(tmp_path) as broker:
        here = Place(broker, tmp_path)
        try:
            yield here
        finally:
            here.app.close()
            here.end()


def make_batches(count, name="sales.csv"):
    for _ in range(count):
        batch = ImportBatch.objects.create(file_name=name, state="running")
        tasks.work_on_batch.enqueue(batch.pk)


def all_done():
    return not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def reap_soon(monkeypatch):
    monkeypatch.setattr(queue, "LEASE", queue.timedelta(seconds=3))


@needs_redis
def test_each_message_three_times_and_a_worker_killed_each_task_is_done_once(
    shop, tmp_path, monkeypatch
):
    reap_soon(monkeypatch)
    with place(servers.redis, tmp_path) as here:
        make_batches(1, "slow.csv")
        make_batches(12)
        here.start_worker()
        here.send()
        here.start_worker()
        wait_until(lambda: len(here.lines("ends")) == 12)
        slow = next(line for line in here.lines("begins") if line not in finished(here))
        os.kill(int(slow.split()[2]), signal.SIGKILL)  # the process that runs it, in the middle
        relay = celery_carrier(here.broker, settings.SECRET_KEY)

        def swept():
            queue.reap(now())
            relay.relay()
            return all_done()

        wait_until(swept)
        here.send()
        assert len(here.lines("ends")) == 13
        assert len(here.lines("begins")) == 14, "the killed try and its repeat, nothing else"
        assert len({line.split()[1] for line in here.lines("ends")}) == 13
        assert not WorkerBeat.objects.filter(beat_at__gte=now() - queue.LEASE).exists()
        relay.app.close()


def finished(here):
    """The "begins" line of every batch that came to its end."""
    ended = {line.split()[1] for line in here.lines("ends")}
    return [line for line in here.lines("begins") if line.split()[1] in ended]


@needs_redis
def test_what_a_broker_lost_is_found_by_the_relay_beside_the_clock(shop, tmp_path):
    with place(servers.redis, tmp_path) as here:
        make_batches(3)
        here.send(1)
        with here.app.connection_for_write() as broker:  # it forgets everything it was told
            broker.default_channel.queue_purge(here.app.conf.task_default_queue)
        Schedule.objects.create(name="prune", next_at=now())
        here.start_worker()
        relay = here.start_worker("--relay")
        wait_until(lambda: all_done() and DBTaskResult.objects.count() == 4)
        assert len(here.lines("ends")) == 3
        relay.send_signal(signal.SIGTERM)
        assert relay.wait(30) == 0


@needs_redis
def test_a_worker_that_is_stopped_gives_its_row_back_uncounted(shop, tmp_path):
    with place(servers.redis, tmp_path) as here:
        make_batches(1, "slow.csv")
        one = here.start_worker()
        here.send(1)
        wait_until(lambda: here.lines("begins"))
        one.send_signal(signal.SIGTERM)
        one.wait(30)
        row = DBTaskResult.objects.get()
        assert (row.status, row.worker_ids) == ("READY", [])


@needs_rabbit
def test_the_same_over_rabbitmq(shop, tmp_path):
    with place(servers.rabbit, tmp_path) as here:
        make_batches(4)
        here.start_worker()
        here.send()
        wait_until(all_done)
        assert len(here.lines("begins")) == len(here.lines("ends")) == 4


def test_two_clocks_beside_each_other_start_each_schedule_once(shop):
    moment = now()
    clock.start_due(moment)
    Schedule.objects.update(next_at=moment)
    counts = []

    def look():
        counts.append(clock.start_due(moment))
        connection.close()

    lookers = [threading.Thread(target=look) for _ in range(4)]
    for one in lookers:
        one.start()
    for one in lookers:
        one.join()
    assert sum(counts) == DBTaskResult.objects.count() == len(clock.DAILY)
