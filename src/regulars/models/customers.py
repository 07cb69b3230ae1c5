"""The people a business cares for, and how they are reached."""

from typing import Any

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind, FieldKind, PauseReason, Tone


class CustomerQuerySet(models.QuerySet["Customer"]):
    def matching(self, folded: str) -> "CustomerQuerySet":
        """Whose name, firm, e-mail or phone holds this text (folded by rules.search.fold).

        The inner query runs over the index of search_text alone, which is far narrower than
        the table.
        """
        found = Customer.objects.filter(search_text__contains=folded).values("pk")
        return self.filter(pk__in=found)


class Customer(models.Model):
    """A person or firm under this business's care."""

    name = models.CharField(max_length=200)  # exactly as the person writes it
    given_name = models.CharField(max_length=100, blank=True)  # for greetings only
    family_name = models.CharField(max_length=100, blank=True)
    company = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=10, blank=True)
    tone = models.CharField(max_length=20, choices=choices(Tone), default=Tone.UNDECIDED.value)
    preferred_channel = models.CharField(max_length=20, choices=choices(Channel), blank=True)
    best_time = models.CharField(max_length=80, blank=True)
    birthday_month = models.PositiveSmallIntegerField(null=True, blank=True)
    birthday_day = models.PositiveSmallIntegerField(null=True, blank=True)
    birthday_year = models.PositiveSmallIntegerField(null=True, blank=True)
    customer_since_on = models.DateField(null=True, blank=True)
    why_stays = models.CharField(max_length=300, blank=True)
    carer = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="customers"
    )
    pause_reason = models.CharField(max_length=20, choices=choices(PauseReason), blank=True)
    paused_until_on = models.DateField(null=True, blank=True)  # None with a reason: for good
    search_text = models.TextField(blank=True)  # derived: rules.search.search_text
    tags: "models.ManyToManyField[Tag, Any]" = models.ManyToManyField(
        "Tag", blank=True, related_name="customers"
    )
    batch = models.ForeignKey(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="customers"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birthday_month=None, birthday_day=None, birthday_year=None)
                | Q(birthday_month__range=(1, 12), birthday_day__range=(1, 31)),
                name="customer_birthday_is_a_day_or_unknown",
            ),
            models.CheckConstraint(
                condition=Q(paused_until_on=None) | ~Q(pause_reason=""),
                name="customer_pause_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["search_text"], name="customers_by_search_text"),
            models.Index(fields=["name"], name="customers_by_name"),
            models.Index(fields=["postcode"], name="customers_by_postcode"),
            models.Index(
                fields=["birthday_month", "birthday_day", "pause_reason"],
                condition=~Q(birthday_month=None),
                name="customers_by_birthday",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """An e-mail address or phone number. Households share phones, so it is unique per person."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=choices(ContactKind))
    value = models.CharField(max_length=254)  # lower-case address, E.164, or https://…
    came_from = models.CharField(max_length=200, blank=True)  # of a page: how they used it first
    noted_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)  # 0 is the one to use first
    batch = models.ForeignKey(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="contact_points"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind", "value"], name="one_contact_point_of_a_value"
            ),
            models.CheckConstraint(
                condition=~Q(kind="profile") | ~Q(came_from=""),
                name="profile_says_how_they_used_it_first",
            ),
        ]
        indexes = [models.Index(fields=["kind", "value"], name="contact_points_by_value")]

    def __str__(self) -> str:
        return f"{self.kind} of customer #{self.customer_id}"


class CustomerKey(models.Model):
    """The id that another tool keeps for this customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="keys")
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    batch = models.ForeignKey(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="customer_keys"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_customer_per_outside_key"),
        ]

    def __str__(self) -> str:
        return f"{self.source} key of customer #{self.customer_id}"


class Tag(models.Model):
    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CustomField(models.Model):
    """Something this business wants to know of everybody (K28)."""

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=choices(FieldKind))
    options = models.JSONField(default=list, blank=True)  # of a choice: list of texts
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class CustomValue(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="custom_values")
    field = models.ForeignKey(CustomField, models.CASCADE, related_name="values")
    text = models.CharField(max_length=500)  # a number with a point, a date as ISO
    batch = models.ForeignKey(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="custom_values"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "field"], name="one_value_per_customer_and_field"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field_id} of customer #{self.customer_id}"
