"""Service that some pay for because they want it: tried with a small group first."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.service_levels import (
    LEAST_GROUP,
    MOST_GROUP,
    USUAL_GROUP,
    LevelState,
    OfferAnswer,
    Per,
)


class ServiceLevel(models.Model):
    """An optional level of service, and what became of the trial (E18)."""

    name = models.CharField(max_length=100)
    adds = models.CharField(max_length=300)  # to what everybody gets, in one plain sentence
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    per = models.CharField(max_length=10, choices=choices(Per), default="month")
    group_size = models.PositiveSmallIntegerField(default=USUAL_GROUP)
    state = models.CharField(max_length=10, choices=choices(LevelState), default="draft")
    began_on = models.DateField(null=True, blank=True)  # offered to the first from that day
    decided_on = models.DateField(null=True, blank=True)
    decided_because = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price_minor__gt=0), name="service_level_has_its_price"
            ),
            models.CheckConstraint(
                condition=Q(group_size__range=(LEAST_GROUP, MOST_GROUP)),
                name="service_level_is_tried_with_a_small_group",
            ),
            models.CheckConstraint(  # a draft that is dropped never began
                condition=Q(state__in=["draft", "dropped"]) | ~Q(began_on=None),
                name="service_level_began_before_it_is_tried",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "trying"], decided_on=None, decided_because="")
                | (Q(state__in=["kept", "dropped"]) & ~Q(decided_on=None) & ~Q(decided_because="")),
                name="service_level_is_decided_on_a_day_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceOffer(models.Model):
    """That one of the group was offered it, in person, and what they said."""

    level = models.ForeignKey(ServiceLevel, models.CASCADE, related_name="offers")
    customer = models.ForeignKey("Customer", models.CASCADE, related_name="service_offers")
    offered_on = models.DateField()
    offered_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=choices(OfferAnswer), default="open")
    answered_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)  # in their words
    cost_minor = models.BigIntegerField(null=True, blank=True)  # what giving it cost us

    class Meta:
        ordering = ["offered_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["level", "customer"], name="one_offer_of_a_level"),
            models.CheckConstraint(
                condition=Q(answer="open", answered_on=None)
                | (~Q(answer="open") & ~Q(answered_on=None)),
                name="service_offer_is_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(cost_minor=None) | Q(cost_minor__gte=0),
                name="service_offer_costs_nothing_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level.name}, {self.answer}"
