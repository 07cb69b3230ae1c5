"""What gets in the way, and what the team thinks up to do better."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.ideas import Effort, IdeaOrigin, IdeaState
from regulars.rules.kinds import OpenState


class Friction(models.Model):
    """Something that makes it hard to buy from us, or to work here (D9)."""

    place = models.CharField(max_length=100)  # where: the till, the phone, the web shop
    what = models.CharField(max_length=300)
    times_a_month = models.PositiveIntegerField()
    minutes_lost = models.PositiveIntegerField()  # each time
    state = models.CharField(max_length=10, choices=choices(OpenState), default="open")
    noted_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    closing_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None)
                | (~Q(state="open") & ~Q(closed_on=None) & ~Q(closing_words="")),
                name="friction_is_closed_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class Idea(models.Model):
    """Something to try, what it costs, and what came of it (C16)."""

    title = models.CharField(max_length=150)
    text = models.CharField(max_length=1000, blank=True)
    origin = models.CharField(max_length=12, choices=choices(IdeaOrigin), default="team")
    cause = models.ForeignKey(
        "Cause", models.CASCADE, null=True, blank=True, related_name="improvements"
    )  # of the complaints that opened it
    friction = models.ForeignKey(
        Friction, models.SET_NULL, null=True, blank=True, related_name="ideas"
    )
    wish_group = models.ForeignKey(
        "WishGroup", models.SET_NULL, null=True, blank=True, related_name="ideas"
    )
    cost_minor = models.BigIntegerField(null=True, blank=True)  # None: nobody knows yet
    currency = models.CharField(max_length=3, blank=True)
    effort = models.CharField(max_length=10, choices=choices(Effort), blank=True)
    state = models.CharField(max_length=10, choices=choices(IdeaState), default="new")
    owner = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    trial_from_on = models.DateField(null=True, blank=True)
    trial_until_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    thought_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    thought_at = models.DateTimeField()

    class Meta:
        ordering = ["-thought_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="trying") | ~Q(trial_from_on=None),
                name="idea_is_tried_from_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("kept", "dropped")) | (~Q(result="") & ~Q(decided_on=None)),
                name="idea_ends_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(cost_minor=None) | (Q(cost_minor__gte=0) & ~Q(currency="")),
                name="idea_cost_has_a_currency",
            ),
            models.UniqueConstraint(
                fields=["cause"],
                condition=Q(state__in=("new", "trying")),
                name="one_open_improvement_per_cause",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IdeaVote(models.Model):
    """Somebody here would like to see it tried."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="votes")
    person = models.ForeignKey("Person", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "person"], name="one_vote_a_person"),
        ]

    def __str__(self) -> str:
        return f"vote of person #{self.person_id} for idea #{self.idea_id}"
