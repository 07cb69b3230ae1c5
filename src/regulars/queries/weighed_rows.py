"""What the database holds of customers who are weighed, for many at once.

The hand-over asks all of this each time a few messages leave (queries/manners.py), so each query
is made into SQL once.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Case, Count, F, Q, Value, When

from regulars.models import (
    Closure,
    Complaint,
    Concern,
    Consent,
    ContactPoint,
    Customer,
    DeliveryReport,
    ImportBatch,
    Interaction,
    Manners,
    Message,
    NoticeContact,
    Promise,
    Shop,
    Suppression,
    Touch,
)
from regulars.queries.prepared import Given, Prepared
from regulars.rules.channels import Channel
from regulars.rules.kinds import BatchKind, OpenState, Outcome, TouchRule
from regulars.rules.messages import GONE_OUT, MessageState, Purpose

YEAR = timedelta(days=365)  # as long a gift is remembered
HEARD = (Outcome.REACHED.value, Outcome.SENT.value, Outcome.LEFT_MESSAGE.value)
WAITING = (MessageState.PLANNED.value, MessageState.CLAIMED.value)
GONE = tuple(state.value for state in GONE_OUT if state is not MessageState.BOUNCED)
WAITED_FOR = (
    TouchRule.FOLLOW_UP.value,
    TouchRule.ANSWER.value,
    TouchRule.COMPLAINT.value,
    TouchRule.CHECK_BACK.value,
)
OPEN = OpenState.OPEN.value
IDS = Given("ids", models.BigIntegerField())
SINCE, AT = Given("since", models.DateTimeField()), Given("at", models.DateTimeField())
TODAY = Given("today", models.DateField())
FIRST, LAST = Given("first", models.DateField()), Given("last", models.DateField())
CHANNEL = Given("channel", models.CharField())
NEVER = Given("never", models.DateTimeField())
ADDRESSES = Given("addresses", models.CharField())

Row = TypeVar("Row", bound=models.Model)


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


MANNERS, SHOP, CUSTOMER, MESSAGE = map(_names, (Manners, Shop, Customer, Message))


def _as_rows(model: type[Row], names: Collection[str], found: Iterable[Iterable[Any]]) -> list[Row]:
    return [model.from_db(connection.alias, names, list(row)) for row in found]


# --- the house ---


@cache
def _manners() -> Prepared:
    return Prepared(Manners.objects.filter(pk=Manners.ONLY).values_list(*MANNERS))


@cache
def _shop() -> Prepared:
    return Prepared(Shop.objects.filter(pk=Shop.ONLY).values_list(*SHOP))


@cache
def _closures() -> Prepared:
    rows = Closure.objects.filter(from_on__lte=LAST, to_on__gte=FIRST).order_by()
    return Prepared(rows.values_list("from_on", "to_on"))


@cache
def _sent_since() -> Prepared:
    gone = Message.objects.filter(handed_at__gte=SINCE, state__in=GONE)
    channels = gone.exclude(channel=Channel.POST.value).order_by().values("channel")
    return Prepared(channels.annotate(number=Count("pk")).values_list("number"))


def manners_row() -> Manners | None:
    return next(iter(_as_rows(Manners, MANNERS, _manners().rows())), None)


def shop_row() -> Shop | None:
    return next(iter(_as_rows(Shop, SHOP, _shop().rows())), None)


def closures(first: date, last: date) -> list[tuple[Any, ...]]:
    """From, to."""
    return _closures().rows(first=first, last=last)


def sent_since(moment: datetime) -> int:
    """How many messages have gone out, but for letters."""
    return sum(number for (number,) in _sent_since().ask(since=moment))


# --- customers ---


@cache
def _customers(*, is_locked: bool) -> Prepared:
    customers = Customer.objects.annotate(limit=F("contact_limit__most_a_month"))
    if is_locked:
        customers = customers.select_for_update(of=("self",), no_key=True)
    rows = customers.filter(pk__in=IDS).order_by("pk")
    return Prepared(rows.values_list(*CUSTOMER, "limit"))


@cache
def _points() -> Prepared:
    points = ContactPoint.objects.filter(customer__in=IDS).order_by("position", "pk")
    return Prepared(points.values_list("customer_id", "kind", "value"))


@cache
def _answers() -> Prepared:
    said = Consent.objects.filter(customer__in=IDS).order_by("answered_at", "pk")
    return Prepared(said.values_list("customer_id", "channel", "topic", "is_given", "batch"))


@cache
def _talks() -> Prepared:
    talks = Interaction.objects.filter(
        customer__in=IDS, message=None, happened_at__gt=SINCE, outcome__in=HEARD
    ).order_by()
    told = ("customer_id", "happened_at", "channel", "purpose", "direction", "outcome")
    return Prepared(talks.values_list(*told))


@cache
def _invented() -> Prepared:
    sample = ImportBatch.objects.filter(kind=BatchKind.SAMPLE.value, customers__in=IDS)
    return Prepared(sample.order_by().values_list("customers"))


@cache
def _complaints() -> Prepared:
    complaints = Complaint.objects.pausing().filter(customer__in=IDS)
    return Prepared(complaints.order_by().values_list("customer_id"))


@cache
def _let_down() -> Prepared:
    """Late follow-ups, worries and promises, and bad news that they have not heard from us."""
    late = {"customer__in": IDS, "state": OPEN, "due_on__lt": TODAY}
    found = (
        Concern.objects.filter(**late),
        Promise.objects.filter(**late),
        NoticeContact.objects.waiting().filter(customer__in=IDS),
    )
    owed = Touch.objects.filter(rule__in=WAITED_FOR, **late).order_by().values_list("customer_id")
    return Prepared(owed.union(*(rows.order_by().values_list("customer_id") for rows in found)))


@cache
def _suppressed() -> Prepared:
    closed = Suppression.objects.filter(address__in=ADDRESSES, lifted_at=None)
    return Prepared(closed.order_by().values_list("channel", "address"))


def customers_of(ids: Iterable[int], *, is_locked: bool = False) -> dict[int, Any]:
    """And how often a month each wants to hear from us at most, if they said so: `limit`.

    The lock is a statement of its own: what is read after it sees what it waited for.
    """
    found = {}
    for *values, limit in _customers(is_locked=is_locked).rows(ids=list(ids)):
        [customer] = _as_rows(Customer, CUSTOMER, [values])
        found[customer.pk] = customer
        setattr(customer, "limit", limit)  # noqa: B010  # no column of theirs
    return found


def points_of(ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """By which addresses these customers can be reached, the first one first: whose, of which
    kind, and the address."""
    return _points().ask(ids=list(ids))


def answers_of_all(ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """Whose, by which channel and about what, yes or no, and by which import; the latest last."""
    return _answers().rows(ids=list(ids))


def talks_of(ids: Iterable[int], at: datetime) -> list[tuple[Any, ...]]:
    """Whose, when, by which channel, what for, in which direction, how it ended."""
    return _talks().rows(ids=list(ids), since=at - YEAR)


def invented_among(ids: Iterable[int]) -> set[int]:
    """People of the sample business: nothing leaves the house to them, for their addresses may be
    somebody's."""
    ids = list(ids)
    return {pk for (pk,) in _invented().ask(ids=ids)} & set(ids)


