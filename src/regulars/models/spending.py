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
                # Of the day nothing here: SQLite would need a function of Django's to check it,
                # and a backup reads the file without Django.
                condition=Q(amount_minor__gte=0),
                name="advertising_costs_nothing_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"advertising {self.month_on:%Y-%m}"
