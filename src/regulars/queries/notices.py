"""Whom bad news affects, and how quickly they heard it from us.

The list is worked out from what is open: promises, orders that are not delivered, booked times,
services that fall due. Nobody else is on it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.translation import gettext, ngettext

from regulars.models import (
    Appointment,
    Customer,
    Line,
    Notice,
    NoticeContact,
    Promise,
    Purchase,
    Shop,
)
from regulars.queries.local_days import shop_zone
from regulars.queries.manners import the_manners
from regulars.queries.open_days import open_days_of
from regulars.queries.things import due_things
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.kinds import AppointmentState, PauseReason
from regulars.rules.notices import Clock, Heard, OpenHours, Scope, clock_of
from regulars.rules.one_tap import OneTap, one_tap
from regulars.rules.promises import ways_to_tell
from regulars.rules.reach import address_for

ORDERS_BACK_DAYS = 365
SERVICES_AHEAD_DAYS = 60
MOST_ROWS = 20_000
FIGURES_DAYS = 365
MANY_HOURS = 48


@dataclass(frozen=True, slots=True)
class Item:
    """Something of theirs that is affected."""

    kind: str  # promise, order, appointment, service
    words: str
    day: date | None = None
    promise: int | None = None
    purchase: int | None = None

    def as_json(self) -> dict[str, Any]:
        told = {"kind": self.kind, "words": self.words}
        if self.day is not None:
            told["day"] = self.day.isoformat()
        numbers = {"promise": self.promise, "purchase": self.purchase}
        return told | {name: pk for name, pk in numbers.items() if pk is not None}


@dataclass(slots=True)
class Affected:
    customer: Customer
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One person on the page of a notice."""

    contact: NoticeContact
    items: list[Item]
    ways: list[Channel]  # personally first
    taps: list[OneTap]

    @property
    def is_waiting(self) -> bool:
        contact = self.contact
        return not (contact.told_at or contact.asked_first_at or contact.spared_because)


@dataclass(frozen=True, slots=True)
class NoticePage:
    notice: Notice
    rows: list[ContactRow]  # who waits first
    clock: Clock
    clock_words: list[str]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    notice: Notice
    clock: Clock


@dataclass(frozen=True, slots=True)
class NoticeList:
    rows: list[NoticeRow]
    clock: Clock  # over a year
    clock_words: list[str]


def scope_of(notice: Notice) -> Scope:
    return Scope(notice.about, notice.source, notice.from_on, notice.to_on)


def affected_by(scope: Scope, today: date) -> list[Affected]:
    """Exactly who is affected, by name; nobody for a scope that says nothing. A fixed number of
    queries."""
    if not scope.is_told:
        return []
    found: dict[int, list[Item]] = defaultdict(list)
    for source in (_promises, _orders, _appointments, _services):
        for customer_id, item in source(scope, today):
            found[customer_id].append(item)
    customers = Customer.objects.filter(pk__in=list(found)).exclude(
        pause_reason=PauseReason.DIED.value
    )
    named = sorted(customers, key=lambda customer: (customer.name.casefold(), customer.pk))
    return [Affected(customer, found[customer.pk]) for customer in named]


def _promises(scope: Scope, today: date) -> Iterator[tuple[int, Item]]:
    rows = Promise.objects.open().select_related("purchase").prefetch_related(_lines("purchase__"))
    for promise in rows[:MOST_ROWS]:
        bought = promise.purchase
        if scope.source and (bought is None or bought.source != scope.source):
            continue
        texts = [promise.what, *(_texts(bought) if bought else [])]
        if scope.names(*texts) and scope.holds(promise.due_on):
            item = Item("promise", promise.what, promise.due_on, promise.pk, promise.purchase_id)
            yield promise.customer_id, item


def _orders(scope: Scope, today: date) -> Iterator[tuple[int, Item]]:
    """Not delivered, not given back, and no promise of its own: that one stands for it. An order
    without a promised day counts as open only where its tool tells what was delivered."""
    tells = Purchase.objects.filter(source=OuterRef("source")).exclude(delivered_on=None)
    settled = Promise.objects.filter(purchase=OuterRef("pk"))
    rows = (
        Purchase.objects.filter(
            delivered_on=None, bought_on__gt=today - timedelta(days=ORDERS_BACK_DAYS)
        )
        .exclude(customer=None)
        .exclude(total_minor__gt=0, refunded_minor=F("total_minor"))
        .filter(Q(promised_on__isnull=False) | Exists(tells))
        .exclude(Exists(settled))
        .prefetch_related(_lines())
        .order_by("bought_at", "pk")
    )
    if scope.source:
        rows = rows.filter(source=scope.source)
    for purchase in rows[:MOST_ROWS]:
        lines = list(purchase.lines.all())
        if scope.names(*_texts(purchase)) and scope.holds(purchase.promised_on):
            words = ", ".join(line.name for line in lines[:3]) or purchase.key
            item = Item("order", words, purchase.promised_on, purchase=purchase.pk)
            yield purchase.customer_id or 0, item


def _appointments(scope: Scope, today: date) -> Iterator[tuple[int, Item]]:
    if scope.source:
        return
    rows = Appointment.objects.filter(
        state=AppointmentState.BOOKED.value, on__gte=today
    ).select_related("thing")
    for one in rows[:MOST_ROWS]:
        texts = [one.what, one.thing.name if one.thing else ""]
        if scope.names(*texts) and scope.holds(one.on):
            yield one.customer_id, Item("appointment", one.what or texts[1], one.on)


