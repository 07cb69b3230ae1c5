"""Imports that are under way, and the marks by which one sees that they move."""

from typing import TypeAlias

from django.db.models import Max
from django_tasks_db.models import DBTaskResult

from regulars.models import Customer, Event, ImportBatch, ImportChange, Purchase
from regulars.rules.kinds import BatchKind, BatchState

WORK = "regulars.jobs.tasks.work_on_batch"
UNDER_WAY = (BatchState.PREVIEWING.value, BatchState.RUNNING.value, BatchState.UNDOING.value)
Mark: TypeAlias = tuple[object, ...]


def marks_of_lonely_batches() -> dict[int, Mark]:
    """Batches under way for which no task and no event stands in the queue, each with a mark that
    changes while somebody works on it: a command in another process, or nobody."""
    batches = ImportBatch.objects.filter(kind=BatchKind.FILE.value, state__in=UNDER_WAY)
    found = list(batches.order_by("pk"))
    expected = _expected() if found else set()
    return {batch.pk: _mark(batch) for batch in found if batch.pk not in expected}


def _expected() -> set[int]:
    """Batches that the queue looks after, and those it gave up for good: these wait for people."""
    tasks = DBTaskResult.objects.filter(task_path=WORK).exclude(status="SUCCESSFUL")
    told = tasks.values_list("args_kwargs", "status", "enqueued_at")
    started = dict(ImportBatch.objects.filter(state__in=UNDER_WAY).values_list("pk", "started_at"))
    expected = set()
    for args_kwargs, status, enqueued_at in told:
        pk = args_kwargs["args"][0]
        since = started.get(pk)
        if status != "FAILED" or (since and enqueued_at >= since):
            expected.add(pk)
    events = Event.objects.filter(kind="batch.queued", handled_at=None)
    return expected | {facts["batch"] for facts in events.values_list("facts", flat=True)}


def _mark(batch: ImportBatch) -> Mark:
    mark: Mark = (batch.state, batch.cursor, batch.started_at)
    if batch.state != BatchState.UNDOING.value:
        return mark
    for model in (ImportChange, Purchase, Customer):  # taking back moves no cursor
        mark += (model._default_manager.filter(batch=batch).aggregate(last=Max("pk"))["last"],)
    return (*mark, batch.counts.get("kept_people"))
