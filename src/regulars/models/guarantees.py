"""Promises with a price, and what the record proposes for them."""

from django.db import models
from django.db.models import F, Q

from regulars.models.charters import CharterClause
from regulars.models.choices import choices
from regulars.rules.charters import Metric
from regulars.rules.guarantees import GuaranteeState, ProposalKind, ProposalState


class Guarantee(models.Model):
    """ "Within so long, or you get something back." Published only where the record proves it."""

    sentence = models.CharField(max_length=300)
    gives = models.CharField(max_length=300)  # what they get where it is missed
    metric = models.CharField(max_length=20, choices=choices(Metric))
    promise_kind = models.CharField(max_length=60, blank=True)  # only these promises; "": all
    within = models.PositiveSmallIntegerField(null=True, blank=True)
    promised_percent = models.PositiveSmallIntegerField(default=97)  # internal: how sure it is
    compensation_minor = models.BigIntegerField(default=0)  # what one miss costs us
    currency = models.CharField(max_length=3)
    makes_promises = models.BooleanField(default=False)  # each purchase becomes a promise
    state = models.CharField(max_length=12, choices=choices(GuaranteeState), default="measuring")
    measured_from_on = models.DateField()  # the record begins here
    proven_cases = models.PositiveIntegerField(default=0)  # when it was published
    proven_kept = models.PositiveIntegerField(default=0)
    proven_permille = models.PositiveSmallIntegerField(default=0)  # kept at least, surely
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["measuring", "dropped"])
                | (
                    Q(proven_permille__gte=F("promised_percent") * 10)
                    & Q(proven_cases__gt=0)
                    & Q(published_on__isnull=False)
                ),
                name="guarantee_is_earned_before_it_is_published",
            ),
            models.CheckConstraint(
                condition=Q(proven_kept__lte=F("proven_cases")),
                name="guarantee_is_not_kept_more_often_than_tried",
            ),
            models.CheckConstraint(
                condition=Q(promised_percent__gte=50) & Q(promised_percent__lte=99),
                name="guarantee_is_promised_in_percent",
            ),
            models.CheckConstraint(
                condition=Q(compensation_minor__gte=0), name="guarantee_costs_nothing_or_more"
            ),
            models.CheckConstraint(
                condition=~Q(
                    metric__in=["answered", "thanked", "done_in", "first_word", "recovered"]
                )
                | Q(within__gte=1),
                name="guarantee_has_its_limit",
            ),
            models.CheckConstraint(
                condition=Q(makes_promises=False) | (Q(metric="done_in") & ~Q(promise_kind="")),
                name="guarantee_makes_promises_that_it_measures",
            ),
            models.UniqueConstraint(
                fields=["metric", "promise_kind"],
                condition=Q(state="published"),
                name="one_guarantee_published_per_process",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class ValueAnswer(models.Model):
    """What one customer says to a guarantee (E10). No name is kept with it."""

    guarantee = models.ForeignKey(Guarantee, models.CASCADE, related_name="answers")
    matters = models.BooleanField()  # it would count for them
    is_expected = models.BooleanField()  # anybody should do that anyway
    heard_on = models.DateField()
    heard_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"answer #{self.pk} to guarantee #{self.guarantee_id}"


class CharterProposal(models.Model):
    """The record says: promise more, or see to it. A person decides; once for each stretch of the
    record, which begins on `since_on`."""

    clause = models.ForeignKey(
        CharterClause, models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    guarantee = models.ForeignKey(
        Guarantee, models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    kind = models.CharField(max_length=12, choices=choices(ProposalKind))
    since_on = models.DateField()
    made_on = models.DateField()
    within = models.PositiveSmallIntegerField(null=True, blank=True)  # proposed
    percent = models.PositiveSmallIntegerField()  # proposed
    cases = models.PositiveIntegerField()
    kept = models.PositiveIntegerField()
    lower_permille = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=choices(ProposalState), default="open")
    decided_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(clause=None, guarantee__isnull=False)
                | Q(clause__isnull=False, guarantee=None),
                name="proposal_is_for_a_clause_or_a_guarantee",
            ),
            models.UniqueConstraint(
                fields=["clause", "kind", "since_on"], name="one_proposal_per_clause_and_record"
            ),
            models.UniqueConstraint(
                fields=["guarantee", "kind", "since_on"],
                name="one_proposal_per_guarantee_and_record",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_on=None)
                | (~Q(state="open") & ~Q(decided_on=None)),
                name="proposal_is_decided_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}, {self.state}"
