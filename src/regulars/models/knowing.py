"""What we know of a person: facts, worries, the people and days around them."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.kinds import FactKind, FactState, OpenState


class Fact(models.Model):
    """Something worth remembering, in the words of who noticed it."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=20, choices=choices(FactKind), default="noticed")
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=choices(FactState), default="holds")
    is_not_for_use = models.BooleanField(default=False)  # true, yet never to be mentioned (B11)
    noticed_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True)
    noticed_at = models.DateTimeField()
    batch = models.ForeignKey(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="facts"
    )

    class Meta:
        ordering = ["-noticed_at", "-pk"]

    def __str__(self) -> str:
        return self.text


class Concern(models.Model):
    """What worries the person. Not a complaint: nobody has to be at fault (B9)."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="concerns")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=choices(OpenState), default="open")
    noticed_at = models.DateTimeField()

    class Meta:
        ordering = ["-noticed_at", "-pk"]

    def __str__(self) -> str:
        return self.text


class Connection(models.Model):
    """Somebody who matters to the customer, and their day if it is known (B11, K27)."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="connections")
    other = models.ForeignKey(
        "Customer", models.SET_NULL, null=True, blank=True, related_name="connected_from"
    )  # where that person is a customer too: a household, a firm
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=80, blank=True)
    occasion = models.CharField(max_length=80, blank=True)  # birthday, wedding, the shop's opening
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_not_for_use = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month=None, day=None, year=None)
                | Q(month__range=(1, 12), day__range=(1, 31)),
                name="connection_has_a_day_or_none",
            ),
        ]
        indexes = [
            models.Index(
                fields=["month", "day"], condition=~Q(month=None), name="connections_by_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name
