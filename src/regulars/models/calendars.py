"""What a person's own calendar program is told, and what each is reminded of."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.kinds import DigestKind
from regulars.rules.messages import MessageState


class CalendarFeed(models.Model):
    """A private address that a calendar program reads. Revoked, it answers as if it never was."""

    person = models.ForeignKey("Person", models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)  # the address is shown once
    kinds = models.JSONField(default=list)  # what it tells; empty: everything
    has_reasons = models.BooleanField(default=False)  # more than a name leaves the house
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)  # to the day
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"calendar feed #{self.pk} of person #{self.person_id}"


class CalendarAccount(models.Model):
    """A calendar server (CalDAV) of one person, kept in step both ways."""

    person = models.OneToOneField("Person", models.CASCADE, related_name="calendar_account")
    url = models.CharField(max_length=500)
    username = models.CharField(max_length=254, blank=True)
    secret = models.TextField(blank=True)  # encrypted
    calendar_url = models.CharField(max_length=500, blank=True)
    has_reasons = models.BooleanField(default=False)  # more than a name leaves the house
    is_on = models.BooleanField(default=True)
    synced_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"calendar of person #{self.person_id}"


class CalendarEntry(models.Model):
    """One of our touches or appointments as it stands on somebody's calendar server."""

    account = models.ForeignKey(CalendarAccount, models.CASCADE, related_name="entries")
    touch = models.ForeignKey(
        "Touch", models.CASCADE, null=True, blank=True, related_name="calendar_entries"
    )
    appointment = models.ForeignKey(
        "Appointment", models.CASCADE, null=True, blank=True, related_name="calendar_entries"
    )
    uid = models.CharField(max_length=120)
    href = models.CharField(max_length=500, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    told = models.CharField(max_length=64, blank=True)  # digest of what we last wrote there
    gone_at = models.DateTimeField(null=True, blank=True)  # taken off the calendar
    removed_there_at = models.DateTimeField(null=True, blank=True)  # by its owner: asked about

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(touch=None, appointment__isnull=False)
                | Q(touch__isnull=False, appointment=None),
                name="entry_is_of_a_touch_or_an_appointment",
            ),
            models.UniqueConstraint(fields=["account", "touch"], name="one_entry_per_touch"),
            models.UniqueConstraint(
                fields=["account", "appointment"], name="one_entry_per_appointment"
            ),
            models.UniqueConstraint(fields=["account", "uid"], name="one_entry_per_uid"),
        ]

    def __str__(self) -> str:
        return f"calendar entry {self.uid}"


class Digest(models.Model):
    """The morning's list or the evening's rest, for one person and day, once."""

    person = models.ForeignKey("Person", models.CASCADE, related_name="digests")
    kind = models.CharField(max_length=10, choices=choices(DigestKind))
    day = models.DateField()
    state = models.CharField(max_length=12, choices=choices(MessageState), default="planned")
    owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "day"], name="one_digest_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person #{self.person_id} on {self.day}"
