"""What happened or comes round that a plan hangs on, read from the records each time anew.

Nothing is copied: after an import, a correction or a missed day the same look finds everything.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, DenseRank, Greatest

from regulars.models import (
    Appointment,
    Complaint,
    Connection,
    Customer,
    Line,
    Purchase,
    Rhythm,
)
from regulars.queries.due_days import days_filter
from regulars.queries.rhythms import stage_filter
from regulars.queries.things import due_things
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import AppointmentState, IntervalKind, LeapDay, OpenState
from regulars.rules.playbooks import COMING, Trigger
from regulars.rules.stages import LOYAL_DAYS, LOYAL_VISITS, Stage
from regulars.rules.triggers import TriggerFacts

NARROW_DAYS = 150  # up to here the days of a year are asked for one by one
A_REGULAR_VISITS = 3

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that happened to one customer. (customer, occurrence) names it for ever."""

    customer_id: int
    occurrence: str  # a purchase, a year, a number, the day a silence began; never a moment
    base_on: date  # the day the steps count from
    facts: Facts = field(default_factory=dict, compare=False)  # the records it rests on

    @property
    def key(self) -> tuple[int, str]:
        return self.customer_id, self.occurrence


@dataclass(frozen=True, slots=True)
class Look:
    """Where and when to look: days included at both ends, among these customers."""

    facts: TriggerFacts
    from_on: date
    to_on: date
    day: date  # the day it is looked at from
    customers: QuerySet[Customer] | Iterable[int] | None = None  # None: everybody
    leap_day: LeapDay = LeapDay.BEFORE

    def among(self, name: str = "customer") -> Q:
        if self.customers is None:
            return ~Q(**{name: None})
        if isinstance(self.customers, QuerySet):
            return Q(**{f"{name}__in": self.customers.values("pk")})
        return Q(**{f"{name}__in": self.customers})

    @property
    def years(self) -> range:
        return range(self.from_on.year, self.to_on.year + 1)

    @property
    def is_narrow(self) -> bool:
        return (self.to_on - self.from_on).days <= NARROW_DAYS

    def holds(self, on: date) -> bool:
        return self.from_on <= on <= self.to_on


def occasions(trigger: Trigger, look: Look) -> list[Occasion]:
    """All of them in the window, by day. What has not come yet is found only where its day is
    known beforehand."""
    if trigger not in COMING and look.to_on > look.day:
        look = _until(look, look.day)
    if look.to_on < look.from_on:
        return []
    found = SOURCES[trigger](look)
    return sorted(found, key=lambda one: (one.base_on, one.customer_id, one.occurrence))


def _until(look: Look, to_on: date) -> Look:
    return Look(look.facts, look.from_on, to_on, look.day, look.customers, look.leap_day)


# --- purchases ---

_KEPT = Q(refunded_minor__lt=F("total_minor")) | Q(total_minor=0)


def _purchases(look: Look) -> Iterator[Occasion]:
    """Of one day's purchases the first stands for all of them."""
    purchases = (
        Purchase.objects.filter(_KEPT, look.among(), bought_on__range=(look.from_on, look.to_on))
        .order_by("bought_at", "pk")
        .values_list("pk", "customer_id", "bought_on")
    )
    named = _named_lines(look)
    for pk, customer_id, on in purchases:
        if look.facts.matches and pk not in named:
            continue
        facts = {"purchase": pk} | ({"what": named[pk]} if named.get(pk) else {})
        yield Occasion(customer_id, str(pk), on, facts)


def _named_lines(look: Look) -> dict[int, str]:
    """What was bought, of the purchases in the window that hold a thing that is meant."""
    if not look.facts.matches:
        return {}
    lines = (
        Line.objects.filter(purchase__bought_on__range=(look.from_on, look.to_on))
        .filter(look.among("purchase__customer"))
        .order_by("-position")
        .values_list("purchase_id", "name", "sku", "category")
    )
    return {pk: name for pk, name, sku, category in lines if look.facts.means(name, sku, category)}


def _nth_days(look: Look, numbers: Iterable[int]) -> Iterator[tuple[int, int, date, int]]:
    """(customer, which visit, its day, its first purchase). Several purchases of one day are one
    visit, as everywhere."""
    wanted = sorted(set(numbers))
    near = Purchase.objects.filter(
        _KEPT, look.among(), bought_on__range=(look.from_on, look.to_on)
    ).order_by()
    ranked = (
        Purchase.objects.filter(_KEPT, customer__in=near.values("customer"))
        .annotate(nth=Window(DenseRank(), partition_by="customer", order_by="bought_on"))
        .filter(nth__in=wanted)
        .order_by("customer", "bought_on", "bought_at", "pk")
        .values_list("customer_id", "nth", "bought_on", "pk")
    )
    seen: set[tuple[int, int]] = set()
    for customer_id, nth, on, pk in ranked:
        if (customer_id, nth) not in seen and look.holds(on):
            seen.add((customer_id, nth))
            yield customer_id, nth, on, pk


