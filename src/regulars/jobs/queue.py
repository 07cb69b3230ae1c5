"""The queue of background work: rows, claimed, settled and given back by conditional updates.

A row is what was promised; whoever holds it says so by its worker's beat. A task may run again
after a kill, so each must be fit to run twice.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now as present
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from regulars.jobs.react import where_it_broke
from regulars.jobs.tasks import KNOWN
from regulars.models import WorkerBeat
from regulars.rules.schedules import retry_after

LEASE = timedelta(seconds=30)
MOST_TRIES = 5
Row = DBTaskResult[Any, Any]
log = logging.getLogger(__name__)


class Interrupted(BaseException):
    """The worker is asked to stop: the task is given back and goes on elsewhere or later."""


def beat(worker_id: str, now: datetime) -> None:
    """Say that this worker is alive."""
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"beat_at": now})


@transaction.atomic
def claim(worker_id: str) -> Row | None:
    """Take the next row that is due and known to this version, or None."""
    return _take(DBTaskResult.objects.ready(), worker_id)


@transaction.atomic
def claim_row(key: str, worker_id: str) -> Row | None:
    """Take this very row, or None: it is not due, not known to this version, or somebody had it.
    An engine that is told of a row three times does it once."""
    return _take(DBTaskResult.objects.ready().filter(pk=key), worker_id)


def _take(ready: QuerySet[Row], worker_id: str) -> Row | None:
    known = ready.filter(task_path__in=KNOWN)
    row = known.select_for_update(skip_locked=True).first()
    if row is None:
        return None
    row.started_at = present()
    row.worker_ids = [*row.worker_ids, worker_id]
    row.status = Status.RUNNING
    taken = DBTaskResult.objects.filter(pk=row.pk, status=Status.READY).update(
        status=Status.RUNNING, started_at=row.started_at, worker_ids=row.worker_ids
    )
    return row if taken else None


def run(row: Row) -> bool:
    """Run a claimed row and write down how it ended. True when it succeeded."""
    try:
        task = KNOWN[row.task_path]
        value = task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    except Interrupted:
        # The try does not count: it did not fail.
        _settle(row, status=Status.READY, worker_ids=row.worker_ids[:-1])
        raise
    except Exception as trouble:  # whatever it is: the queue goes on
        # Where it broke, without the values: a whole trace could hold personal data.
        log.error("task %s: %s", row.task_path, where_it_broke(trouble))  # noqa: TRY400
        _settle_failed(row, trouble)
        return False
    _settle(
        row,
        status=Status.SUCCESSFUL,
        finished_at=present(),
        return_value=value,
        exception_class_path="",
        traceback="",
    )
    return True


def _settle(row: Row, **changes: object) -> None:
    """Only by whoever still holds it: a worker that was taken for dead has lost its say."""
    held = DBTaskResult.objects.filter(
        pk=row.pk, status=Status.RUNNING, started_at=row.started_at
    ).update(**changes)
    if not held:
        log.warning("task %s was taken over by another worker", row.pk)


def _settle_failed(row: Row, trouble: BaseException) -> None:
    """Back into the queue for later, or failed for good after the last try: one write."""
    told = {
        "exception_class_path": f"{type(trouble).__module__}.{type(trouble).__qualname__}",
        "traceback": where_it_broke(trouble),
    }
    tries = len(row.worker_ids)
    if tries < MOST_TRIES:
        _settle(row, status=Status.READY, run_after=present() + retry_after(tries), **told)
    else:
        _settle(row, status=Status.FAILED, finished_at=present(), **told)


def reap(now: datetime) -> int:
    """Give back what silent workers held, or fail it after too many tries. Safe to run anywhere,
    by any number at once."""
    silent_since = now - LEASE
    alive = set(
        WorkerBeat.objects.filter(beat_at__gte=silent_since).values_list("worker_id", flat=True)
    )
    given_back = 0
    for row in DBTaskResult.objects.running():
        if row.worker_ids and row.worker_ids[-1] in alive:
            continue
        seen = DBTaskResult.objects.filter(
            pk=row.pk, status=Status.RUNNING, started_at=row.started_at
        )
        if len(row.worker_ids) < MOST_TRIES:
            given_back += seen.update(status=Status.READY)
        else:
            seen.update(
                status=Status.FAILED,
                finished_at=now,
                exception_class_path="regulars.jobs.queue.WorkerLost",
                traceback="the worker ended in the middle, each time",
            )
    return given_back


def run_ready() -> dict[str, int]:
    """Run what is ready until nothing is, in this process: {"tasks", "failed"}."""
    worker_id = f"tick-{uuid4().hex}"
    counts = {"tasks": 0, "failed": 0}
    beat(worker_id, present())
    try:
        while row := claim(worker_id):
            counts["tasks" if run(row) else "failed"] += 1
    finally:
        WorkerBeat.objects.filter(worker_id=worker_id).delete()
    return counts
