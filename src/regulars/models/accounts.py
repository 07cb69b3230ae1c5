"""The accounts by which messages leave and come in. Secrets are encrypted (queries/secrets.py)."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.kinds import MailKind, Security
from regulars.rules.mail_trouble import MailTrouble


class MailAccount(models.Model):
    """One row: by which server mail is sent, and from which mailbox replies are read."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    is_on = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, choices=choices(MailKind), default="smtp")
    from_name = models.CharField(max_length=150, blank=True)
    from_address = models.CharField(max_length=254)
    host = models.CharField(max_length=200, blank=True)
    port = models.PositiveIntegerField(default=465)
    security = models.CharField(max_length=10, choices=choices(Security), default="tls")
    username = models.CharField(max_length=254, blank=True)
    secret = models.TextField(blank=True)  # encrypted: a password or a provider's key
    provider_domain = models.CharField(max_length=200, blank=True)  # of providers that ask for one
    imap_host = models.CharField(max_length=200, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=10, choices=choices(Security), default="tls")
    imap_username = models.CharField(max_length=254, blank=True)
    imap_secret = models.TextField(blank=True)  # encrypted
    imap_folder = models.CharField(max_length=100, default="INBOX")
    imap_validity = models.BigIntegerField(null=True, blank=True)
    imap_seen_uid = models.BigIntegerField(default=0)
    imap_read_at = models.DateTimeField(null=True, blank=True)
    imap_asked_at = models.DateTimeField(null=True, blank=True)  # somebody waits for a look
    imap_trouble = models.CharField(max_length=20, choices=choices(MailTrouble), blank=True)
    imap_said = models.CharField(max_length=300, blank=True)
    has_bounce_addresses = models.BooleanField(default=False)  # bounce+…@ reaches the same mailbox
    dkim_selector = models.CharField(max_length=63, blank=True)
    dkim_secret = models.TextField(blank=True)  # encrypted: our own key, where no relay signs
    connections = models.PositiveSmallIntegerField(default=4)
    most_a_second = models.PositiveSmallIntegerField(default=10)
    most_a_day = models.PositiveIntegerField(default=1_000)
    trouble = models.CharField(max_length=300, blank=True)  # why the server cannot be reached now
    trouble_since_at = models.DateTimeField(null=True, blank=True)
    tested_at = models.DateTimeField(null=True, blank=True)
    test_asked_at = models.DateTimeField(null=True, blank=True)  # later than tested_at: at work
    test_to = models.CharField(max_length=254, blank=True)
    test_trouble = models.CharField(max_length=20, choices=choices(MailTrouble), blank=True)
    test_said = models.CharField(max_length=300, blank=True)  # the server's own words
    domain_asked_at = models.DateTimeField(null=True, blank=True)
    domain_checked_at = models.DateTimeField(null=True, blank=True)
    domain_found = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="mail_account_is_only_one")]

    def __str__(self) -> str:
        return self.from_address


class TextAccount(models.Model):
    """One row: by which provider SMS and WhatsApp are sent."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    is_on = models.BooleanField(default=False)
    account = models.CharField(max_length=100)
    secret = models.TextField(blank=True)  # encrypted
    sms_from = models.CharField(max_length=40, blank=True)
    whatsapp_from = models.CharField(max_length=40, blank=True)
    most_a_second = models.PositiveSmallIntegerField(default=1)
    most_a_day = models.PositiveIntegerField(default=200)
    trouble = models.CharField(max_length=300, blank=True)
    trouble_since_at = models.DateTimeField(null=True, blank=True)
    tested_at = models.DateTimeField(null=True, blank=True)
    test_asked_at = models.DateTimeField(null=True, blank=True)  # later than tested_at: at work
    test_to = models.CharField(max_length=40, blank=True)  # a number of somebody here
    test_said = models.CharField(max_length=300, blank=True)  # why it was refused; "": it left

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="text_account_is_only_one")]

    def __str__(self) -> str:
        return self.account


class Webhook(models.Model):
    """An address of another program that is told what happened."""

    url = models.CharField(max_length=500)
    secret = models.TextField()  # encrypted
    kinds = models.JSONField(default=list)  # of events
    is_on = models.BooleanField(default=True)
    stopped_because = models.CharField(max_length=300, blank=True)
    first_event = models.BigIntegerField(default=0)  # events after it are told
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"webhook #{self.pk}"


class WebhookDelivery(models.Model):
    """One event told to one address, once."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.ForeignKey("Event", models.CASCADE, related_name="webhook_deliveries")
    key = models.CharField(max_length=60, unique=True)  # the same for every try
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)  # None: settled
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="one_delivery_per_event"),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=~Q(next_try_at=None),
                name="webhook_deliveries_due",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.key}"
