"""Whose due customers are asked for, and what every source of reasons shares."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from regulars.models import Interaction, Rhythm, Touch
from regulars.models.rhythms import RhythmQuerySet
from regulars.models.touches import settled_for
from regulars.queries.prepared import Given
from regulars.rules.care import Reason
from regulars.rules.channels import Channel
from regulars.rules.kinds import Direction, LeapDay, TouchRule

FETCHED = 60  # of a kind, the worthiest; a list that goes on asks for more
FETCHED_ALL = 200
A_REGULAR_VISITS = 3

WRITTEN = (Channel.EMAIL.value, Channel.SMS.value, Channel.WHATSAPP.value)

ONLY = Given("only", BigIntegerField())  # the one customer who is asked about

Found = tuple[int, float, Reason]  # customer, what the bond is worth, why


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom a list is made: one person's customers and those of nobody, or one customer.

    Each source writes its SQL once for each of these: on one day, the looks are alike.
    """

    day: date
    others: tuple[int, ...] = ()  # colleagues who care for their own
    is_one: bool = False
    limit: int = FETCHED
    thanks_within_days: int = 7
    is_whole: bool = False  # all of a kind, and not only what fits a day
    leap_day: LeapDay = LeapDay.BEFORE

    def before(self, days: int) -> date:
        return self.day - timedelta(days=days)

    def customers(self, prefix: str = "") -> Q:
        """Who may be on the list at all: not paused, not a colleague's, not spoken with today."""
        if self.is_one:
            return Q(**{f"{prefix}pk": ONLY})
        written_to_us = Q(direction=Direction.INCOMING.value, channel__in=WRITTEN)
        # What a plan sent by itself is no talk of ours: a promised call must not hide behind it.
        by_itself = Q(message__isnull=False, message__is_handwritten=False)
        spoken = (
            Interaction.objects.filter(~written_to_us, ~by_itself, happened_on=self.day)
            .order_by()
            .values("customer")
        )
        allowed = Q(**{f"{prefix}pause_reason": ""}) | Q(
            **{f"{prefix}paused_until_on__lte": self.day}
        )
        allowed &= ~Q(**{f"{prefix}pk__in": spoken})
        if self.others:
            mine = Q(**{f"{prefix}carer": None}) | ~Q(**{f"{prefix}carer__in": self.others})
            allowed &= mine
        return allowed

    def rhythms(self) -> RhythmQuerySet:
        return Rhythm.objects.filter(self.customers("customer__"))


def is_settled(rule: TouchRule, day: date, **more: object) -> Exists:
    """Somebody has dealt with this rule for the customer of the outer row, or moved it on."""
    touches = Touch.objects.filter(
        settled_for(day),
        customer_id=OuterRef("customer_id"),
        rule=rule.value,
        **more,
    )
    return Exists(touches)


def known_day(name: str, otherwise: date) -> Coalesce:
    """A day for comparing. Hidden from the single-column indexes on purpose: the index that is
    in the order of the answer is walked instead, and left as soon as there are enough."""
    return Coalesce(F(name), Value(otherwise), output_field=DateField())