def complaining_among(ids: Iterable[int]) -> set[int]:
    return {pk for (pk,) in _complaints().ask(ids=list(ids))}


def let_down_among(ids: Iterable[int], today: date) -> set[int]:
    """To whom something promised is late, or bad news untold: nothing is asked of them."""
    return {pk for (pk,) in _let_down().ask(ids=list(ids), today=today)}


def suppressed_among(addresses: Iterable[str]) -> frozenset[tuple[Channel, str]]:
    found = _suppressed().ask(addresses=list(set(addresses) - {""}))
    return frozenset((Channel(channel), address) for channel, address in found)


# --- messages ---

CONTACT = ("pk", "customer_id", "state", "channel", "purpose", "handed_at", "accepted_at")


@cache
def _gone_or_due() -> Prepared:
    rows = Message.objects.filter(customer__in=IDS).filter(
        Q(state__in=GONE, handed_at__gt=SINCE)
        | Q(state__in=GONE, handed_at=None)
        | Q(state__in=WAITING, due_at__lte=AT)
    )
    return Prepared(rows.order_by().values_list(*CONTACT))


@cache
def _messages_locked() -> Prepared:
    rows = Message.objects.select_for_update(no_key=True, of=("self",))
    return Prepared(rows.filter(pk__in=IDS).order_by("pk").values_list(*MESSAGE))


def due_messages(channel: Any, at: Any, never: Any) -> "models.QuerySet[Message]":
    """What could leave by this channel, if nothing stands in the way. A next try after `never` was
    written under a clock that ran ahead."""
    is_next = Q(next_try_at=None) | Q(next_try_at__lte=at) | Q(next_try_at__gt=never)
    return Message.objects.filter(
        is_next, state=MessageState.PLANNED.value, channel=channel, due_at__lte=at
    )


@lru_cache(maxsize=64)
def _to_send(most: int) -> Prepared:
    first = Case(When(purpose=Purpose.NOTICE.value, then=Value(0)), default=Value(1))
    rows = due_messages(CHANNEL, AT, NEVER).select_for_update(
        skip_locked=True, of=("self",), no_key=True
    )
    return Prepared(rows.order_by(first, "due_at", "pk").values_list(*MESSAGE)[:most])


@cache
def _claims_locked() -> Prepared:
    rows = Message.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=IDS)
    return Prepared(rows.order_by("pk").values_list("pk", "customer_id", "owner", "fence", "state"))


def messages_to_send(
    channel: Channel, at: datetime, most: int, *, never: datetime
) -> list[Message]:
    """Notices first, locked until the commit; what others hold is left to them."""
    told = {"channel": channel.value, "at": at, "never": never}
    return _as_rows(Message, MESSAGE, _to_send(most).rows(**told))


def claims_locked(ids: Iterable[int]) -> dict[int, tuple[int | None, str, int, str]]:
    """Of each message whose it is, who holds it by which fence, and its state, until the commit."""
    return {pk: (whose, *held) for pk, whose, *held in _claims_locked().ask(ids=list(ids))}


@cache
def _unmatched() -> Prepared:
    return Prepared(DeliveryReport.objects.filter(message=None).order_by().values_list("pk")[:1])


def has_unmatched_reports() -> bool:
    """Whether a report waits for a message that is not known to have left."""
    return bool(_unmatched().ask())


def gone_or_due(ids: Iterable[int], at: datetime) -> list[dict[str, Any]]:
    """What has gone out to these customers within a year, and what else is due now."""
    rows = _gone_or_due().rows(ids=list(ids), since=at - YEAR, at=at)
    return [dict(zip(CONTACT, row, strict=True)) for row in rows]


def messages_locked(ids: Iterable[int]) -> dict[int, Message]:
    """As they are now, held still until the commit. Inside a transaction."""
    rows = _as_rows(Message, MESSAGE, _messages_locked().rows(ids=list(ids)))
    return {one.pk: one for one in rows}
