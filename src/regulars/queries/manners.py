"""Everything that weighing a contact needs, read afresh: also inside the hand-over transaction.

    bounds = bounds_at(at)                      # once for a batch
    verdict = weigh_message(message, at, bounds=bounds)

`weigh_message` locks the customer's row, and whoever records a no, a complaint or a pause locks it
too. So what is handed over was allowed when it was committed (S11, S12), and two messages to one
person are weighed one after the other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncDate

from regulars.models import (
    Customer,
    Interaction,
    Manners,
    Message,
    Touch,
)
from regulars.queries.chats import chat_open_until
from regulars.queries.open_days import open_days_of
from regulars.queries.ways_in import postal_address
from regulars.queries.weighed_rows import (
    WAITING,
    CustomerRow,
    MessageRow,
    answers_of_all,
    customers_of,
    gone_or_due,
    manners_row,
    points_of,
    sent_since,
    shop_row,
    suppressed_among,
    talks_of,
    waiting_for_us,
)
from regulars.rules.channels import Channel
from regulars.rules.consents import Answer, Standing, said_of, standing
from regulars.rules.kinds import (
    ContactKind,
    Direction,
    OpenState,
    Outcome,
    PauseReason,
    TouchRule,
)
from regulars.rules.manners import (
    FARTHEST,
    Bounds,
    Contact,
    Facts,
    Load,
    Pause,
    Verdict,
    Wanted,
    weigh,
)
from regulars.rules.messages import How, MessageState, Purpose, Topic
from regulars.rules.moments import instant_of
from regulars.rules.open_days import OpenDays
from regulars.rules.reach import WaysIn, address_for
from regulars.rules.surveys import AGAIN
from regulars.rules.zones import zones_for

Points = Iterable[tuple[Any, ...]]  # of queries.weighed_rows.points_of
ARRIVED = frozenset({MessageState.ACCEPTED.value, MessageState.DELIVERED.value})


def the_manners() -> Manners:
    """What the owner decided, or what holds until then."""
    return manners_row() or Manners(quiet_weekdays=[6])


def bounds_at(at: datetime) -> Bounds:
    """The owner's decisions for weighing, as they stand now. Three queries."""
    manners = the_manners()
    shop = shop_row()
    zone = ZoneInfo(shop.time_zone if shop else "UTC")
    today = at.astimezone(zone).date()
    days = open_days_of(
        manners,
        shop.country if shop else "",
        today - timedelta(days=2),
        today + FARTHEST + timedelta(days=400),
    )
    return Bounds(
        shop_zone=zone,
        writes_from=manners.writes_from,
        writes_until=manners.writes_until,
        days=days,
        most_a_week=manners.most_a_week,
        most_a_month=manners.most_a_month,
        gives_before_ask=manners.gives_before_ask,
        calls_a_day=manners.calls_a_day,
        messages_a_day=manners.messages_a_day,
        is_paused=manners.is_paused,
        is_held=bool(shop and shop.is_sending_held),
    )


def open_days_between(first: date, last: date) -> OpenDays:
    """The open days of the business, right between these two dates. Three queries."""
    shop = shop_row()
    return open_days_of(the_manners(), shop.country if shop else "", first, last)


# --- the two that callers use ---


def weigh_message(message: Message, at: datetime, *, bounds: Bounds | None = None) -> Verdict:
    """What becomes of a message at that moment. Inside a transaction; locks the customer's row.

    The message must have a customer: one of somebody erased has no way out of the house.
    """
    assert message.customer_id is not None
    channel = Channel(message.channel)
    facts = facts_for(
        message.customer_id, at=at, channel=channel, message=message, bounds=bounds, is_locked=True
    )
    return weigh(wanted_of(message), facts, at)


def wanted_of(message: Message | MessageRow) -> Wanted:
    """A message as rules/manners.py weighs it."""
    return Wanted(
        purpose=Purpose(message.purpose),
        channel=Channel(message.channel),
        due_at=first_due_at(message),
        use_by_at=message.use_by_at,
        address=message.to_address,
        is_reminder=message.rule == TouchRule.SURVEY and message.occurrence.endswith(AGAIN),
    )


