"""Contacts that are owed, and talks that happened."""

from datetime import date

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.kinds import Direction, OpenState, Outcome, TouchRule
from regulars.rules.messages import How, Purpose, Reason


class TouchQuerySet(models.QuerySet["Touch"]):
    def open(self) -> "TouchQuerySet":
        return self.filter(state=OpenState.OPEN.value)

    def due_by(self, day: date) -> "TouchQuerySet":
        return self.open().filter(due_on__lte=day)

    def by_hand(self) -> "TouchQuerySet":
        """Those that a person has to do; messages and cards come to a person only by `how`."""
        return self.filter(how=How.TASK.value)


def settled_for(day: date) -> Q:
    """Touches that ask nothing of a person that day: dealt with, moved on, or left to a message or
    card on its way."""
    return ~Q(state=OpenState.OPEN.value) | Q(due_on__gt=day) | ~Q(how=How.TASK.value)


class Touch(models.Model):
    """One occasion to get in touch. What the records alone say is owed (a birthday, a silence) is
    derived anew each day and gets its row when somebody acts on it; a follow-up that a person
    planned is a row from the start."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="touches")
    rule = models.CharField(max_length=20, choices=choices(TouchRule))
    occurrence = models.CharField(max_length=80)  # a year, a sequence number, a purchase; no moment
    due_on = models.DateField()
    moved_from_on = models.DateField(null=True, blank=True)  # shown: "moved from … to …"
    moved_because = models.CharField(max_length=20, choices=choices(Reason), blank=True)
    moves = models.PositiveIntegerField(default=0)  # calendar programs count them (SEQUENCE)
    moved_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=choices(How), default=How.TASK.value)
    purpose = models.CharField(max_length=20, choices=choices(Purpose), blank=True)
    channel = models.CharField(max_length=20, choices=choices(Channel), blank=True)
    handed_because = models.CharField(max_length=20, choices=choices(Reason), blank=True)
    run = models.ForeignKey(
        "PlaybookRun", models.CASCADE, null=True, blank=True, related_name="touches"
    )
    step = models.ForeignKey(
        "PlaybookStep", models.SET_NULL, null=True, blank=True, related_name="touches"
    )
    state = models.CharField(max_length=10, choices=choices(OpenState), default="open")
    note = models.CharField(max_length=500, blank=True)
    script = models.TextField(blank=True)  # what to say or do, for whoever does it
    dropped_because = models.CharField(max_length=300, blank=True)
    assigned_to = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="touches"
    )
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TouchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "rule", "occurrence"], name="one_touch_per_occurrence"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & ~Q(closed_at=None)),
                name="touch_is_closed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(dropped_because=""),
                name="touch_is_dropped_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="open_touches_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} for customer #{self.customer_id}, due {self.due_on}"


class Interaction(models.Model):
    """A talk that happened, or an honest attempt at one."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="interactions")
    touch = models.ForeignKey(
        Touch, models.SET_NULL, null=True, blank=True, related_name="interactions"
    )
    person = models.ForeignKey("Person", models.SET_NULL, null=True, related_name="interactions")
    happened_at = models.DateTimeField()
    happened_on = models.DateField()  # the shop's local day
    channel = models.CharField(max_length=20, choices=choices(Channel))
    direction = models.CharField(max_length=10, choices=choices(Direction), default="outgoing")
    outcome = models.CharField(max_length=20, choices=choices(Outcome))
    purpose = models.CharField(max_length=20, choices=choices(Purpose), blank=True)
    message = models.OneToOneField(
        "Message", models.SET_NULL, null=True, blank=True, related_name="interaction"
    )  # a message that went out is a talk that happened, once
    words = models.TextField(blank=True)  # what was said or written
    note = models.TextField(blank=True)  # what the customer answered

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["customer", "-happened_at"], name="interactions_by_customer"),
            models.Index(fields=["happened_on"], name="interactions_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} with customer #{self.customer_id} on {self.happened_on}"
