"""One customer's page: who this is, what we know, what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from regulars.models import (
    Concern,
    Connection,
    Consent,
    Customer,
    CustomField,
    DoubtfulPair,
    Fact,
    Interaction,
    Merge,
    Rhythm,
    Tag,
    Touch,
    Wish,
)
from regulars.queries.customers import paid_by, rhythm_of
from regulars.queries.rhythms import long_sentence, stage_of
from regulars.queries.strips import Strip, strip_for
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import FactKind, FactState, OpenState, PairState
from regulars.rules.merging import UNDO_DAYS
from regulars.rules.one_tap import one_tap
from regulars.rules.phones import readable
from regulars.rules.reach import WaysIn, address_for, offered
from regulars.rules.stages import Stage


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds for one channel, and everything that was ever said about it."""

    channel: Channel
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
    is_paused: bool
    taps: list[Tap]
    phones: list[Phone]
    emails: list[str]
    birthday_on: date | None  # the next time it is kept
    tags: list[Tag]
    next_touches: list[Touch]
    facts: list[tuple[str, list[Fact]]]  # by kind, what holds first
    wishes: list[Wish]
    concerns: list[Concern]
    connections: list[Connection]
    connected_from: list[Connection]
    answers: list[Answer]
    values: list[OwnValue]
    paid: list[tuple[str, int]]  # currency and minor units, never added up across currencies
    last_talk: Interaction | None
    undoable_merges: list[Merge]
    doubts: list[DoubtfulPair]


def customer_page_of(customer: Customer, *, today: date) -> CustomerPage:
    """`customer` comes with rhythm and carer selected."""
    rhythm = rhythm_of(customer)
    ways = ways_in([customer])[customer.pk]
    may_call = Channel.PHONE in offered(ways)
    wishes = list(customer.wishes.select_related("heard_by"))
    concerns = list(customer.concerns.select_related("owner"))
    return CustomerPage(
        customer=customer,
        rhythm=rhythm,
        stage=stage_of(rhythm, today),
        strip=strip_for(rhythm, today, wide=True),
        sentence=long_sentence(rhythm, today),
        is_paused=is_paused(customer, today),
        taps=_taps(customer, ways),
        phones=[Phone(number, readable(number), may_call) for number in ways.phones],
        emails=list(ways.emails),
        birthday_on=_birthday(customer, today),
        tags=list(customer.tags.all()),
        next_touches=list(
            customer.touches.open().select_related("assigned_to").order_by("due_on", "pk")
        ),
        facts=_facts(customer),
        wishes=sorted(wishes, key=lambda wish: wish.state != OpenState.OPEN),
        concerns=sorted(concerns, key=lambda concern: concern.state != OpenState.OPEN),
        connections=list(customer.connections.select_related("other")),
        connected_from=list(customer.connected_from.select_related("customer")),
        answers=_answers(customer),
        values=_own_values(customer),
        paid=sorted(paid_by([customer.pk]).get(customer.pk, {}).items()),
        last_talk=customer.interactions.select_related("person").first(),
        undoable_merges=list(
            customer.merges.filter(
                undone_at=None, merged_at__gt=timezone.now() - timedelta(days=UNDO_DAYS)
            ).order_by("-pk")
        ),
        doubts=_doubts(customer),
    )


def is_paused(customer: Customer, today: date) -> bool:
    """Whether the person is left in peace on that day."""
    if not customer.pause_reason:
        return False
    return customer.paused_until_on is None or customer.paused_until_on > today


def _birthday(customer: Customer, today: date) -> date | None:
    if not customer.birthday_month or not customer.birthday_day:
        return None
    try:
        born = Anniversary(customer.birthday_month, customer.birthday_day, customer.birthday_year)
    except ValueError:  # a day that a file gave and no year has
        return None
    return born.next_on(today)


def _facts(customer: Customer) -> list[tuple[str, list[Fact]]]:
    facts = sorted(
        customer.facts.select_related("noticed_by"),
        key=lambda fact: fact.state == FactState.ENDED,
    )
    grouped = [(kind.value, [fact for fact in facts if fact.kind == kind]) for kind in FactKind]
    return [(kind, some) for kind, some in grouped if some]


def _answers(customer: Customer) -> list[Answer]:
    """The channels that something was ever said about."""
    consents = list(customer.consents.select_related("recorded_by"))  # newest first
    said = [(channel, [one for one in consents if one.channel == channel]) for channel in Channel]
    return [Answer(channel, all_[0], all_[1:]) for channel, all_ in said if all_]


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
    texts = dict(customer.custom_values.values_list("field_id", "text"))
    return [OwnValue(field, texts.get(field.pk, "")) for field in CustomField.objects.all()]


def _doubts(customer: Customer) -> list[DoubtfulPair]:
    pairs = DoubtfulPair.objects.filter(
        Q(first=customer) | Q(second=customer), state=PairState.OPEN.value
    )
    return list(pairs.select_related("first", "second"))
