"""What people would like, grouped by what they mean, and what became of it."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState, WishCertainty
from regulars.rules.wishes import WishDecision


class WishGroup(models.Model):
    """Wishes that mean the same, and the one answer to all who asked."""

    title = models.CharField(max_length=200)
    decision = models.CharField(max_length=12, choices=choices(WishDecision), default="undecided")
    answer = models.CharField(max_length=1000, blank=True)  # what everyone who asked is told
    other_firm = models.CharField(max_length=200, blank=True)  # who does it instead
    owner = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="undecided", decided_on=None)
                | (~Q(decision="undecided") & ~Q(decided_on=None) & ~Q(answer="")),
                name="wish_is_decided_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(decision="another_firm") | ~Q(other_firm=""),
                name="another_firm_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(decision="will_do"),
                name="only_what_we_do_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Wish(models.Model):
    """Something the person would like, said or unsaid (B10)."""

    customer = models.ForeignKey(
        "Customer", models.CASCADE, null=True, blank=True, related_name="wishes"
    )  # None: nobody knows who said it
    text = models.CharField(max_length=500)
    certainty = models.CharField(max_length=20, choices=choices(WishCertainty), default="stated")
    offered = models.CharField(max_length=500, blank=True)  # what we offered
    channel = models.CharField(max_length=20, choices=choices(Channel), blank=True)
    state = models.CharField(max_length=10, choices=choices(OpenState), default="open")
    heard_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True)
    heard_at = models.DateTimeField()
    group = models.ForeignKey(
        WishGroup, models.SET_NULL, null=True, blank=True, related_name="wishes"
    )

    told_answer_on = models.DateField(null=True, blank=True)  # what we decided
    told_done_on = models.DateField(null=True, blank=True)  # that it is there

    class Meta:
        ordering = ["-heard_at", "-pk"]

    def __str__(self) -> str:
        return self.text
