"""What happened, and who has dealt with it."""

from django.db import models


class Event(models.Model):
    """One thing that happened, written in the transaction that made it happen."""

    kind = models.CharField(max_length=60)
    customer = models.ForeignKey(
        "Customer", models.SET_NULL, null=True, blank=True, related_name="events"
    )
    person = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    facts = models.JSONField(default=dict)
    happened_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(handled_at=None), name="events_not_handled"
            ),
            models.Index(fields=["happened_at"], name="events_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Handled(models.Model):
    """A reaction that ran for an event: once, however often the worker sees the event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="handled")
    reaction = models.CharField(max_length=60)
    handled_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "reaction"], name="one_reaction_per_event"),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of event #{self.event_id}"


class StuckReaction(models.Model):
    """A reaction that broke. It is tried again at `retry_at`, holds up no other, and is shown."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="stuck")
    reaction = models.CharField(max_length=60)
    tries = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField()
    said = models.TextField()  # the kind of error and where, without anybody's data

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "reaction"], name="one_stuck_row_a_reaction"),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of event #{self.event_id}, {self.tries} tries"
