"""Who works in the background, and what comes round."""

from django.db import models

from regulars.models.choices import choices
from regulars.rules.kinds import ProbeTrouble


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


class Probe(models.Model):
    """A test reminder to somebody who works here: each step of its way, with its moment."""

    person = models.ForeignKey("Person", models.CASCADE, related_name="probes")
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)  # by the clock
    taken_at = models.DateTimeField(null=True, blank=True)  # by a worker
    handed_at = models.DateTimeField(null=True, blank=True)  # to the mail server
    accepted_at = models.DateTimeField(null=True, blank=True)  # by it
    trouble = models.CharField(max_length=20, choices=choices(ProbeTrouble), blank=True)
    said = models.CharField(max_length=300, blank=True)  # the server's own words
    message_id = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=models.Q(seen_at=None), name="probes_to_see"
            ),
        ]

    def __str__(self) -> str:
        return f"test reminder #{self.pk}"


class SelfCheck(models.Model):
    """What the daily look at this install found, once a day."""

    day = models.DateField(primary_key=True)
    checked_at = models.DateTimeField()
    troubles = models.JSONField(default=list)  # the names of the findings that are not well

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"self-check of {self.day}"
