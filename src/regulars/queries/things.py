"""What customers own: what is due for service, what is running out, and what was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from regulars.models import CareInterval, Customer, Line, Thing
from regulars.rules.kinds import IntervalKind, TouchRule
from regulars.rules.things import Product, matches, next_due_on, occurrence_of

TURN_DAYS = Coalesce("every_days", "interval__every_days")
AT_ONCE = 500  # a database takes so many values in one question
RULES = {
    IntervalKind.SERVICE: TouchRule.SERVICE,
    IntervalKind.RUN_OUT: TouchRule.RUN_OUT,
}


@dataclass(frozen=True, slots=True)
class DueThing:
    """A thing whose service falls due, or that is used up, on a day."""

    thing_id: int
    customer_id: int
    kind: IntervalKind
    name: str
    due_on: date
    occurrence: str  # one turn: the same until the next service

    @property
    def rule(self) -> TouchRule:
        return RULES[self.kind]


@dataclass(frozen=True, slots=True)
class OwnedThing:
    """A thing as its customer's page shows it."""

    thing: Thing
    kind: IntervalKind
    every_days: int | None
    due_on: date | None


def due_things(
    from_on: date, to_on: date, *, customer_ids: Iterable[int] | None = None
) -> list[DueThing]:
    """What falls due from one day to another, both included, the earliest first.

    Two queries, however many things there are: one for the lengths of the turns in use, one for
    the things whose last turn began that long before.
    """
    if to_on < from_on:
        return []
    alive = _alive()
    if customer_ids is not None:
        alive = alive.filter(customer__in=list(customer_ids))
    turns = alive.values_list(TURN_DAYS, "units").order_by().distinct()
    within = Q(pk__in=())
    for days, units in turns:
        within |= Q(days=days, units=units) & _began(days * units, from_on, to_on)
    found = alive.filter(within).select_related("interval")
    due = [one for thing in found if (one := _due(thing)) is not None]
    return sorted(due, key=lambda one: (one.due_on, one.customer_id, one.thing_id))


def _alive() -> QuerySet[Thing]:
    return (
        Thing.objects.filter(ended_on=None)
        .alias(
            days=TURN_DAYS,
            began_on=Coalesce("served_on", "since_on"),
        )
        .exclude(days=None)
    )


def _began(turn_days: int, from_on: date, to_on: date) -> Q:
    """The turns that end within these days."""
    try:
        turn = timedelta(days=turn_days)
        return Q(began_on__gte=from_on - turn, began_on__lte=to_on - turn)
    except OverflowError:
        return Q(pk__in=())


def _due(thing: Thing) -> DueThing | None:
    due_on = due_on_of(thing)
    if due_on is None:
        return None
    return DueThing(
        thing_id=thing.pk,
        customer_id=thing.customer_id,
        kind=kind_of(thing),
        name=thing.name,
        due_on=due_on,
        occurrence=occurrence_of(thing.pk, since_on=thing.since_on, served_on=thing.served_on),
    )


def kind_of(thing: Thing) -> IntervalKind:
    """A thing without an interval of the business was added by hand, to be looked after."""
    return IntervalKind(thing.interval.kind) if thing.interval else IntervalKind.SERVICE


def every_days_of(thing: Thing) -> int | None:
    return thing.every_days or (thing.interval.every_days if thing.interval else None)


def due_on_of(thing: Thing) -> date | None:
    """`thing` comes with its interval."""
    return next_due_on(
        since_on=thing.since_on,
        served_on=thing.served_on,
        every_days=every_days_of(thing),
        units=thing.units,
        ended_on=thing.ended_on,
    )


def things_of(customer: Customer) -> list[OwnedThing]:
    """Those in use first, the one that is due soonest on top; what is gone comes last."""
    owned = [
        OwnedThing(thing, kind_of(thing), every_days_of(thing), due_on_of(thing))
        for thing in customer.things.select_related("interval")
    ]
    return sorted(owned, key=lambda one: (one.thing.ended_on is not None, one.due_on or date.max))


def intervals() -> QuerySet[CareInterval]:
    return CareInterval.objects.order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class Bought:
    """Somebody bought what an interval is about."""

    customer_id: int
    interval_id: int
    name: str
    bought_on: date
    quantity: int


def bought_by_interval(
    customer_id: int | None = None,
) -> Iterator[tuple[CareInterval, list[Bought]]]:
    """What the purchases say of each interval, in the order of buying; of one customer if asked.

    A product that was given back in full was not bought.
    """
    wanted = list(CareInterval.objects.order_by("pk"))
    if not wanted:
        return
    lines = Line.objects.exclude(purchase__customer=None).exclude(
        purchase__total_minor__gt=0, purchase__refunded_minor=F("purchase__total_minor")
    )
    if customer_id is not None:
        lines = lines.filter(purchase__customer=customer_id)
    rows = lines.order_by().values_list("name", "sku", "category").distinct()
    products = [Product(*row) for row in rows]
    for interval in wanted:
        meant = [product for product in products if matches(interval.matches, product)]
        bought = chain.from_iterable(
            _bought(lines, interval, meant[start : start + AT_ONCE])
            for start in range(0, len(meant), AT_ONCE)
        )
        yield interval, sorted(bought, key=lambda one: one.bought_on)


def _bought(
    lines: QuerySet[Line], interval: CareInterval, meant: list[Product]
) -> Iterator[Bought]:
    wanted = set(meant)
    rows = lines.filter(name__in={product.name for product in meant}).values_list(
        "purchase__customer", "name", "sku", "category", "purchase__bought_on", "quantity"
    )
    for customer_id, name, sku, category, on, quantity in rows:
        if customer_id is not None and Product(name, sku, category) in wanted:
            yield Bought(customer_id, interval.pk, name, on, max(1, int(quantity)))
