"""Whether "What else can we do for you?" is asked: what waits for the answer, and the rate."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from regulars.models import Appointment, Customer, Purchase, WhatElse
from regulars.rules.kinds import AppointmentState

WEEK = timedelta(days=7)
WEEKS = 8
WAITS_DAYS = 1  # the day itself and the one after


@dataclass(frozen=True, slots=True)
class ToAsk:
    """What was just completed, and whether "asked" was said already."""

    purchase: Purchase | None = None
    appointment: Appointment | None = None
    was_asked: bool = False

    @property
    def about(self) -> str:
        if self.purchase is not None:
            return f"purchase-{self.purchase.pk}"
        return f"appointment-{self.appointment.pk}" if self.appointment is not None else ""


def to_ask(customer: Customer, today: date) -> ToAsk | None:
    """The latest purchase that was written down by hand, or visit, of which nobody has said
    whether they were asked, or what they answered."""
    since = today - timedelta(days=WAITS_DAYS)
    purchase = (
        Purchase.objects.filter(customer=customer, batch=None, bought_on__range=(since, today))
        .select_related("what_else")
        .order_by("-bought_at", "-pk")
        .first()
    )
    if purchase is not None and not _is_told(purchase):
        return ToAsk(purchase=purchase, was_asked=hasattr(purchase, "what_else"))
    visit = (
        Appointment.objects.filter(
            customer=customer, state=AppointmentState.KEPT.value, completed_on__range=(since, today)
        )
        .select_related("what_else")
        .order_by("-starts_at", "-pk")
        .first()
    )
    if visit is not None and not _is_told(visit):
        return ToAsk(appointment=visit, was_asked=hasattr(visit, "what_else"))
    return None


def _is_told(about: Purchase | Appointment) -> bool:
    told: WhatElse | None = getattr(about, "what_else", None)
    return told is not None and (not told.was_asked or bool(told.route))


@dataclass(frozen=True, slots=True)
class AskedWeek:
    monday: date
    completed: int  # purchases written down by hand and visits that took place
    asked: int
    not_asked: int

    @property
    def not_said(self) -> int:
        return max(0, self.completed - self.asked - self.not_asked)


def asked_weeks(day: date, weeks: int = WEEKS) -> list[AskedWeek]:
    """The latest week first. Three queries. What came from a file was completed elsewhere and is
    no part of it."""
    monday = day - timedelta(days=day.weekday())
    first = monday - WEEK * (weeks - 1)
    completed: dict[date, int] = defaultdict(int)
    bought = Purchase.objects.filter(batch=None, bought_on__range=(first, day))
    for on in bought.values_list("bought_on", flat=True):
        completed[_monday(on)] += 1
    kept = Appointment.objects.filter(
        state=AppointmentState.KEPT.value, completed_on__range=(first, day)
    )
    for done_on in kept.values_list("completed_on", flat=True):
        assert done_on is not None
        completed[_monday(done_on)] += 1
    said: dict[tuple[date, bool], int] = defaultdict(int)
    told = WhatElse.objects.filter(asked_on__range=(first, day))
    for on, was_asked in told.values_list("asked_on", "was_asked"):
        said[_monday(on), was_asked] += 1
    mondays = [monday - WEEK * back for back in range(weeks)]
    return [AskedWeek(one, completed[one], said[one, True], said[one, False]) for one in mondays]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
