"""Small things that nobody expects (N12)."""

from django.db import models

from regulars.models.choices import choices
from regulars.rules.kinds import OpenState


class Gesture(models.Model):
    """One such thing, from the team's own box of ideas."""

    name = models.CharField(max_length=150)
    hint = models.CharField(max_length=300, blank=True)  # how it is done
    cost_minor = models.BigIntegerField(default=0)  # in the shop's currency
    stages = models.JSONField(default=list, blank=True)  # of customers it suits; empty: all
    interest = models.CharField(max_length=100, blank=True)  # fits those who like this
    is_on = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class GestureSuggestion(models.Model):
    """A gesture thought of for one customer: never the same one twice."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="gestures")
    gesture = models.ForeignKey(Gesture, models.CASCADE, related_name="suggestions")
    week = models.CharField(max_length=8)  # ISO: 2026-W48
    because = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=choices(OpenState), default="open")
    cost_minor = models.BigIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-week", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "gesture"], name="no_gesture_twice_for_a_customer"
            ),
        ]
        indexes = [models.Index(fields=["week"], name="gestures_by_week")]

    def __str__(self) -> str:
        return f"gesture #{self.gesture_id} for customer #{self.customer_id} in {self.week}"
