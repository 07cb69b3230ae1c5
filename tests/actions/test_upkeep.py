from datetime import timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from regulars.actions import upkeep
from regulars.jobs import tasks
from regulars.models import WorkerBeat

pytestmark = pytest.mark.django_db


def finished(status, days_ago):
    tasks.work_on_batch.enqueue(1)
    row = DBTaskResult.objects.filter(status="READY").get()
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=status, finished_at=now() - timedelta(days=days_ago)
    )
    return row.pk


def test_finished_work_is_forgotten_after_a_while_and_open_work_never():
    old, fresh = finished("SUCCESSFUL", 8), finished("SUCCESSFUL", 6)
    broken = finished("FAILED", 30)
    tasks.work_on_batch.enqueue(2)
    WorkerBeat.objects.create(worker_id="gone", beat_at=now() - timedelta(days=2))
    assert upkeep.prune_finished_work(before=now().isoformat()) == 1
    left = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert old not in left
    assert {fresh, broken} < left
    assert len(left) == 3
    assert not WorkerBeat.objects.exists()


def test_failed_work_gets_another_full_set_of_tries():
    finished("FAILED", 1)
    assert upkeep.retry_failed_work() == 1
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids, row.finished_at) == ("READY", [], None)


def test_a_sound_database_is_sound():
    assert upkeep.check_database(now().isoformat()) in {"sound", "not ours to check"}
