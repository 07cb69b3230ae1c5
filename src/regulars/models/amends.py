"""What was given to put something right, and what it cost."""

from django.db import models
from django.db.models import F, Q

from regulars.models.choices import choices
from regulars.rules.amends import AmendsState


class Amends(models.Model):
    """Given within the limit of the giver's role, or approved by somebody who may."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="amends")
    complaint = models.ForeignKey(
        "Complaint", models.CASCADE, null=True, blank=True, related_name="amends"
    )
    promise = models.ForeignKey(
        "Promise", models.CASCADE, null=True, blank=True, related_name="amends"
    )
    what = models.CharField(max_length=300)
    cost_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    limit_minor = models.BigIntegerField(null=True, blank=True)  # of the giver then; None: no limit
    state = models.CharField(max_length=10, choices=choices(AmendsState), default="asked")
    given_by = models.ForeignKey("Person", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()  # or given, where nobody had to be asked
    given_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(cost_minor__gte=0), name="amends_cost_is_no_income"),
            models.CheckConstraint(
                condition=~Q(state="given")
                | Q(limit_minor=None)
                | Q(cost_minor__lte=F("limit_minor"))
                | ~Q(decided_at=None),
                name="amends_above_a_limit_are_approved",
            ),
            models.CheckConstraint(
                condition=Q(state="given") & ~Q(given_on=None)
                | ~Q(state="given") & Q(given_on=None),
                name="amends_are_given_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | (~Q(refused_because="") & ~Q(decided_at=None)),
                name="amends_are_refused_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["given_on"], name="amends_by_day")]

    def __str__(self) -> str:
        return f"amends #{self.pk}: {self.what}"
