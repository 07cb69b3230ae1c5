"""How this business behaves: when it writes, how often, and when nobody is there."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from regulars.models.choices import choices
from regulars.rules.kinds import LeapDay


class Manners(models.Model):
    """One row: what the owner decided about contacts. Read it with queries.manners.the_manners."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    is_paused = models.BooleanField(default=False)  # everything stops, the queue included
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    writes_from = models.TimeField(default=time(9))  # at the reader's place
    writes_until = models.TimeField(default=time(19))
    quiet_weekdays = models.JSONField(default=list, blank=True)  # 0 is Monday; [6] by default
    keeps_holidays = models.BooleanField(default=True)
    region = models.CharField(max_length=10, blank=True)  # whose holidays, within the country
    most_a_week = models.PositiveSmallIntegerField(default=2)  # contacts for one person
    most_a_month = models.PositiveSmallIntegerField(default=4)
    gives_before_ask = models.PositiveSmallIntegerField(default=2)
    calls_a_day = models.PositiveSmallIntegerField(default=8)
    messages_a_day = models.PositiveIntegerField(default=200)
    services_a_day = models.PositiveSmallIntegerField(default=6)
    leap_day = models.CharField(max_length=10, choices=choices(LeapDay), default="before")
    answer_within_hours = models.PositiveSmallIntegerField(default=24)
    thanks_within_days = models.PositiveSmallIntegerField(default=7)
    service_lead_days = models.PositiveSmallIntegerField(default=14)
    post_days = models.PositiveSmallIntegerField(default=2)
    print_days = models.PositiveSmallIntegerField(default=1)
    gestures_a_week = models.PositiveSmallIntegerField(default=3)
    gesture_budget_minor = models.BigIntegerField(default=3_000)  # a month, in the shop's currency

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="manners_are_only_one"),
            models.CheckConstraint(
                condition=Q(writes_from__lt=F("writes_until")),
                name="manners_leave_hours_to_write_in",
            ),
        ]

    def __str__(self) -> str:
        return "manners"


class Closure(models.Model):
    """Days on which the business is closed, beside the public holidays."""

    from_on = models.DateField()
    to_on = models.DateField()
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__lte=F("to_on")), name="closure_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"closed {self.from_on} to {self.to_on}"


class Absence(models.Model):
    """Somebody here is away, and who takes over meanwhile (K30)."""

    person = models.ForeignKey("Person", models.CASCADE, related_name="absences")
    cover = models.ForeignKey("Person", models.CASCADE, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__lte=F("to_on")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("cover")), name="absence_is_covered_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"person #{self.person_id} away {self.from_on} to {self.to_on}"
