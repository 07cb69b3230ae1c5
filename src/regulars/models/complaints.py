"""What a customer is displeased with, until one knows whether it was put right."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.complaints import PAUSING, Evidence, HowBad, Recovery, Step
from regulars.rules.kinds import OpenState

BEYOND_ANSWER = ("answered", "mended", "closed", "settled")
BEYOND_MENDING = ("mended", "closed", "settled")
ENDED = ("closed", "settled")


class Cause(models.Model):
    """Why things go wrong, on the owner's list. It names a way of working and never a person."""

    name = models.CharField(max_length=100, unique=True)
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def open(self) -> "ComplaintQuerySet":
        return self.filter(state=OpenState.OPEN.value)

    def pausing(self) -> "ComplaintQuerySet":
        """While one of these is there nothing commercial reaches the customer."""
        return self.filter(step__in=sorted(step.value for step in PAUSING))


class Complaint(models.Model):
    """While it is not settled, nothing commercial reaches the customer (N10, N15)."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="complaints")
    text = models.CharField(max_length=1000)
    how_bad = models.CharField(max_length=10, choices=choices(HowBad), default="spoiled")
    wants = models.CharField(max_length=500, blank=True)  # what would put it right for them
    channel = models.CharField(max_length=20, choices=choices(Channel), blank=True)
    inbound = models.ForeignKey(
        "InboundMessage", models.SET_NULL, null=True, blank=True, related_name="complaints"
    )  # the message in which it stood
    heard_at = models.DateTimeField()
    heard_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="complaints"
    )  # who looks after it
    step = models.CharField(max_length=10, choices=choices(Step), default="heard")
    state = models.CharField(max_length=10, choices=choices(OpenState), default="open")
    first_word_by_at = models.DateTimeField(null=True, blank=True)  # as it was promised then
    first_word_at = models.DateTimeField(null=True, blank=True)
    first_word_from = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cause = models.ForeignKey(
        Cause, models.PROTECT, null=True, blank=True, related_name="complaints"
    )
    cause_words = models.CharField(max_length=500, blank=True)  # what let it happen
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_words = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closing_words = models.CharField(max_length=500, blank=True)  # how it ended
    check_back_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=choices(Recovery), blank=True, default="")
    evidence = models.CharField(max_length=10, choices=choices(Evidence), blank=True, default="")
    evidence_words = models.CharField(max_length=500, blank=True)  # theirs
    evidence_on = models.DateField(null=True, blank=True)  # they said so, or bought, on that day
    settled_on = models.DateField(null=True, blank=True)
    is_from_before = models.BooleanField(default=False)  # closed when less was written down

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-heard_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | (~Q(state="open") & ~Q(closed_on=None)),
                name="complaint_is_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="open", step__in=("heard", "answered", "mended"))
                | Q(state="done", step__in=ENDED)
                | Q(state="dropped", step="none"),
                name="complaint_state_agrees_with_its_step",
            ),
            models.CheckConstraint(
                condition=~Q(step="heard") | Q(first_word_at=None),
                name="complaint_with_a_first_word_is_answered",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=BEYOND_ANSWER)
                | ~Q(first_word_at=None)
                | Q(is_from_before=True),
                name="complaint_is_answered_before_it_goes_on",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=BEYOND_MENDING)
                | (~Q(mended_at=None) & ~Q(mended_words=""))
                | Q(is_from_before=True),
                name="complaint_is_mended_before_it_is_closed",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=ENDED)
                | (~Q(cause=None) & ~Q(check_back_on=None))
                | Q(is_from_before=True),
                name="complaint_is_closed_with_a_cause_and_a_day_to_ask",
            ),
            models.CheckConstraint(
                condition=Q(step="settled") & ~Q(outcome="") & ~Q(evidence="") & ~Q(settled_on=None)
                | ~Q(step="settled") & Q(outcome="", evidence="", settled_on=None),
                name="complaint_is_settled_with_evidence",
            ),
        ]
        indexes = [
            models.Index(
                fields=["customer"], condition=Q(state="open"), name="complaints_open_by_customer"
            ),
            models.Index(fields=["step", "customer"], name="complaints_by_step"),
        ]

    def __str__(self) -> str:
        return f"complaint #{self.pk} of customer #{self.customer_id}"