def _nth_purchases(look: Look) -> Iterator[Occasion]:
    for customer_id, nth, on, pk in _nth_days(look, look.facts.numbers):
        yield Occasion(customer_id, str(nth), on, {"purchase": pk, "number": nth})


# --- appointments ---


def _appointments(
    look: Look, day_of: str, states: Iterable[AppointmentState]
) -> Iterator[Occasion]:
    rows = (
        Appointment.objects.filter(look.among(), state__in=[state.value for state in states])
        .filter(**{f"{day_of}__range": (look.from_on, look.to_on)})
        .order_by("starts_at", "pk")
        .values_list("pk", "customer_id", day_of, "what", "thing_id")
    )
    for pk, customer_id, on, what, thing_id in rows:
        if look.facts.means(what):
            facts: Facts = {"appointment": pk, "what": what}
            yield Occasion(
                customer_id, str(pk), on, facts | ({"thing": thing_id} if thing_id else {})
            )


def _bookings(look: Look) -> Iterator[Occasion]:
    return _appointments(look, "on", (AppointmentState.BOOKED, AppointmentState.KEPT))


def _completions(look: Look) -> Iterator[Occasion]:
    return _appointments(look, "completed_on", (AppointmentState.KEPT,))


# --- stages and silences ---


def _stages(look: Look) -> Iterator[Occasion]:
    stage = look.facts.stage
    if stage is None:
        return
    if stage in _NTH_OF_STAGE:
        yield from _grown_into(look, stage)
        return
    begins = _BEGINS[stage]
    rhythms = (
        Rhythm.objects.filter(look.among(), stage_filter(stage, look.day))
        .filter(**{f"{begins}__range": (look.from_on, look.to_on)})
        .order_by()
        .values_list("customer_id", begins, "last_on")
    )
    for customer_id, on, last_on in rhythms:
        began = on if stage is Stage.RETURNED else last_on
        yield Occasion(customer_id, f"{stage}:{began}", on, {"stage": stage.value})


_BEGINS = {
    Stage.SLIPPING: "slipping_from",
    Stage.LAPSED: "lapsed_from",
    Stage.LOST: "lost_from",
    Stage.RETURNED: "returned_on",
}
_NTH_OF_STAGE = {
    Stage.FIRST_TIME: 1,
    Stage.SECOND: 2,
    Stage.REGULAR: A_REGULAR_VISITS,
    Stage.LOYAL: LOYAL_VISITS,
}


def _grown_into(look: Look, stage: Stage) -> Iterator[Occasion]:
    """Once in a life: the visit that made them a regular, or the day they had been one long
    enough to be called loyal."""
    now = set(
        Rhythm.objects.filter(look.among(), stage_filter(stage, look.day))
        .order_by()
        .values_list("customer_id", flat=True)
    )
    facts: Facts = {"stage": stage.value}
    if stage is not Stage.LOYAL:
        for customer_id, _, on, pk in _nth_days(look, (_NTH_OF_STAGE[stage],)):
            if customer_id in now:
                yield Occasion(customer_id, stage.value, on, facts | {"purchase": pk})
        return
    wide = Look(look.facts, date.min, look.to_on, look.day, look.customers, look.leap_day)
    nth = {one: on for one, _, on, _ in _nth_days(wide, (LOYAL_VISITS,)) if one in now}
    first = dict(
        Rhythm.objects.filter(look.among(), customer__in=nth).values_list("customer_id", "first_on")
    )
    for customer_id, sixth_on in nth.items():
        first_on = first.get(customer_id) or sixth_on
        on = max(sixth_on, first_on + timedelta(days=LOYAL_DAYS))
        if look.holds(on):
            yield Occasion(customer_id, stage.value, on, facts)


def _overdue(look: Look) -> Iterator[Occasion]:
    rhythms = (
        Rhythm.objects.filter(look.among(), own_gaps__gte=1)
        .filter(late_from__range=(look.from_on, look.to_on), lost_from__gt=look.day)
        .order_by()
        .values_list("customer_id", "late_from", "last_on")
    )
    for customer_id, late_from, last_on in rhythms:
        assert late_from is not None
        yield Occasion(customer_id, str(last_on), late_from, {"last_on": str(last_on)})


def _silences(look: Look) -> Iterator[Occasion]:
    """No word and no visit for so many days."""
    days = timedelta(days=look.facts.days or 0)
    rhythms = (
        Rhythm.objects.filter(look.among(), visits__gt=0)
        .alias(spoken=Coalesce("last_contact_on", "last_on", output_field=DateField()))
        .annotate(since=Greatest("spoken", "last_on", output_field=DateField()))
        .filter(since__range=(_minus(look.from_on, days), _minus(look.to_on, days)))
        .order_by()
        .values_list("customer_id", "since")
    )
    for customer_id, since in rhythms:
        yield Occasion(customer_id, str(since), since + days, {"since": str(since)})