def _services(scope: Scope, today: date) -> Iterator[tuple[int, Item]]:
    """Services that fall due are no word of ours: they count where the thing itself is named."""
    if scope.source or not scope.words:
        return
    first = scope.from_on or today
    last = scope.to_on or first + timedelta(days=SERVICES_AHEAD_DAYS)
    for one in due_things(first, last):
        if scope.names(one.name):
            yield one.customer_id, Item("service", one.name, one.due_on)


def _lines(prefix: str = "") -> Prefetch[Any]:
    return Prefetch(f"{prefix}lines", Line.objects.order_by("position"))


def _texts(purchase: Purchase) -> list[str]:
    return [
        text
        for line in purchase.lines.all()
        for text in (line.name, line.sku, line.category, line.supplier)
        if text
    ]


# --- what came of it ---


def notice_list(today: date) -> NoticeList:
    """Every notice of a year with its figures, the latest first."""
    since = datetime.combine(today - timedelta(days=FIGURES_DAYS), datetime.min.time(), UTC)
    notices = list(Notice.objects.filter(known_at__gte=since).select_related("begun_by"))
    people: dict[int, list[Heard]] = defaultdict(list)
    for row in _heard([notice.pk for notice in notices]):
        people[row[0]].append(row[1])
    first = min((notice.known_at.date() for notice in notices), default=today)
    hours = open_hours(first, today)
    whole = clock_of((one for some in people.values() for one in some), hours)
    return NoticeList(
        rows=[NoticeRow(notice, clock_of(people[notice.pk], hours)) for notice in notices],
        clock=whole,
        clock_words=clock_words(whole),
    )


def notice_page(notice: Notice, today: date) -> NoticePage:
    contacts = list(
        notice.contacts.select_related("customer", "told_by").order_by("customer__name", "pk")
    )
    ways = ways_in([contact.customer for contact in contacts])
    rows = [_row(contact, ways_to_tell(ways[contact.customer_id]), ways) for contact in contacts]
    rows.sort(key=lambda row: not row.is_waiting)
    hours = open_hours(notice.known_at.date(), today)
    clock = clock_of((_of(contact, notice.known_at) for contact in _counted(contacts)), hours)
    return NoticePage(notice, rows, clock, clock_words(clock))


def _row(contact: NoticeContact, to_tell: list[Channel], ways: dict[int, Any]) -> ContactRow:
    theirs = ways[contact.customer_id]
    taps = [one_tap(way, address_for(way, theirs), words="") for way in to_tell]
    return ContactRow(
        contact=contact,
        items=[_item(one) for one in contact.affected],
        ways=to_tell,
        taps=[tap for tap in taps if tap.url][:2],
    )


def _item(told: dict[str, Any]) -> Item:
    day = told.get("day")
    return Item(
        str(told.get("kind", "")),
        str(told.get("words", "")),
        date.fromisoformat(day) if day else None,
        told.get("promise"),
        told.get("purchase"),
    )


def _counted(contacts: Iterable[NoticeContact]) -> list[NoticeContact]:
    return [contact for contact in contacts if not contact.spared_because]


def _of(contact: NoticeContact, known_at: datetime) -> Heard:
    return Heard(known_at, contact.told_at, contact.asked_first_at)


def _heard(ids: list[int]) -> Iterator[tuple[int, Heard]]:
    rows = NoticeContact.objects.filter(notice__in=ids, spared_because="").order_by("pk")
    columns = ("notice_id", "notice__known_at", "told_at", "asked_first_at")
    for pk, known_at, told_at, asked in rows.values_list(*columns):
        yield pk, Heard(known_at, told_at, asked)


def open_hours(first: date, last: date) -> OpenHours:
    """When somebody here speaks to people: the hours and open days that the manners say."""
    manners = the_manners()
    country = Shop.objects.filter(pk=Shop.ONLY).values_list("country", flat=True).first() or ""
    days = open_days_of(manners, country, first - timedelta(days=1), last + timedelta(days=1))
    return OpenHours(shop_zone(), manners.writes_from, manners.writes_until, days)


def clock_words(clock: Clock) -> list[str]:
    """The figures in sentences; none where nobody has heard it yet."""
    said = []
    if clock.share_told_first is not None:
        told = ngettext(
            "%(n)d of %(of)d heard it from you before they asked.",
            "%(n)d of %(of)d heard it from you before they asked.",
            clock.settled,
        )
        said.append(told % {"n": clock.told_first, "of": clock.settled})
    if clock.median_hours is not None and clock.median_open_hours is not None:
        took = {
            "plain": hours_words(clock.median_hours),
            "open": hours_words(clock.median_open_hours),
        }
        middle = gettext("From knowing to telling: %(plain)s, in opening hours %(open)s.")
        said.append(middle % took)
    return said


def hours_words(hours: float) -> str:
    """40 minutes, 5 hours, 3 days."""
    if hours < 1:
        minutes = round(hours * 60)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if hours < MANY_HOURS:
        whole = round(hours)
        return ngettext("%(n)d hour", "%(n)d hours", whole) % {"n": whole}
    days = round(hours / 24)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def sources_of_orders() -> list[str]:
    """The tools from which orders came, for the choice."""
    rows = Purchase.objects.exclude(source="").order_by("source").values_list("source", flat=True)
    return list(rows.distinct()[:30])
