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
    amends_staff_minor = models.BigIntegerField(default=2_000)  # a colleague gives so much alone
    amends_owner_minor = models.BigIntegerField(null=True, blank=True)  # None: as much as needed
    first_word_hours = models.PositiveSmallIntegerField(default=24)  # after a complaint
    check_back_days = models.PositiveSmallIntegerField(default=7)  # after it was put right
    cool_off_minutes = models.PositiveSmallIntegerField(default=30)  # before such words leave
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="shop_is_only_one"),
            models.CheckConstraint(
                condition=Q(amends_staff_minor__gte=0)
                & (Q(amends_owner_minor=None) | Q(amends_owner_minor__gte=0)),
                name="shop_limits_of_amends_are_no_debts",
            ),
            models.CheckConstraint(
                condition=Q(first_word_hours__gte=1) & Q(check_back_days__gte=1),
                name="shop_answers_complaints_one_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name
