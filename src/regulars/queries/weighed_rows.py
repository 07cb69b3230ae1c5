"""What the database holds of customers who are weighed, for many at once.

The hand-over asks all of this each time a few messages leave (queries/manners.py), so each query
is made into SQL once.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models import Case, F, Func, Q, Value, When

from regulars.models import (
    Attempt,
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
NOT_GONE = tuple(state.value for state in MessageState if state.value not in GONE)
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
CHANNELS = Given("channels", models.CharField())
NEVER = Given("never", models.DateTimeField())
ADDRESSES = Given("addresses", models.CharField())

Row = TypeVar("Row", bound=models.Model)


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


MANNERS, SHOP = map(_names, (Manners, Shop))


class CustomerRow(NamedTuple):
    """What weighing asks of a customer: a row of it costs a fortieth of a model's instance."""

    pk: int
    name: str
    company: str
    street: str
    postcode: str
    city: str
    country: str
    preferred_channel: str
    pause_reason: str
    paused_until_on: date | None
    limit: int | None  # how often a month they want to hear from us at most, if they said so


class MessageRow(NamedTuple):
    """What weighing asks of a message, and who holds it."""

    pk: int
    customer_id: int | None
    rule: str
    occurrence: str
    channel: str
    purpose: str
    state: str
    to_address: str
    due_at: datetime
    use_by_at: datetime | None
    moved_from_at: datetime | None
    created_at: datetime | None
    owner: str
    fence: int


class ToSend(NamedTuple):
    """A message that was taken to be sent: its words, and what else a parcel tells."""

    pk: int
    owner: str
    fence: int
    customer_id: int | None
    message_id: str
    to_address: str
    subject: str
    body: str
    purpose: str
    language: str
    customer_name: str | None
    signer_name: str | None
    answers_id: str | None  # the Message-ID of what they wrote


def _as_rows(model: type[Row], names: Collection[str], found: Iterable[Iterable[Any]]) -> list[Row]:
    return [model.from_db(connection.alias, names, list(row)) for row in found]


def _number(rows: "models.QuerySet[Any]") -> "models.QuerySet[Any, Any]":
    """How many there are, as a list of one row. No Count(), which would group them."""
    counted = Func(function="COUNT", template="COUNT(*)", output_field=models.IntegerField())
    return rows.order_by().values_list(counted)


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
    # Told what they are not, SQLite looks at those of today, and not at all that ever left.
    gone = Message.objects.filter(handed_at__gte=SINCE).exclude(state__in=NOT_GONE)
    return Prepared(_number(gone.exclude(channel=Channel.POST.value)))


def manners_row() -> Manners | None:
    return next(iter(_as_rows(Manners, MANNERS, _manners().rows())), None)


def shop_row() -> Shop | None:
    return next(iter(_as_rows(Shop, SHOP, _shop().rows())), None)


def closures(first: date, last: date) -> list[tuple[Any, ...]]:
    """From, to."""
    return _closures().rows(first=first, last=last)


def sent_since(moment: datetime) -> int:
    """How many messages have gone out, but for letters."""
    [(number,)] = _sent_since().ask(since=moment)
    return int(number)


# --- customers ---


@cache
def _customers(*, is_locked: bool) -> Prepared:
    customers = Customer.objects.annotate(limit=F("contact_limit__most_a_month"))
    if is_locked:
        customers = customers.select_for_update(of=("self",), no_key=True)
    rows = customers.filter(pk__in=IDS).order_by("pk")
    return Prepared(rows.values_list(*CustomerRow._fields))


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
        customer__in=IDS, happened_at__gt=SINCE, outcome__in=HEARD
    ).order_by()
    talks = talks.exclude(message__gt=0)  # message=None would go through all of those
    told = ("customer_id", "happened_at", "channel", "purpose", "direction", "outcome")
    return Prepared(talks.values_list(*told))


@cache
def _invented() -> Prepared:
    sample = ImportBatch.objects.filter(kind=BatchKind.SAMPLE.value, customers__in=IDS)
    return Prepared(sample.order_by().values_list("customers"))


COMPLAINING, LET_DOWN = 1, 2


@cache
def _waiting_for_us() -> Prepared:
    """Who has complained; and late follow-ups, worries and promises, and bad news that they have
    not heard from us."""
    late = {"customer__in": IDS, "state": OPEN, "due_on__lt": TODAY}
    let_down = (
        Touch.objects.filter(rule__in=WAITED_FOR, **late),
        Concern.objects.filter(**late),
        Promise.objects.filter(**late),
        NoticeContact.objects.waiting().filter(customer__in=IDS),
    )
    complaints = _told(Complaint.objects.pausing().filter(customer__in=IDS), COMPLAINING)
    return Prepared(complaints.union(*(_told(rows, LET_DOWN) for rows in let_down), all=True))


def _told(rows: "models.QuerySet[Any]", which: int) -> "models.QuerySet[Any, Any]":
    told: models.QuerySet[Any, Any] = rows.order_by().values_list(Value(which), "customer_id")
    return told