def first_due_at(message: Message | MessageRow) -> datetime:
    """When it was first meant to go, however often it was moved."""
    first = min(filter(None, (message.due_at, message.moved_from_at)))
    return max(first, message.created_at) if message.created_at else first


def facts_for(
    customer_id: int,
    *,
    at: datetime,
    channel: Channel,
    message: Message | None = None,
    touch: Touch | None = None,
    bounds: Bounds | None = None,
    is_locked: bool = False,
) -> Facts:
    """What is known of one customer and of the day. Ten queries, without the bounds.

    `message` and `touch` are those that are weighed, and not counted. `is_locked` needs a
    transaction. Raises Customer.DoesNotExist.
    """
    asked = {customer_id: message}
    found = facts_for_all(
        asked, at=at, channel=channel, touch=touch, bounds=bounds, is_locked=is_locked
    )
    if customer_id not in found:
        raise Customer.DoesNotExist
    return found[customer_id]


def facts_for_all(
    asked: Mapping[int, Message | MessageRow | None],
    *,
    at: datetime,
    channel: Channel,
    touch: Touch | None = None,
    bounds: Bounds | None = None,
    is_locked: bool = False,
    points: Points | None = None,
    load: Load | None = None,
) -> dict[int, Facts]:
    """The same for many customers, each with the message that is weighed, in as many queries.
    `points` and `load` are given by whoever read them already, in this transaction."""
    bounds = bounds or bounds_at(at)
    customers = customers_of(asked, is_locked=is_locked)
    ways = _ways(customers, points_of(customers) if points is None else points)
    answers = _answers(customers)
    talks = _talks(customers, at)
    messages = _messages(customers, at)
    today = at.astimezone(bounds.shop_zone).date()
    complaining, let_down = waiting_for_us(customers, today)
    addresses = {pk: {one: address_for(one, ways[pk]) for one in Channel} for pk in customers}
    told = [one.to_address for one in asked.values() if one is not None]
    suppressed = suppressed_among([*chain(*(of.values() for of in addresses.values())), *told])
    load = load_at(at, channel, bounds, touch=touch) if load is None else load
    facts = {}
    for pk, customer in customers.items():
        contacts, used = talks[pk]
        sent, waiting = _apart(messages[pk], at, asked[pk])
        limit = bounds.most_a_month if customer.limit is None else customer.limit
        is_less = limit < bounds.most_a_month
        facts[pk] = Facts(
            bounds=replace(bounds, most_a_month=limit) if is_less else bounds,
            zones=zones_for(
                country=customer.country, phones=ways[pk].phones, shop=bounds.shop_zone
            ),
            contacts=(*contacts, *sent),
            waiting=waiting,
            answers=answers[pk],
            addresses=addresses[pk],
            chats=_chats(customer, used, answers[pk]),
            chat_open_until=chat_open_until(pk) if channel is Channel.WHATSAPP else None,
            suppressed=suppressed,
            pause=_pause(customer),
            has_complaint=pk in complaining,
            is_let_down=pk in let_down,
            load=load,
        )
    return facts


def _chats(customer: CustomerRow, used: set[Channel], answers: Standing) -> frozenset[Channel]:
    is_open = (
        Channel.WHATSAPP in used
        or said_of(Channel.WHATSAPP, Topic.CARE, answers) is True
        or customer.preferred_channel == Channel.WHATSAPP.value
    )
    return frozenset({Channel.WHATSAPP}) if is_open else frozenset()


# --- its parts ---


def _ways(
    customers: Mapping[int, CustomerRow], points: Iterable[tuple[Any, ...]]
) -> dict[int, WaysIn]:
    values: dict[tuple[int, str], list[str]] = defaultdict(list)
    for whose, kind, value in points:
        values[whose, kind].append(value)
    return {
        pk: WaysIn(
            phones=values[pk, ContactKind.PHONE.value],
            emails=values[pk, ContactKind.EMAIL.value],
            profiles=values[pk, ContactKind.PROFILE.value],
            address=postal_address(customer),
        )
        for pk, customer in customers.items()
    }


def answers_of(customer_id: int) -> Standing:
    """What the person said last, by channel and topic."""
    return _answers([customer_id])[customer_id]


