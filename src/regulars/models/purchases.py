"""What was bought."""

from django.db import models
from django.db.models import F, Q


class Purchase(models.Model):
    """A sale that happened. Without a customer it counts for the business, never for a person."""

    customer = models.ForeignKey(
        "Customer", models.CASCADE, null=True, blank=True, related_name="purchases"
    )
    source = models.CharField(max_length=40)  # the tool that keeps the id; "" is Regulars itself
    key = models.CharField(max_length=200)
    bought_at = models.DateTimeField()
    bought_on = models.DateField()  # the local day, in the file's or the business's zone
    is_time_known = models.BooleanField(default=True)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()  # before refunds
    refunded_minor = models.BigIntegerField(default=0)
    promised_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)  # handed over, or sent off
    place = models.CharField(max_length=100, blank=True)
    staff = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    what_for = models.CharField(max_length=300, blank=True)  # what it means to the customer (A6)
    recorded_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True)
    batch = models.ForeignKey(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="purchases"
    )

    class Meta:
        ordering = ["-bought_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_purchase_per_outside_key"),
            models.CheckConstraint(
                condition=Q(total_minor__gte=0), name="purchase_total_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0) & Q(refunded_minor__lte=F("total_minor")),
                name="purchase_refund_is_at_most_its_total",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "bought_on"], name="purchases_by_customer_and_day"),
        ]

    def __str__(self) -> str:
        return f"purchase #{self.pk} on {self.bought_on}"

    @property
    def paid_minor(self) -> int:
        return self.total_minor - self.refunded_minor


class Line(models.Model):
    """One thing of a purchase."""

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=1)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    sku = models.CharField(max_length=100, blank=True)
    category = models.CharField(max_length=100, blank=True)
    supplier = models.CharField(max_length=100, blank=True, db_default="")  # whose make it is

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["purchase", "position"], name="one_line_per_place_in_a_purchase"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Refund(models.Model):
    """Money given back that came as a row of its own. Where its purchase is known, the amount is
    part of that purchase's refunded_minor; this row keeps it from being counted twice."""

    customer = models.ForeignKey(
        "Customer", models.CASCADE, null=True, blank=True, related_name="refunds"
    )
    purchase = models.ForeignKey(
        Purchase, models.CASCADE, null=True, blank=True, related_name="refunds"
    )
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    purchase_key = models.CharField(max_length=200, blank=True)
    refunded_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    batch = models.ForeignKey(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="refunds"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_refund_per_outside_key"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_gives_money_back"),
        ]

    def __str__(self) -> str:
        return f"refund #{self.pk} on {self.refunded_on}"
