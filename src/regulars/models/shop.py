"""The business that this install serves."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.kinds import CustomerWord


class Shop(models.Model):
    """One row: what the owner decided about the business."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)  # ISO 3166
    currency = models.CharField(max_length=3)  # ISO 4217
    time_zone = models.CharField(max_length=64)  # IANA
    language = models.CharField(max_length=10, default="en")
    customer_word = models.CharField(
        max_length=20, choices=choices(CustomerWord), default=CustomerWord.CUSTOMER.value
    )
    # What tells this business's entries from those of another one in the same calendar.
    mark = models.CharField(max_length=16, blank=True)
    phone = models.CharField(max_length=20, blank=True)  # E.164, for customers to ring
    is_sending_held = models.BooleanField(default=False)  # after a restore, until the owner says so
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="shop_is_only_one")]

    def __str__(self) -> str:
        return self.name