def _answers(ids: Collection[int]) -> dict[int, Standing]:
    said: dict[int, list[Answer]] = {pk: [] for pk in ids}
    for whose, channel, topic, is_given, batch in answers_of_all(ids):
        about = Topic(topic) if topic else None
        said[whose].append(Answer(Channel(channel), about, is_given, batch is not None))
    return {pk: standing(answers) for pk, answers in said.items()}


def _talks(ids: Collection[int], at: datetime) -> dict[int, tuple[list[Contact], set[Channel]]]:
    """What people here did (messages are counted as such), and by which channels they talked."""
    found: dict[int, tuple[list[Contact], set[Channel]]] = {pk: ([], set()) for pk in ids}
    for whose, happened_at, told, purpose, direction, outcome in talks_of(ids, at):
        contacts, used = found[whose]
        channel = Channel(told)
        if direction == Direction.INCOMING.value or outcome == Outcome.REACHED.value:
            used.add(channel)  # they wrote or answered there; what we sent opens nothing
        if direction == Direction.OUTGOING.value:
            contacts.append(Contact(happened_at, channel, Purpose(purpose) if purpose else None))
    return found


def _messages(ids: Collection[int], at: datetime) -> dict[int, list[dict[str, Any]]]:
    """What has gone out, and what else is due now."""
    found: dict[int, list[dict[str, Any]]] = {pk: [] for pk in ids}
    for row in gone_or_due(ids, at):
        found[row["customer_id"]].append(row)
    return found


def _apart(
    rows: Iterable[Mapping[str, Any]], at: datetime, message: Message | MessageRow | None
) -> tuple[list[Contact], tuple[Purpose, ...]]:
    sent, waiting = [], []
    for row in rows:
        if message is not None and row["pk"] == message.pk:
            continue
        purpose = Purpose(row["purpose"])
        if row["state"] in WAITING:
            waiting.append(purpose)
            continue
        moment = row["handed_at"] or row["accepted_at"] or at
        sent.append(Contact(moment, Channel(row["channel"]), purpose, row["state"] in ARRIVED))
    return sent, tuple(waiting)


def _pause(customer: CustomerRow) -> Pause | None:
    if not customer.pause_reason:
        return None
    has_died = customer.pause_reason == PauseReason.DIED.value
    return Pause(None if has_died else customer.paused_until_on, is_for_ever=has_died)


def load_at(at: datetime, channel: Channel, bounds: Bounds, *, touch: Touch | None = None) -> Load:
    """What this day holds, and the next ones where this one is full."""
    today = at.astimezone(bounds.shop_zone).date()
    if channel is Channel.PHONE:
        return Load(calls=_calls(today, bounds, touch))
    begins = instant_of(today, datetime.min.time(), bounds.shop_zone)
    sent = sent_since(begins)
    messages = {today: sent}
    if sent >= bounds.messages_a_day:
        messages |= _planned(today, bounds)
    return Load(messages=messages)


def _planned(today: date, bounds: Bounds) -> dict[date, int]:
    begins = instant_of(today + timedelta(days=1), datetime.min.time(), bounds.shop_zone)
    days = (
        Message.objects.filter(state=MessageState.PLANNED.value, due_at__gte=begins)
        .exclude(channel=Channel.POST.value)
        .annotate(day=TruncDate("due_at", tzinfo=bounds.shop_zone))
        .order_by()
        .values_list("day")
        .annotate(number=Count("pk"))
    )
    return dict(days)


def _calls(today: date, bounds: Bounds, touch: Touch | None) -> dict[date, int]:
    """Calls that were made today and those that wait for a person, by day."""
    begins = instant_of(today, datetime.min.time(), bounds.shop_zone)
    made = Interaction.objects.filter(
        happened_at__gte=begins.astimezone(UTC),
        channel=Channel.PHONE.value,
        direction=Direction.OUTGOING.value,
    ).count()
    open_calls = Touch.objects.filter(
        state=OpenState.OPEN.value, how=How.TASK.value, channel=Channel.PHONE.value
    )
    if touch is not None:
        open_calls = open_calls.exclude(pk=touch.pk)
    calls = {today: made}
    days = open_calls.order_by().values_list("due_on").annotate(number=Count("pk"))
    for day, number in days:
        on = max(day, today)
        calls[on] = calls.get(on, 0) + number
    return calls
