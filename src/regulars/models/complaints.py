"""What a customer is displeased with, until it is put right."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState


class Complaint(models.Model):
    """While it is open, nothing commercial reaches the customer (N10)."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="complaints")
    text = models.CharField(max_length=1000)
    channel = models.CharField(max_length=20, choices=choices(Channel), blank=True)
    heard_at = models.DateTimeField()
    heard_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=choices(OpenState), default="open")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closing_words = models.CharField(max_length=500, blank=True)  # how it ended

    class Meta:
        ordering = ["-heard_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | (~Q(state="open") & ~Q(closed_on=None)),
                name="complaint_is_closed_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["customer"], condition=Q(state="open"), name="complaints_open_by_customer"
            ),
        ]

    def __str__(self) -> str:
        return f"complaint #{self.pk} of customer #{self.customer_id}"
