"""One customer's page: who this is, what we know, what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from regulars.models import (
    Appointment,
    Cause,
    Complaint,
    Concern,
    Connection,
    Consent,
    ContactPoint,
    Customer,
    CustomField,
    CustomValue,
    DoubtfulPair,
    Fact,
    Interaction,
    Merge,
    Promise,
    Purchase,
    Refund,
    Rhythm,
    ServiceOffer,
    Tag,
    Thing,
    Touch,
    Wish,
)
from regulars.queries.appointments import booked_of
from regulars.queries.customer_holdings import Holdings, holdings_of
from regulars.queries.customers import paid_by, rhythm_of
from regulars.queries.leap_days import leap_day_for
from regulars.queries.paused import is_paused
from regulars.queries.profiles import profiles_of
from regulars.queries.promises import PromisesToOne, promises_to
from regulars.queries.rhythms import long_sentence, resting_sentence, stage_of
from regulars.queries.strips import Strip, strip_for
from regulars.queries.things import OwnedThing, things_of
from regulars.queries.ways_in import ways_in
from regulars.queries.what_else import ToAsk, to_ask
from regulars.rules.channels import Channel
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import FactKind, FactState, OpenState, PairState
from regulars.rules.merging import UNDO_DAYS
from regulars.rules.messages import Topic
from regulars.rules.one_tap import one_tap
from regulars.rules.phones import readable
from regulars.rules.reach import WaysIn, address_for, offered
from regulars.rules.service_levels import LevelState, OfferAnswer
from regulars.rules.stages import Stage
from regulars.rules.worth import LEAST_MINOR, about


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds for one channel and topic, and everything that was ever said about it."""

    channel: Channel
    topic: Topic | None  # None: everything on the channel
    latest: Consent
    earlier: list[Consent]


@dataclass(frozen=True, slots=True)
class Tap:
    """A way to reach them that opens the owner's own telephone, chat or mail program."""

    channel: Channel
    url: str
    icon: str
    key: str  # on the keyboard


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    shown: str
    may_call: bool


@dataclass(frozen=True, slots=True)
class OwnValue:
    field: CustomField
    text: str


@dataclass(frozen=True, slots=True)
class CustomerPage:
    customer: Customer
    rhythm: Rhythm
    stage: Stage
    strip: Strip
    sentence: str
    worth_minor: int | None  # a year, about; None where nobody can tell
    is_paused: bool
    taps: list[Tap]
    phones: list[Phone]
    emails: list[str]
    profiles: list[ContactPoint]
    birthday_on: date | None  # the next time it is kept
    tags: list[Tag]
    next_touches: list[Touch]
    promises: PromisesToOne | None  # None: nothing was ever promised
    appointments: list[Appointment]
    things: list[OwnedThing]
    facts: list[tuple[str, list[Fact]]]  # by kind, what holds first
    wishes: list[Wish]
    concerns: list[Concern]
    connections: list[Connection]
    connected_from: list[Connection]
    answers: list[Answer]
    complaints: list[Complaint]  # those that are not settled
    takes: list[ServiceOffer]  # what they pay for because they want it
    to_ask: ToAsk | None  # whether they were asked what else we can do for them
    causes: list[Cause]  # to choose from, where a complaint is open
    values: list[OwnValue]
    paid: list[tuple[str, int]]  # currency and minor units, never added up across currencies
    last_talk: Interaction | None
    undoable_merges: list[Merge]
    doubts: list[DoubtfulPair]


def customer_page_of(
    customer: Customer, *, today: date, holdings: Holdings | None = None
) -> CustomerPage:
    """`customer` comes with rhythm and carer selected."""
    held = holdings or holdings_of(customer.pk)
    rhythm, rests = rhythm_of(customer), is_paused(customer, today)
    ways = ways_in([customer], held=held)[customer.pk]
    may_call = Channel.PHONE in offered(ways)
    wishes = held.rows(Wish, customer.wishes.all)
    concerns = held.rows(Concern, lambda: customer.concerns.select_related("owner"))
    complaints = held.rows(Complaint, lambda: _open_complaints(customer))
    talks = held.rows(Interaction, lambda: customer.interactions.select_related("person")[:1])
    return CustomerPage(
        customer=customer,
        rhythm=rhythm,
        stage=stage_of(rhythm, today),
        strip=strip_for(rhythm, today, wide=True, is_expected=not rests),
        sentence=resting_sentence(rhythm, today) if rests else long_sentence(rhythm, today),
        worth_minor=None if rests else _worth(rhythm, today),
        is_paused=rests,
        taps=_taps(customer, ways),
        phones=[Phone(number, readable(number), may_call) for number in ways.phones],
        emails=list(ways.emails),
        profiles=list(profiles_of(customer)) if ways.profiles else [],
        birthday_on=_birthday(customer, today),
        tags=held.rows(Customer.tags.through, customer.tags.all),
        next_touches=held.rows(Touch, lambda: _next_touches(customer)),
        promises=promises_to(customer, today) if Promise in held else None,
        appointments=held.rows(Appointment, lambda: booked_of(customer)),
        things=held.rows(Thing, lambda: things_of(customer)),
        facts=_facts(held.rows(Fact, customer.facts.all)),
        wishes=sorted(wishes, key=lambda wish: wish.state != OpenState.OPEN),
        concerns=sorted(concerns, key=lambda concern: concern.state != OpenState.OPEN),
        connections=held.rows(Connection, lambda: customer.connections.select_related("other")),
        connected_from=held.rows(
            Connection, lambda: customer.connected_from.select_related("customer")
        ),
        answers=_answers(
            held.rows(Consent, lambda: customer.consents.select_related("recorded_by"))
        ),
        complaints=complaints,
        takes=held.rows(ServiceOffer, lambda: _takes(customer)),
        to_ask=to_ask(customer, today) if Purchase in held or Appointment in held else None,
        causes=list(Cause.objects.filter(is_on=True)) if complaints else [],
        values=held.rows(CustomValue, lambda: _own_values(customer)),
        paid=_paid(customer, held),
        last_talk=talks[0] if talks else None,
        undoable_merges=held.rows(Merge, lambda: _undoable_merges(customer)),
        doubts=held.rows(DoubtfulPair, lambda: _doubts(customer)),
    )


