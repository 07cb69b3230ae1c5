"""Who works in the background, and what comes round."""

from django.db import models


class WorkerBeat(models.Model):
    """A worker that is alive says so; what a silent one held goes back to the queue."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id


class Schedule(models.Model):
    """When a recurring task is next due. Moved in the transaction that enqueues it."""

    name = models.CharField(max_length=100, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
