from datetime import timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from regulars.jobs import queue, tasks
from regulars.models import ImportBatch, WorkerBeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(shop):
    return ImportBatch.objects.create(file_name="sales.csv", state="done")


def the_row():
    return DBTaskResult.objects.get()


def test_a_task_runs_once_and_says_how_it_ended(batch):
    tasks.work_on_batch.enqueue(batch.pk)
    assert queue.run_ready() == {"tasks": 1, "failed": 0}
    assert queue.run_ready() == {"tasks": 0, "failed": 0}
    assert (the_row().status, the_row().return_value) == ("SUCCESSFUL", "done")
    assert not WorkerBeat.objects.exists()


def test_a_failing_task_is_tried_again_later_and_given_up_in_the_end(shop):
    tasks.work_on_batch.enqueue(404)
    statuses, waits = [], []
    for _ in range(queue.MOST_TRIES):
        DBTaskResult.objects.update(run_after=now() - timedelta(seconds=1))
        before = now()
        queue.run_ready()
        statuses.append(the_row().status)
        waits.append((the_row().run_after - before).total_seconds())
    assert statuses == ["READY"] * (queue.MOST_TRIES - 1) + ["FAILED"]
    assert waits[0] == pytest.approx(2, abs=1)
    assert waits[3] == pytest.approx(16, abs=1)
    assert "DoesNotExist" in the_row().exception_class_path


def test_what_a_silent_worker_held_is_given_back(batch):
    tasks.work_on_batch.enqueue(batch.pk)
    queue.beat("one", now())
    assert queue.claim("one") is not None
    assert queue.claim("two") is None
    assert queue.reap(now()) == 0, "a worker that beats keeps what it holds"
    assert queue.reap(now() + queue.LEASE * 2) == 1
    assert queue.claim("two") is not None


def test_a_worker_that_never_beat_holds_nothing(batch):
    tasks.work_on_batch.enqueue(batch.pk)
    queue.claim("killed at once")
    assert queue.reap(now()) == 1


def test_a_task_that_kills_its_worker_each_time_is_given_up(batch):
    tasks.work_on_batch.enqueue(batch.pk)
    for number in range(queue.MOST_TRIES):
        assert queue.claim(f"worker {number}") is not None
        queue.reap(now())
    assert the_row().status == "FAILED"
    assert queue.claim("one more") is None


def test_who_lost_the_lease_has_no_say_any_more(batch):
    tasks.work_on_batch.enqueue(batch.pk)
    slow = queue.claim("slow")
    queue.reap(now())
    quick = queue.claim("quick")
    assert queue.run(slow) is True
    assert (the_row().status, the_row().worker_ids[-1]) == ("RUNNING", "quick")
    assert queue.run(quick) is True
    assert the_row().status == "SUCCESSFUL"


def test_being_stopped_counts_as_no_try(batch, monkeypatch):
    def stopped(_batch):
        raise queue.Interrupted

    monkeypatch.setitem(tasks.BATCH_WORK, "done", stopped)
    tasks.work_on_batch.enqueue(batch.pk)
    with pytest.raises(queue.Interrupted):
        queue.run(queue.claim("one"))
    assert (the_row().status, the_row().worker_ids) == ("READY", [])


def test_work_of_a_newer_version_waits_for_a_newer_worker(batch):
    tasks.work_on_batch.enqueue(batch.pk)
    DBTaskResult.objects.update(task_path="regulars.jobs.tasks.of_tomorrow")
    assert queue.run_ready() == {"tasks": 0, "failed": 0}
    assert the_row().status == "READY"


def test_a_row_is_claimed_by_its_key_once_and_only_when_due(batch):
    tasks.work_on_batch.enqueue(batch.pk)
    key = str(the_row().pk)
    DBTaskResult.objects.update(run_after=now() + timedelta(minutes=1))
    assert queue.claim_row(key, "early") is None
    DBTaskResult.objects.update(run_after=now())
    assert queue.claim_row(key, "one").worker_ids == ["one"]
    assert queue.claim_row(key, "two") is None
    assert queue.claim_row("00000000-0000-4000-8000-000000000000", "one") is None
