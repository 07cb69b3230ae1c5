"""Who said yes or no to what, when, where and in which words."""

from django.db import models

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.messages import Topic


class Consent(models.Model):
    """One answer, never changed. The latest one of a channel and topic holds; a file lifts no
    refusal."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="consents")
    channel = models.CharField(max_length=20, choices=choices(Channel))
    topic = models.CharField(max_length=12, choices=choices(Topic), blank=True)  # "": everything
    is_given = models.BooleanField()
    words = models.CharField(max_length=500)  # exactly what was asked and answered
    came_from = models.CharField(max_length=200)  # "import of orders.csv", "on the phone"
    answered_at = models.DateTimeField()
    recorded_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True)
    batch = models.ForeignKey(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="consents"
    )

    class Meta:
        ordering = ["-answered_at", "-pk"]
        indexes = [
            models.Index(fields=["customer", "channel"], name="consents_by_customer_channel"),
        ]

    def __str__(self) -> str:
        said = "yes" if self.is_given else "no"
        return f"{said} to {self.channel} by customer #{self.customer_id}"


class ContactLimit(models.Model):
    """How often at most somebody wants to hear from us, where they said so themselves."""

    customer = models.OneToOneField("Customer", models.CASCADE, related_name="contact_limit")
    most_a_month = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.most_a_month} contacts a month for customer #{self.customer_id}"
