"""Everything dated that concerns a customer, from its sources, as one kind of row.

The calendar page, the address that calendar programs read, and the evening's rest all read these.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from regulars.models import (
    Appointment,
    Connection,
    Customer,
    Person,
    Promise,
    Purchase,
    Touch,
)
from regulars.queries.cover import absences_between
from regulars.queries.due_days import days_filter
from regulars.queries.due_touches import MOVED_DAYS
from regulars.queries.leap_days import leap_day
from regulars.queries.things import due_things
from regulars.rules.calendars import EntryKind
from regulars.rules.care import KEPT_AS_ROWS
from regulars.rules.covers import Away, who_covers
from regulars.rules.kinds import AppointmentState, LeapDay, TouchRule
from regulars.rules.messages import How
from regulars.rules.occasions import kept_on

MOST_ROWS = 500  # of one kind; a page says when there are more
OCCASIONS_A_DAY = 8  # the best customers' own
MISSED_SERVICE_DAYS = 365  # a service missed longer ago is history
DERIVED = (TouchRule.SERVICE, TouchRule.RUN_OUT, TouchRule.BIRTHDAY, TouchRule.OCCASION)


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated thing about one customer."""

    kind: EntryKind
    day: date
    customer_id: int
    customer: str
    uid: str  # stays the same when it is moved
    rule: str = ""  # of a touch, or of the one that acting on it makes
    occurrence: str = ""
    note: str = ""
    person_id: int | None = None  # who does it, as planned
    covers_for_id: int | None = None  # who is away
    how: str = ""
    channel: str = ""
    moved_from_on: date | None = None
    starts_at: datetime | None = None
    minutes: int = 0
    appointment_id: int | None = None
    thing_id: int | None = None
    promise_id: int | None = None
    years: int | None = None
    moves: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which days, of whom and of which kinds. `missed_from` looks back for what nobody did."""

    from_on: date
    to_on: date
    today: date
    people: frozenset[int] | None = None  # None: of everybody
    kinds: frozenset[EntryKind] = frozenset(EntryKind)
    has_missed: bool = False
    leap_day: LeapDay = LeapDay.BEFORE  # what the owner chose, filled in by the look

    @property
    def touched_from(self) -> date:
        return date(1900, 1, 1) if self.has_missed else self.from_on


@dataclass(slots=True)
class Found:
    entries: list[Entry]
    is_cut: bool = False


def entries_for(wanted: Wanted) -> Found:
    """In the order of days. A fixed number of queries, however many entries there are.

    Whatever falls to somebody who is away that day stands with their cover.
    """
    away = absences_between(min(wanted.from_on, wanted.today), wanted.to_on)
    seen = wanted
    if wanted.people is not None:
        theirs = {one.person_id for one in away} | wanted.people
        seen = replace(seen, people=frozenset(theirs))
    if EntryKind.OCCASION in wanted.kinds:
        seen = replace(seen, leap_day=leap_day())
    found = Found([])
    for kinds, source in SOURCES:
        if not kinds & wanted.kinds:
            continue
        some = list(source(seen))
        found.is_cut |= len(some) >= MOST_ROWS
        found.entries += [entry for entry in some if entry.kind in wanted.kinds]
    found.entries = [
        entry
        for one in _without_doubles(found.entries)
        for entry in [_covered(one, max(one.day, wanted.today), away)]
        if wanted.people is None or entry.person_id is None or entry.person_id in wanted.people
    ]
    found.entries.sort(key=_order)
    return found


def _order(entry: Entry) -> tuple[date, int, str, str]:
    kinds = list(EntryKind)
    moment = entry.starts_at.isoformat() if entry.starts_at else ""
    return entry.day, kinds.index(entry.kind), moment, entry.customer


def _covered(entry: Entry, day: date, away: list[Away]) -> Entry:
    if entry.person_id is None:
        return entry
    cover = who_covers(entry.person_id, day, away)
    if cover == entry.person_id:
        return entry
    return replace(entry, person_id=cover, covers_for_id=entry.person_id)


def _without_doubles(entries: list[Entry]) -> list[Entry]:
    """What is derived gives way to its row: the row says that it was moved, or is dealt with."""
    derived = [one for one in entries if one.rule in DERIVED and not one.uid.startswith("touch-")]
    if not derived:
        return entries
    rows = Touch.objects.filter(
        customer__in={one.customer_id for one in derived},
        rule__in={one.rule for one in derived},
        occurrence__in={one.occurrence for one in derived},
    )
    known = set(rows.values_list("customer_id", "rule", "occurrence"))
    hidden = {one.uid for one in derived if (one.customer_id, one.rule, one.occurrence) in known}
    return [one for one in entries if one.uid not in hidden]


# --- the sources ---


def _awake(day: date, prefix: str = "customer__") -> Q:
    """Whoever is left in peace is not looked after meanwhile."""
    return Q(**{f"{prefix}pause_reason": ""}) | Q(**{f"{prefix}paused_until_on__lte": day})


def _of(people: Collection[int] | None, name: str) -> Q:
    return Q() if people is None else Q(**{name: None}) | Q(**{f"{name}__in": people})


def _touches(wanted: Wanted) -> Iterator[Entry]:
    """What is owed. Messages stand on their day; a missed one is the outbox's business."""
    today = wanted.today
    missed = Q(due_on__lt=today, how__in=(How.TASK.value, How.CARD.value)) & (
        Q(rule__in=[rule.value for rule in KEPT_AS_ROWS])
        | Q(due_on__gte=today - timedelta(days=MOVED_DAYS))
    )
    shown = Q(due_on__gte=wanted.from_on, due_on__lte=wanted.to_on) & (
        missed | Q(due_on__gte=today)
    )
    if wanted.has_missed:
        shown |= missed
    rows = (
        Touch.objects.open()
        .alias(doer=Coalesce("assigned_to", "customer__carer"))
        .filter(shown, _awake(today), _of(wanted.people, "doer"))
        .select_related("customer")
        .order_by("due_on", "pk")
    )
    for touch in rows[:MOST_ROWS]:
        kind = EntryKind.CONTACT
        if touch.how == How.CARD.value:
            kind = EntryKind.CARD
        elif touch.rule == TouchRule.FOLLOW_UP.value:
            kind = EntryKind.PROMISE
        yield Entry(
            kind=kind,
            day=touch.due_on,
            customer_id=touch.customer_id,
            customer=touch.customer.name,
            uid=f"touch-{touch.pk}",
            rule=touch.rule,
            occurrence=touch.occurrence,
            note=touch.note,
            person_id=touch.assigned_to_id or touch.customer.carer_id,
            how=touch.how,
            channel=touch.channel,
            moved_from_on=touch.moved_from_on,
            moves=touch.moves,
            changed_at=touch.moved_at or touch.created_at,
        )


