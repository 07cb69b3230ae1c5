"""One customer's page: who this is, what we know, what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from regulars.models import (
    Concern,
    Connection,
    Consent,
    ContactPoint,
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
from regulars.rules.channels import Channel
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import ContactKind, FactKind, FactState, OpenState, PairState
from regulars.rules.merging import UNDO_DAYS
from regulars.rules.stages import Stage


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds for one channel, and everything that was ever said about it."""

    channel: Channel
    latest: Consent | None
    history: list[Consent]


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
    phones: list[str]
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
    points = list(customer.contact_points.all())
    wishes = list(customer.wishes.select_related("heard_by"))
    concerns = list(customer.concerns.select_related("owner"))
    return CustomerPage(
        customer=customer,
        rhythm=rhythm,
        stage=stage_of(rhythm, today),
        strip=strip_for(rhythm, today, wide=True),
        sentence=long_sentence(rhythm, today),
        is_paused=is_paused(customer, today),
        phones=_values(points, ContactKind.PHONE),
        emails=_values(points, ContactKind.EMAIL),
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


def _values(points: list[ContactPoint], kind: ContactKind) -> list[str]:
    return [point.value for point in points if point.kind == kind]


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
    consents = list(customer.consents.select_related("recorded_by"))  # newest first
    answers = []
    for channel in Channel:
        history = [consent for consent in consents if consent.channel == channel]
        answers.append(Answer(channel, history[0] if history else None, history))
    return answers


def _own_values(customer: Customer) -> list[OwnValue]:
    texts = dict(customer.custom_values.values_list("field_id", "text"))
    return [OwnValue(field, texts.get(field.pk, "")) for field in CustomField.objects.all()]


def _doubts(customer: Customer) -> list[DoubtfulPair]:
    pairs = DoubtfulPair.objects.filter(
        Q(first=customer) | Q(second=customer), state=PairState.OPEN.value
    )
    return list(pairs.select_related("first", "second"))