def _worth(rhythm: Rhythm, today: date) -> int | None:
    """Of whom still comes, and where enough is known for an amount."""
    amount = rhythm.year_spend_minor or 0
    is_silent = rhythm.slipping_from is not None and rhythm.slipping_from <= today
    if rhythm.is_rough or not rhythm.can_tell or is_silent or amount < LEAST_MINOR:
        return None
    return about(amount)


def _birthday(customer: Customer, today: date) -> date | None:
    if not customer.birthday_month or not customer.birthday_day:
        return None
    try:
        born = Anniversary(customer.birthday_month, customer.birthday_day, customer.birthday_year)
    except ValueError:  # a day that a file gave and no year has
        return None
    return born.next_on(today, leap_day_for(born.month, born.day))


def _next_touches(customer: Customer) -> QuerySet[Touch]:
    return customer.touches.open().select_related("assigned_to").order_by("due_on", "pk")


def _facts(found: list[Fact]) -> list[tuple[str, list[Fact]]]:
    facts = sorted(found, key=lambda fact: fact.state == FactState.ENDED)
    grouped = [(kind.value, [fact for fact in facts if fact.kind == kind]) for kind in FactKind]
    return [(kind, some) for kind, some in grouped if some]


def _answers(consents: list[Consent]) -> list[Answer]:
    """What something was ever said about, the whole channel before its topics. `consents` come
    newest first."""
    said: dict[tuple[str, str], list[Consent]] = {}
    for consent in consents:
        said.setdefault((consent.channel, consent.topic), []).append(consent)
    return [
        Answer(channel, topic, rows[0], rows[1:])
        for channel in Channel
        for topic in (None, *Topic)
        if (rows := said.get((channel.value, topic.value if topic else "")))
    ]


def _open_complaints(customer: Customer) -> QuerySet[Complaint]:
    return Complaint.objects.pausing().filter(customer=customer).select_related("heard_by", "owner")


def _takes(customer: Customer) -> QuerySet[ServiceOffer]:
    given = [LevelState.TRYING.value, LevelState.KEPT.value]
    taken = ServiceOffer.objects.filter(customer=customer, answer=OfferAnswer.TAKEN.value)
    return taken.filter(level__state__in=given).select_related("level")


def _paid(customer: Customer, held: Holdings) -> list[tuple[str, int]]:
    if Purchase not in held and Refund not in held:
        return []
    return sorted(paid_by([customer.pk], has_refunds=Refund in held).get(customer.pk, {}).items())


def _undoable_merges(customer: Customer) -> QuerySet[Merge]:
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    return customer.merges.filter(undone_at=None, merged_at__gt=since).order_by("-pk")


def _taps(customer: Customer, ways: WaysIn) -> list[Tap]:
    """The ways to reach them, the best first; none that they refused, none during a pause."""
    if customer.pause_reason:
        return []
    links = [one_tap(channel, address_for(channel, ways), words="") for channel in offered(ways)]
    taps: list[Tap] = []
    for link in links:
        if link.url:
            is_call = link.channel is Channel.PHONE
            key = "c" if is_call else "" if any(tap.key == "w" for tap in taps) else "w"
            icon = "call" if is_call else link.channel.value
            taps.append(Tap(link.channel, link.url, icon, key))
    return taps


def _own_values(customer: Customer) -> list[OwnValue]:
    values = customer.custom_values.select_related("field").order_by(
        "field__position", "field__name"
    )
    return [OwnValue(value.field, value.text) for value in values]


def _doubts(customer: Customer) -> QuerySet[DoubtfulPair]:
    return DoubtfulPair.objects.filter(
        Q(first=customer) | Q(second=customer), state=PairState.OPEN.value
    ).select_related("first", "second")
