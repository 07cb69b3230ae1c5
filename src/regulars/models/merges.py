"""Two records of one person."""

from django.db import models
from django.db.models import F, Q

from regulars.models.choices import choices
from regulars.rules.kinds import PairState


class DoubtfulPair(models.Model):
    """Two customers who may be one person. Offered, never decided by itself."""

    first = models.ForeignKey("Customer", models.CASCADE, related_name="+")
    second = models.ForeignKey("Customer", models.CASCADE, related_name="+")
    reason = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=choices(PairState), default="open")
    batch = models.ForeignKey("ImportBatch", models.SET_NULL, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_doubt_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_is_in_order"),
        ]

    def __str__(self) -> str:
        return f"customers #{self.first_id} and #{self.second_id}"


class DoublesSearch(models.Model):
    """One look over all customers for those who are there twice. The last one tells how it
    stands."""

    asked_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    seen = models.PositiveIntegerField(default=0)  # customers looked at so far
    total = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(null=True)  # new pairs; known when it is finished
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"search #{self.pk} for doubles"


class Merge(models.Model):
    """Two customers made one. Keeps both in full, so that it can be undone."""

    kept = models.ForeignKey("Customer", models.CASCADE, related_name="merges")
    gone_id = models.BigIntegerField()
    record = models.JSONField()  # both rows as they were, and every row that moved
    merged_by = models.ForeignKey("Person", models.SET_NULL, null=True)
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"customer #{self.gone_id} into #{self.kept_id}"
