"""What one message and one pass of the relay do; test_celery_servers.py has the real brokers."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from kombu.exceptions import OperationalError

from regulars.jobs import celery_engine, queue, tasks
from regulars.models import ImportBatch, WorkerBeat

pytestmark = pytest.mark.django_db(transaction=True)


class Broker:
    """Remembers what it was told."""

    def __init__(self):
        self.told = []
        self.is_down = False

    def send_task(self, name, args, retry):
        if self.is_down:
            raise OperationalError("nobody answers")
        assert (name, retry) == (celery_engine.RUN_ROW, False)
        self.told += args


@pytest.fixture
def relay():
    return celery_engine.CeleryCarrier(Broker())


@pytest.fixture
def row(shop):
    batch = ImportBatch.objects.create(file_name="sales.csv", state="done")
    tasks.work_on_batch.enqueue(batch.pk)
    return DBTaskResult.objects.get()


def test_a_message_three_times_runs_its_row_once(row):
    came = [celery_engine.run_row(str(row.pk)) for _ in range(3)]
    assert came == ["done", "nothing to do", "nothing to do"]
    row.refresh_from_db()
    assert (row.status, row.return_value, len(row.worker_ids)) == ("SUCCESSFUL", "done", 1)
    assert not WorkerBeat.objects.exists()


def test_a_message_for_a_row_in_other_hands_or_not_yet_due_does_nothing(row):
    queue.claim("another")
    assert celery_engine.run_row(str(row.pk)) == "nothing to do"
    DBTaskResult.objects.update(status="READY", run_after=now() + timedelta(hours=1))
    assert celery_engine.run_row(str(row.pk)) == "nothing to do"


def test_a_row_of_a_newer_version_is_told_and_left_to_a_newer_worker(row, relay):
    DBTaskResult.objects.update(task_path="regulars.jobs.tasks.of_tomorrow")
    assert relay.relay() == 1
    assert celery_engine.run_row(str(row.pk)) == "nothing to do"
    row.refresh_from_db()
    assert row.status == "READY"


def test_a_row_that_fails_goes_back_and_is_news_again(shop, relay):
    tasks.work_on_batch.enqueue(404)
    row = DBTaskResult.objects.get()
    assert relay.relay() == 1
    assert celery_engine.run_row(str(row.pk)) == "failed"
    assert relay.relay() == 0, "it waits before its second try"
    DBTaskResult.objects.update(run_after=now() - timedelta(seconds=1))
    assert relay.relay() == 1


def test_what_was_said_is_said_again_only_after_a_while(row, relay, monkeypatch):
    assert [relay.relay(), relay.relay()] == [1, 0]
    later = now() + celery_engine.SAY_AGAIN_AFTER + timedelta(seconds=1)
    monkeypatch.setattr(celery_engine, "now", lambda: later)
    assert [relay.relay(), relay.relay()] == [1, 0]
    assert relay.app.told == [str(row.pk)] * 2


def test_a_broker_that_is_away_loses_nothing(row, relay):
    relay.app.is_down = True
    assert relay.relay() == 0
    relay.app.is_down = False
    assert relay.relay() == 1


def test_more_rows_than_fit_into_one_pass_are_all_told(shop, relay, monkeypatch):
    monkeypatch.setattr(celery_engine, "AT_ONCE", 2)
    for number in range(5):
        tasks.work_on_batch.enqueue(number)
    assert [relay.relay() for _ in range(4)] == [2, 2, 1, 0]
    assert len(set(relay.app.told)) == 5


def test_installs_that_share_a_broker_share_no_queue():
    one, two = (celery_engine.make_app("redis://localhost:1/0", key) for key in ("one", "two"))
    assert one.conf.task_default_queue != two.conf.task_default_queue
