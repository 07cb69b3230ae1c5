"""Bad news, and each person who has to hear it from us before they find out."""

from django.db import models
from django.db.models import F, Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.notices import NoticeKind
from regulars.rules.promises import TrueReason


class Notice(models.Model):
    """Something will not be as people expect. The clock runs from the moment we knew."""

    kind = models.CharField(max_length=10, choices=choices(NoticeKind))
    what = models.CharField(max_length=300)  # what changes, in the words we say to people
    reason = models.CharField(max_length=20, choices=choices(TrueReason))
    reason_words = models.CharField(max_length=500, blank=True)  # for us alone
    known_at = models.DateTimeField()
    new_on = models.DateField(null=True, blank=True)  # of a delay: the new day
    about = models.CharField(max_length=200, blank=True)  # a product, its number, its category
    source = models.CharField(max_length=40, blank=True)  # orders of one tool alone
    from_on = models.DateField(null=True, blank=True)  # what falls on these days
    to_on = models.DateField(null=True, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    begun_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-known_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="notice_days_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"notice #{self.pk}"


class NoticeContactQuerySet(models.QuerySet["NoticeContact"]):
    def waiting(self) -> "NoticeContactQuerySet":
        """Those who have not heard it yet, from us or by asking."""
        return self.filter(told_at=None, asked_first_at=None, spared_because="")


class NoticeContact(models.Model):
    """One person who is affected: what of theirs, and when they heard it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="contacts")
    customer = models.ForeignKey("Customer", models.CASCADE, related_name="notice_contacts")
    affected = models.JSONField(default=list)  # what of theirs, as it was when the list was made
    told_at = models.DateTimeField(null=True, blank=True)
    told_how = models.CharField(max_length=20, choices=choices(Channel), blank=True)
    told_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_first_at = models.DateTimeField(null=True, blank=True)  # they asked before we told them
    spared_because = models.CharField(max_length=300, blank=True)  # it does not concern them

    objects = NoticeContactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "notice"], name="one_contact_per_notice_and_customer"
            ),
            models.CheckConstraint(
                condition=Q(told_at=None)
                | Q(asked_first_at=None)
                | Q(told_at__gte=F("asked_first_at")),
                name="who_asked_first_was_told_after",
            ),
            models.CheckConstraint(
                condition=Q(spared_because="") | Q(told_at=None, asked_first_at=None),
                name="who_is_spared_was_not_told",
            ),
        ]
        indexes = [
            models.Index(
                fields=["customer"],
                condition=Q(told_at=None, asked_first_at=None, spared_because=""),
                name="untold_by_customer",
            ),
        ]

    def __str__(self) -> str:
        return f"notice #{self.notice_id} for customer #{self.customer_id}"