@cache
def _suppressed() -> Prepared:
    every = [channel.value for channel in Channel]  # its index begins with the channel
    closed = Suppression.objects.filter(channel__in=every, address__in=ADDRESSES, lifted_at=None)
    return Prepared(closed.order_by().values_list("channel", "address"))


def customers_of(ids: Iterable[int], *, is_locked: bool = False) -> dict[int, CustomerRow]:
    """By number. The lock is a statement of its own: what is read after it sees what it waited
    for."""
    found = map(CustomerRow._make, _customers(is_locked=is_locked).rows(ids=list(ids)))
    return {one.pk: one for one in found}


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


def waiting_for_us(ids: Iterable[int], today: date) -> tuple[set[int], set[int]]:
    """Who has a complaint open; and to whom something promised is late, or bad news untold, so
    that nothing is asked of them."""
    found = _waiting_for_us().ask(ids=list(ids), today=today)
    complaining = {pk for which, pk in found if which == COMPLAINING}
    return complaining, {pk for which, pk in found if which == LET_DOWN}


def suppressed_among(addresses: Iterable[str]) -> frozenset[tuple[Channel, str]]:
    found = _suppressed().ask(addresses=list(set(addresses) - {""}))
    return frozenset((Channel(channel), address) for channel, address in found)


# --- messages ---

CONTACT = ("pk", "customer_id", "state", "channel", "purpose", "handed_at", "accepted_at")


@cache
def _gone_or_due() -> Prepared:
    # Their states are looked at afterwards: SQLite would go through all messages of a state.
    is_lately = Q(handed_at=None) | Q(handed_at__gt=SINCE) | Q(due_at__gt=SINCE)
    rows = Message.objects.filter(is_lately, customer__in=IDS).order_by()
    return Prepared(rows.values_list(*CONTACT, "due_at"))


@cache
def _messages_locked() -> Prepared:
    rows = Message.objects.select_for_update(no_key=True, of=("self",))
    return Prepared(rows.filter(pk__in=IDS).order_by("pk").values_list(*MessageRow._fields))


def due_messages(channel: Any, at: Any, never: Any) -> "models.QuerySet[Message]":
    """What could leave by this channel, if nothing stands in the way. A next try after `never` was
    written under a clock that ran ahead."""
    is_next = Q(next_try_at=None) | Q(next_try_at__lte=at) | Q(next_try_at__gt=never)
    return Message.objects.filter(
        is_next, state=MessageState.PLANNED.value, channel=channel, due_at__lte=at
    )


@cache
def _to_send() -> Prepared:
    first = Case(When(purpose=Purpose.NOTICE.value, then=Value(0)), default=Value(1))
    rows = due_messages(CHANNEL, AT, NEVER).select_for_update(
        skip_locked=True, of=("self",), no_key=True
    )
    told = {"customer_name": "customer__name", "signer_name": "signed_by__display_name"}
    told["answers_id"] = "reply_to__message_id"
    rows = rows.order_by(first, "due_at", "pk").annotate(
        **{name: F(column) for name, column in told.items()}
    )
    return Prepared(rows.values_list(*ToSend._fields), is_limited=True)


@cache
def _about_to_leave() -> Prepared:
    rows = Message.objects.filter(state=MessageState.CLAIMED.value, channel__in=CHANNELS)
    return Prepared(_number(rows))


@cache
def _tried() -> Prepared:
    rows = Attempt.objects.filter(
        message__channel__in=CHANNELS, handed_at__gt=SINCE, handed_at__lte=AT
    )
    return Prepared(_number(rows))


@cache
def _claims_locked() -> Prepared:
    rows = Message.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=IDS)
    return Prepared(rows.order_by("pk").values_list("pk", "customer_id", "owner", "fence", "state"))


def messages_to_send(channel: Channel, at: datetime, most: int, *, never: datetime) -> list[ToSend]:
    """Notices first, locked until the commit; what others hold is left to them."""
    told = {"channel": channel.value, "at": at, "never": never, "most": most}
    return [ToSend._make(row) for row in _to_send().rows(**told)]


def number_about_to_leave(channels: Collection[str]) -> int:
    """How many messages of these channels are claimed."""
    [(number,)] = _about_to_leave().ask(channels=list(channels))
    return int(number)


def number_tried(channels: Collection[str], after: datetime, until: datetime) -> int:
    """How many were handed over by these channels in that time."""
    told = {"channels": list(channels), "since": after, "at": until}
    [(number,)] = _tried().ask(**told)
    return int(number)


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
    found = []
    for *cells, due_at in _gone_or_due().rows(ids=list(ids), since=at - YEAR):
        row = dict(zip(CONTACT, cells, strict=True))
        is_due = row["state"] in WAITING and due_at <= at
        is_late = row["handed_at"] is not None and row["handed_at"] <= at - YEAR
        if is_due or (row["state"] in GONE and not is_late):
            found.append(row)
    return found


def messages_locked(ids: Iterable[int]) -> dict[int, MessageRow]:
    """As they are now, held still until the commit. Inside a transaction."""
    found = map(MessageRow._make, _messages_locked().rows(ids=list(ids)))
    return {one.pk: one for one in found}
