"""What a month's advertising cost: to stand beside what service cost (G3)."""

from django.db import models
from django.db.models import Q


class AdvertisingMonth(models.Model):
    month_on = models.DateField(unique=True)  # its first day
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        ordering = ["-month_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month_on__day=1) & Q(amount_minor__gte=0),
                name="advertising_is_kept_by_month",
            ),
        ]

    def __str__(self) -> str:
        return f"advertising {self.month_on:%Y-%m}"