def _appointments(wanted: Wanted) -> Iterator[Entry]:
    rows: QuerySet[Appointment] = (
        Appointment.objects.filter(
            on__gte=wanted.touched_from, on__lte=wanted.to_on, state=AppointmentState.BOOKED.value
        )
        .alias(doer=Coalesce("person", "customer__carer"))
        .filter(_of(wanted.people, "doer"))
        .select_related("customer")
        .order_by("starts_at", "pk")
    )
    for one in rows[:MOST_ROWS]:
        yield Entry(
            kind=EntryKind.APPOINTMENT,
            day=one.on,
            customer_id=one.customer_id,
            customer=one.customer.name,
            uid=f"appointment-{one.pk}",
            note=one.what,
            person_id=one.person_id or one.customer.carer_id,
            starts_at=one.starts_at,
            minutes=one.minutes,
            appointment_id=one.pk,
            thing_id=one.thing_id,
            moves=one.moves,
            changed_at=one.moved_at or one.created_at,
        )


def _services(wanted: Wanted) -> Iterator[Entry]:
    """What customers have that falls due, and what runs out."""
    first = wanted.from_on
    if wanted.has_missed:
        first = min(first, wanted.today - timedelta(days=MISSED_SERVICE_DAYS))
    arranged = _arranged()
    due = [one for one in due_things(first, wanted.to_on) if one.thing_id not in arranged]
    due = due[-MOST_ROWS:]
    customers = (
        Customer.objects.filter(_awake(wanted.today, ""), _of(wanted.people, "carer"))
        .filter(pk__in={one.customer_id for one in due})
        .only("name", "carer")
        .in_bulk()
    )
    for one in due:
        customer = customers.get(one.customer_id)
        if customer is None:
            continue
        yield Entry(
            kind=EntryKind.SERVICE,
            day=one.due_on,
            customer_id=one.customer_id,
            customer=customer.name,
            uid=f"{one.rule.value}-{one.occurrence.replace(':', '-')}",
            rule=one.rule.value,
            occurrence=one.occurrence,
            note=one.name,
            person_id=customer.carer_id,
            thing_id=one.thing_id,
        )


def _arranged() -> set[int]:
    """Things whose service is booked: the appointment stands for it."""
    booked = Appointment.objects.filter(state=AppointmentState.BOOKED.value)
    return set(booked.exclude(thing=None).values_list("thing_id", flat=True))


def services_by_day(from_on: date, to_on: date) -> Counter[date]:
    """What fills the days of the whole business: appointments, and services not booked yet."""
    booked = Appointment.objects.filter(
        state=AppointmentState.BOOKED.value, on__gte=from_on, on__lte=to_on
    )
    counted = Counter(booked.values_list("on", flat=True))
    arranged = _arranged()
    counted.update(
        one.due_on
        for one in due_things(from_on, to_on)
        if one.rule is TouchRule.SERVICE and one.thing_id not in arranged
    )
    return counted


def _pairs(wanted: Wanted) -> dict[tuple[int, int], date]:
    """(month, day) -> the date on which it is kept, from today on: a missed one is not made good
    by a calendar."""
    first = max(wanted.from_on, wanted.today)
    count = min((wanted.to_on - first).days + 1, 366)
    days = [first + timedelta(days=number) for number in range(count)]
    return {pair: day for day in days for pair in kept_on(day, wanted.leap_day)}


