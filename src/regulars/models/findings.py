"""What was made of the answers: a finding, an action, and whether it helped (D7)."""

from django.db import models
from django.db.models import F, Q

from regulars.models.choices import choices
from regulars.rules.surveys import AskStage, FindingResult, FindingState


class Finding(models.Model):
    """What the answers show, what is done about it by whom until when, and the same question
    before and after."""

    question = models.ForeignKey(
        "Question", models.SET_NULL, null=True, blank=True, related_name="findings"
    )  # by which it is measured again
    stage = models.CharField(max_length=20, choices=choices(AskStage), blank=True)
    found = models.CharField(max_length=500)
    action = models.CharField(max_length=500)
    owner = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=choices(FindingState), default="open")
    done_on = models.DateField(null=True, blank=True)
    measure_on = models.DateField(null=True, blank=True)  # look again from that day
    measured_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=choices(FindingResult), blank=True)
    before_good = models.PositiveIntegerField(null=True, blank=True)
    before_all = models.PositiveIntegerField(null=True, blank=True)
    after_good = models.PositiveIntegerField(null=True, blank=True)
    after_all = models.PositiveIntegerField(null=True, blank=True)
    low_percent = models.SmallIntegerField(null=True, blank=True)  # of after less before, in points
    high_percent = models.SmallIntegerField(null=True, blank=True)
    dropped_because = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["done", "measured"]) | ~Q(done_on=None),
                name="finding_is_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="measured")
                | (~Q(result="") & ~Q(measured_on=None) & Q(measured_on__gte=F("done_on"))),
                name="finding_is_measured_with_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(dropped_because=""),
                name="finding_is_dropped_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(state__in=["open", "done"]), name="findings_at_work"
            ),
        ]

    def __str__(self) -> str:
        return self.found


class SurveyLook(models.Model):
    """Who is responsible for surveys looked through the answers of a week, once a week (D6)."""

    week = models.CharField(max_length=8, unique=True)  # ISO: 2026-W49
    looked_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"the look of {self.week}"
