"""What people ask about their own data, and who is to stay forgotten."""

from django.db import models

from regulars.models.choices import choices
from regulars.rules.kinds import DataRequestKind, OpenState


class DataRequest(models.Model):
    """A customer asks for a copy of their data, or to be forgotten."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="data_requests")
    kind = models.CharField(max_length=10, choices=choices(DataRequestKind))
    asked_at = models.DateTimeField()
    came_from = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=choices(OpenState), default="open")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} for customer #{self.customer_id}"


class Erasure(models.Model):
    """Somebody was erased. Holds no data of theirs: a number, and hashes by which a restored
    backup can erase them again."""

    gone_id = models.BigIntegerField()
    hashes = models.JSONField(default=list)
    erased_at = models.DateTimeField()
    erased_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"erasure of customer #{self.gone_id}"


class LinkGuess(models.Model):
    """How often somebody tried links that lead nowhere, for a while. Names nobody: a keyed hash
    of the network address, or the beginning of the link."""

    key = models.CharField(max_length=70, unique=True)
    since_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} wrong links"
