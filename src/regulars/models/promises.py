"""What somebody here said would be done for a customer, and by when."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.promises import PromiseState, TrueReason


class PromiseQuerySet(models.QuerySet["Promise"]):
    def open(self) -> "PromiseQuerySet":
        return self.filter(state=PromiseState.OPEN.value)

    def due_by(self, day: date) -> "PromiseQuerySet":
        return self.open().filter(due_on__lte=day)


class Promise(models.Model):
    """One promise to one customer. A reminder of the product's own is a Touch and never one."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=60)  # a ReadyKind, else the owner's own words
    what = models.CharField(max_length=300)
    made_on = models.DateField()
    due_on = models.DateField()
    person = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="promises"
    )  # who keeps it
    made_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=20, blank=True)  # what made it; "": somebody's word
    occurrence = models.CharField(max_length=80)
    purchase = models.ForeignKey(
        "Purchase", models.CASCADE, null=True, blank=True, related_name="promises"
    )
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )  # the one that would not hold, for which this new day was agreed
    state = models.CharField(max_length=20, choices=choices(PromiseState), default="open")
    kept_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)  # they heard from us that it will not hold
    told_how = models.CharField(max_length=20, choices=choices(Channel), blank=True)
    reason = models.CharField(max_length=20, choices=choices(TrueReason), blank=True)
    reason_words = models.CharField(max_length=500, blank=True)  # for us alone
    closing_words = models.CharField(max_length=500, blank=True)
    cost_minor = models.BigIntegerField(null=True, blank=True)  # of keeping it
    currency = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "rule", "occurrence"], name="one_promise_per_occurrence"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("made_on")), name="promise_is_due_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & ~Q(closed_at=None)),
                name="promise_is_closed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="kept")
                | (Q(kept_on__isnull=False, kept_on__lte=F("due_on"), kept_on__gte=F("made_on"))),
                name="promise_is_kept_by_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="kept_late") | Q(kept_on__isnull=False, kept_on__gt=F("due_on")),
                name="promise_is_kept_late_after_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("kept", "kept_late")) | Q(kept_on=None),
                name="only_a_kept_promise_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="broken_told")
                | Q(told_on__isnull=False, told_on__lte=F("due_on")),
                name="promise_was_told_before_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="broken_silent") | Q(told_on=None) | Q(told_on__gt=F("due_on")),
                name="promise_was_broken_in_silence",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("broken_told", "broken_silent")) | ~Q(reason=""),
                name="promise_is_broken_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(cost_minor=None) | (Q(cost_minor__gte=0) & ~Q(currency="")),
                name="promise_cost_has_a_currency",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="open_promises_by_day"),
            models.Index(fields=["kind", "made_on"], name="promises_by_kind"),
        ]

    def __str__(self) -> str:
        return f"promise #{self.pk} to customer #{self.customer_id}, due {self.due_on}"