def _best_of_each_day(entries: Iterable[Entry]) -> Iterator[Entry]:
    counted: Counter[date] = Counter()
    for entry in entries:
        counted[entry.day] += 1
        if counted[entry.day] <= OCCASIONS_A_DAY:
            yield entry


def _birthdays(wanted: Wanted) -> Iterator[Entry]:
    dates = _pairs(wanted)
    rows = (
        Customer.objects.filter(days_filter(dates, "birthday_month", "birthday_day"))
        .filter(_awake(wanted.today, ""), _of(wanted.people, "carer"))
        .order_by(F("rhythm__care_weight").desc(nulls_last=True), "pk")
        .values_list("pk", "name", "carer", "birthday_month", "birthday_day", "birthday_year")[
            :MOST_ROWS
        ]
    )
    found = []
    for pk, name, carer, month, number, born in rows:
        if month is None or number is None:
            continue
        day = dates[month, number]
        found.append(
            Entry(
                kind=EntryKind.OCCASION,
                day=day,
                customer_id=pk,
                customer=name,
                uid=f"birthday-{pk}-{day.year}",
                rule=TouchRule.BIRTHDAY.value,
                occurrence=str(day.year),
                person_id=carer,
                years=day.year - born if born else None,
            )
        )
    yield from _best_of_each_day(found)


def _special_days(wanted: Wanted) -> Iterator[Entry]:
    dates = _pairs(wanted)
    rows = (
        Connection.objects.filter(days_filter(dates, "month", "day"), is_not_for_use=False)
        .filter(_awake(wanted.today), _of(wanted.people, "customer__carer"))
        .order_by("pk")
        .values_list("pk", "customer", "customer__name", "customer__carer", "name", "month", "day")
    )
    found = []
    for pk, customer_id, customer, carer, name, month, number in rows[:MOST_ROWS]:
        if month is None or number is None:
            continue
        day = dates[month, number]
        found.append(
            Entry(
                kind=EntryKind.OCCASION,
                day=day,
                customer_id=customer_id,
                customer=customer,
                uid=f"occasion-{pk}-{day.year}",
                rule=TouchRule.OCCASION.value,
                occurrence=f"{pk}:{day.year}",
                note=name,
                person_id=carer,
            )
        )
    yield from _best_of_each_day(found)


def _promises(wanted: Wanted) -> Iterator[Entry]:
    """What we said would be done. It is settled by its own acts, so it carries no rule."""
    rows = (
        Promise.objects.open()
        .filter(due_on__gte=wanted.touched_from, due_on__lte=wanted.to_on)
        .alias(doer=Coalesce("person", "customer__carer"))
        .filter(_of(wanted.people, "doer"))
        .select_related("customer")
        .order_by("due_on", "pk")
    )
    for promise in rows[:MOST_ROWS]:
        yield Entry(
            kind=EntryKind.PROMISE,
            day=promise.due_on,
            customer_id=promise.customer_id,
            customer=promise.customer.name,
            uid=f"promise-{promise.pk}",
            note=promise.what,
            person_id=promise.person_id or promise.customer.carer_id,
            promise_id=promise.pk,
            changed_at=promise.created_at,
        )


def _deliveries(wanted: Wanted) -> Iterator[Entry]:
    """Those that are no promise yet: that one stands for its purchase."""
    rows = (
        Purchase.objects.filter(
            promised_on__gte=max(wanted.from_on, wanted.today), promised_on__lte=wanted.to_on
        )
        .filter(delivered_on=None, promises=None)
        .exclude(customer=None)
        .exclude(total_minor__gt=0, refunded_minor=F("total_minor"))
        .filter(_of(wanted.people, "customer__carer"))
        .order_by("promised_on", "pk")
        .values_list("pk", "customer", "customer__name", "customer__carer", "promised_on")
    )
    for pk, customer_id, name, carer, promised_on in rows[:MOST_ROWS]:
        if customer_id is not None and promised_on is not None:
            yield Entry(
                kind=EntryKind.DELIVERY,
                day=promised_on,
                customer_id=customer_id,
                customer=name or "",
                uid=f"delivery-{pk}",
                person_id=carer,
            )


Source = Callable[[Wanted], Iterator[Entry]]
SOURCES: tuple[tuple[frozenset[EntryKind], Source], ...] = (
    (frozenset({EntryKind.PROMISE, EntryKind.CONTACT, EntryKind.CARD}), _touches),
    (frozenset({EntryKind.APPOINTMENT}), _appointments),
    (frozenset({EntryKind.SERVICE}), _services),
    (frozenset({EntryKind.OCCASION}), _birthdays),
    (frozenset({EntryKind.OCCASION}), _special_days),
    (frozenset({EntryKind.PROMISE}), _promises),
    (frozenset({EntryKind.DELIVERY}), _deliveries),
)


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    wanted = {pk for pk in people if pk is not None}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "display_name"))
