"""Whether somebody was asked what else we can do for them, and what they said."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.what_else import ElseRoute


class WhatElse(models.Model):
    """Once for each purchase or visit (C23)."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="else_answers")
    purchase = models.OneToOneField(
        "Purchase", models.CASCADE, null=True, blank=True, related_name="what_else"
    )
    appointment = models.OneToOneField(
        "Appointment", models.CASCADE, null=True, blank=True, related_name="what_else"
    )
    was_asked = models.BooleanField()
    answer = models.CharField(max_length=1000, blank=True, default="")
    route = models.CharField(max_length=12, choices=choices(ElseRoute), blank=True, default="")
    asked_on = models.DateField()  # the day of the purchase or visit
    told_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(was_asked=True) | Q(answer="", route=""),
                name="only_who_is_asked_answers",
            ),
            models.CheckConstraint(
                condition=Q(route__in=("", "nothing")) | ~Q(answer=""),
                name="what_goes_somewhere_has_words",
            ),
        ]
        indexes = [models.Index(fields=["asked_on"], name="what_else_by_day")]

    def __str__(self) -> str:
        return f"what else, customer #{self.customer_id}, {self.asked_on}"
