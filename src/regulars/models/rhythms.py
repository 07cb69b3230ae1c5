"""How often somebody comes, and when they are expected next."""

from datetime import date

from django.db import models
from django.db.models import Q


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def late_by(self, day: date) -> "RhythmQuerySet":
        """Silent beyond the expected visit on `day`, yet not given up."""
        return self.filter(late_from__lte=day, lost_from__gt=day)


class Rhythm(models.Model):
    """What the purchases of one customer say, computed from them alone and made anew at any time.

    The states are kept as the days on which they begin, so that nothing has to run at midnight
    for a list to be right: rules.stages reads them for any day.
    """

    customer = models.OneToOneField("Customer", models.CASCADE, primary_key=True)
    visits = models.PositiveIntegerField(default=0)  # days with a purchase not wholly refunded
    purchases = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    paid_minor = models.BigIntegerField(default=0)  # in the shop's currency, after refunds
    recent = models.JSONField(default=list)  # last visits, oldest first: [["2026-01-31", 4500], …]
    log_gaps = models.FloatField(default=0)  # sum of the logs of all gaps, on the season's clock
    usual_gap_days = models.FloatField(null=True)  # None: cannot tell yet
    own_gaps = models.PositiveIntegerField(default=0)  # how many gaps of their own it rests on
    gap_spread = models.FloatField(null=True)  # 0 very steady … 1 anything goes
    next_from = models.DateField(null=True)  # the expected next visit as a range
    next_on = models.DateField(null=True)
    next_to = models.DateField(null=True)
    late_from = models.DateField(null=True)
    slipping_from = models.DateField(null=True)
    lapsed_from = models.DateField(null=True)
    lost_from = models.DateField(null=True)
    returned_on = models.DateField(null=True)  # last visit ended a silence that counted as lost
    return_share = models.FloatField(null=True)  # of such silences, how many ended on their own
    # What the shop's own past makes of it; None: cannot tell yet. As of records_to_on, or of their
    # last visit where that is later.
    can_tell = models.BooleanField(default=False)
    is_rough = models.BooleanField(default=False)  # learnt from so little that chances are ranges
    horizon_days = models.PositiveSmallIntegerField(null=True)
    probability_active = models.FloatField(null=True)  # has not left for good
    probability_buys = models.FloatField(null=True)  # within the horizon
    expected_purchases = models.FloatField(null=True)  # within it, on average
    expected_spend_minor = models.BigIntegerField(null=True)
    year_spend_minor = models.BigIntegerField(null=True)  # expected in the coming year
    overdue_share = models.FloatField(null=True)  # of own gaps, how many last longer than this
    last_contact_on = models.DateField(null=True)  # we spoke with or wrote to them
    care_weight = models.FloatField(default=0)  # what a word from us is worth; higher first
    model = models.CharField(max_length=40, blank=True)  # which estimate, and its version
    records_from_on = models.DateField(null=True)  # the data range that the estimate saw
    records_to_on = models.DateField(null=True)
    scored_at = models.DateTimeField(null=True)

    objects = RhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visits=0, first_on=None, last_on=None)
                | (Q(visits__gt=0) & ~Q(first_on=None) & ~Q(last_on=None)),
                name="rhythm_visits_have_days",
            ),
        ]
        indexes = [
            models.Index(fields=["late_from", "lost_from"], name="rhythms_by_lateness"),
            # Today walks this one from the top and stops early; all it asks about stands in it.
            models.Index(
                fields=[
                    "-care_weight",
                    "customer",
                    "late_from",
                    "lost_from",
                    "visits",
                    "own_gaps",
                    "last_contact_on",
                    "first_on",
                    "last_on",
                ],
                name="rhythms_by_care_weight",
            ),
            models.Index(
                fields=["first_on", "visits", "last_contact_on", "care_weight", "customer"],
                name="rhythms_by_first_visit",
            ),
            models.Index(fields=["last_on"], name="rhythms_by_last_visit"),
            models.Index(fields=["last_contact_on"], name="rhythms_by_last_contact"),
            models.Index(fields=["-paid_minor"], name="rhythms_by_amount"),
        ]

    def __str__(self) -> str:
        return f"rhythm of customer #{self.customer_id}"