def _minus(day: date, days: timedelta) -> date:
    return day - days if day - date.min > days else date.min


# --- days that come back every year ---


def _kept(look: Look, month: int, number: int) -> Iterator[tuple[int, date]]:
    """The years in which the day falls into the window, with the date it is kept on."""
    try:
        day = Anniversary(month, number)
    except ValueError:  # a day that no year has
        return
    for year in look.years:
        on = day.falls_on(year, look.leap_day)
        if look.holds(on):
            yield year, on


def _of_these_days(look: Look, month: str, number: str) -> Q:
    """Rows whose day may fall into the window; the leap day is looked for beside its own."""
    if not look.is_narrow:
        return ~Q(**{month: None})
    length = (look.to_on - look.from_on).days
    dates = [look.from_on + timedelta(days=ahead) for ahead in range(length + 1)]
    pairs = {(on.month, on.day) for on in dates}
    if pairs & {(2, 28), (3, 1)}:
        pairs.add((2, 29))
    return days_filter(pairs, month, number)


def _birthdays(look: Look) -> Iterator[Occasion]:
    rows = (
        Customer.objects.filter(look.among("pk"))
        .filter(_of_these_days(look, "birthday_month", "birthday_day"))
        .order_by()
        .values_list("pk", "birthday_month", "birthday_day", "birthday_year")
    )
    for pk, month, number, born in rows:
        assert month is not None
        assert number is not None
        for year, on in _kept(look, month, number):
            facts = {"years": year - born} if born and born < year else {}
            yield Occasion(pk, str(year), on, facts)


def _occasions(look: Look) -> Iterator[Occasion]:
    rows = (
        Connection.objects.filter(look.among(), is_not_for_use=False)
        .filter(_of_these_days(look, "month", "day"))
        .order_by("pk")
        .values_list("pk", "customer_id", "month", "day", "year", "name", "occasion", "relation")
    )
    for pk, customer_id, month, number, begun, name, occasion, relation in rows:
        assert month is not None
        assert number is not None
        if not look.facts.means(occasion, relation, name):
            continue
        for year, on in _kept(look, month, number):
            facts: Facts = {"connection": pk, "what": name}
            if begun and begun < year:
                facts["years"] = year - begun
            yield Occasion(customer_id, f"{pk}:{year}", on, facts)


def _anniversaries(look: Look) -> Iterator[Occasion]:
    rhythms = Rhythm.objects.filter(look.among(), first_on__lt=look.to_on).order_by()
    if look.is_narrow:
        rhythms = rhythms.filter(
            _of_these_days(look, "first_on__month", "first_on__day"), visits__gt=0
        )
    for customer_id, first_on in rhythms.values_list("customer_id", "first_on"):
        assert first_on is not None
        for year, on in _kept(look, first_on.month, first_on.day):
            if year > first_on.year:
                facts = {"years": year - first_on.year, "first_on": str(first_on)}
                yield Occasion(customer_id, str(year), on, facts)


# --- things, and what was put right ---


def _things(look: Look, kind: IntervalKind) -> Iterator[Occasion]:
    ids = None
    if look.customers is not None:
        ids = (
            look.customers.values_list("pk", flat=True)
            if isinstance(look.customers, QuerySet)
            else look.customers
        )
    for due in due_things(look.from_on, look.to_on, customer_ids=ids):
        if due.kind is kind and look.facts.means(due.name):
            facts = {"thing": due.thing_id, "what": due.name}
            yield Occasion(due.customer_id, due.occurrence, due.due_on, facts)


def _services(look: Look) -> Iterator[Occasion]:
    return _things(look, IntervalKind.SERVICE)


def _run_outs(look: Look) -> Iterator[Occasion]:
    return _things(look, IntervalKind.RUN_OUT)


def _complaints(look: Look) -> Iterator[Occasion]:
    rows = (
        Complaint.objects.filter(
            look.among(),
            state=OpenState.DONE.value,
            closed_on__range=(look.from_on, look.to_on),
        )
        .order_by("pk")
        .values_list("pk", "customer_id", "closed_on")
    )
    for pk, customer_id, on in rows:
        assert on is not None
        yield Occasion(customer_id, str(pk), on, {"complaint": pk})


SOURCES: dict[Trigger, Callable[[Look], Iterable[Occasion]]] = {
    Trigger.PURCHASE: _purchases,
    Trigger.NTH_PURCHASE: _nth_purchases,
    Trigger.BOOKING: _bookings,
    Trigger.COMPLETION: _completions,
    Trigger.STAGE: _stages,
    Trigger.OVERDUE: _overdue,
    Trigger.BIRTHDAY: _birthdays,
    Trigger.OCCASION: _occasions,
    Trigger.ANNIVERSARY: _anniversaries,
    Trigger.SERVICE_DUE: _services,
    Trigger.RUN_OUT: _run_outs,
    Trigger.COMPLAINT_CLOSED: _complaints,
    Trigger.NO_CONTACT: _silences,
}
