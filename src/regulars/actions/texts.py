"""SMS and WhatsApp: the account, what the provider tells of a message, and what people text us."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regulars.actions.consents import record_consent
from regulars.actions.events import record
from regulars.actions.inbound import Arrived, receive
from regulars.actions.messages import NotUnknown, hand_to_person, resolve_unknown
from regulars.actions.reports import apply_reports, lift_suppression, note_report, suppress
from regulars.models import (
    Consent,
    Customer,
    InboundMessage,
    Message,
    Person,
    Suppression,
    TextAccount,
)
from regulars.queries.secrets import seal
from regulars.queries.shops import the_shop
from regulars.queries.texts import TEXTS, answered_by, customers_at
from regulars.rules.channels import Channel
from regulars.rules.messages import (
    InboundKind,
    MessageState,
    Reason,
    ReportKind,
    SuppressedFor,
    Topic,
)
from regulars.rules.stop_words import Said, may_mean_more, said_by
from regulars.rules.twilio import NAME, SAID_STOP, report_of

ASK_AGAIN_AFTER = timedelta(minutes=5)
LONGEST_WORDS = 500
# Where an answer came from, as it stands beside the consent. The words of both are the same in
# every language.
CAME_FROM = {Channel.SMS: "SMS", Channel.WHATSAPP: "WhatsApp"}


# --- the account ---


@transaction.atomic
def change_text_account(
    *,
    account: str,
    secret: str,
    sms_from: str,
    whatsapp_from: str,
    most_a_second: int,
    most_a_day: int,
    is_on: bool,
    person: Person,
) -> TextAccount:
    """By which account texts leave. An empty secret keeps the one that is there."""
    told = {
        "account": account,
        "sms_from": sms_from,
        "whatsapp_from": whatsapp_from,
        "most_a_second": most_a_second,
        "most_a_day": most_a_day,
        "is_on": is_on,
        "trouble": "",
        "trouble_since_at": None,
    }
    if secret:
        told["secret"] = seal(secret)
    row, _made = TextAccount.objects.update_or_create(pk=TextAccount.ONLY, defaults=told)
    record("account.changed", person=person, what="texts", is_on=is_on)
    return row


@transaction.atomic
def ask_for_test(*, to: str, person: Person, now: datetime) -> bool:
    """A text to somebody here is to be sent. False where no account is on."""
    changed = TextAccount.objects.filter(is_on=True).update(
        test_to=to, test_asked_at=now, test_said=""
    )
    if changed:
        record("account.changed", person=person, what="texts", test=True)
    return bool(changed)


@transaction.atomic
def begin_test(*, asked_at: datetime, now: datetime) -> bool:
    """Take the test that was asked for; it is sent once at most. False for the second hand."""
    waiting = TextAccount.objects.filter(test_asked_at=asked_at)
    return bool(waiting.exclude(tested_at__gte=asked_at).update(tested_at=now))


@transaction.atomic
def end_test(*, asked_at: datetime, said: str) -> None:
    """How the test ended; "" where it left."""
    TextAccount.objects.filter(test_asked_at=asked_at).update(test_said=said[:300])
    record("account.changed", what="texts", test_is_well=not said)


# --- what the provider tells of a message ---


@dataclass(frozen=True, slots=True)
class Status:
    """What a signed report says. `row` is in the address it was sent to."""

    row: int
    provider_id: str
    status: str
    error: int | None = None


@transaction.atomic
def note_status(status: Status) -> None:
    """Once, in any order, also before our own commit (S16) and after an answer that was lost."""
    message = (
        Message.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=status.row, channel__in=[one.value for one in TEXTS])
        .first()
    )
    if message is None:  # a test, or a row of a restored copy
        return
    if not message.provider_id:
        Message.objects.filter(pk=message.pk, provider_id="").update(
            provider=NAME, provider_id=status.provider_id
        )
        message.refresh_from_db()
    kind = report_of(status.status, status.error)
    is_the_same = message.provider_id == status.provider_id
    if is_the_same and message.state == MessageState.UNKNOWN.value and kind in _HAS_LEFT:
        resolve_unknown(message, was_sent=True, person=None)
    if kind is not None:
        note_report(
            provider=NAME,
            provider_id=status.provider_id,
            kind=kind,
            said=str(status.error or status.status),
        )
    if status.error == SAID_STOP:
        _stop(Channel(message.channel), message.to_address, "STOP", timezone.now())


_HAS_LEFT = frozenset({None, ReportKind.DELIVERED})


@transaction.atomic
def note_refused_by_stop(message: Message) -> None:
    """The provider sends nothing to this number since its owner said stop there."""
    _stop(Channel(message.channel), message.to_address, "STOP", timezone.now())


@transaction.atomic
def settle_asked(message: Message, *, provider_id: str) -> bool:
    """What the provider says of a message whose answer was lost: its number, or "" where it has
    none and the message may go. False where somebody settled it meanwhile."""
    if provider_id:
        Message.objects.filter(pk=message.pk, provider_id="").update(
            provider=NAME, provider_id=provider_id
        )
    try:
        resolve_unknown(message, was_sent=bool(provider_id), person=None)
    except NotUnknown:
        return False
    message.refresh_from_db()
    if provider_id:
        apply_reports(message)
    return True


@transaction.atomic
def ask_later(message: Message, *, now: datetime) -> None:
    """The provider could not be asked."""
    Message.objects.filter(pk=message.pk, state=MessageState.UNKNOWN.value).update(
        next_try_at=now + ASK_AGAIN_AFTER
    )


def owe_uncarried(message: Message) -> None:
    """Nothing here can send it: somebody does it by one tap."""
    hand_to_person(message, reason=Reason.NO_PROVIDER)


# --- what people text us ---


@dataclass(frozen=True, slots=True)
class Text:
    channel: Channel
    number: str  # theirs, E.164
    body: str
    provider_id: str
    received_at: datetime
    is_stop: bool = False  # the provider itself took it for one
    has_media: bool = False


@transaction.atomic
def receive_text(text: Text) -> InboundMessage:
    """Keep it once. A stop closes this channel for this number at once; a word to come back opens
    what that stop closed, and nothing else."""
    said = Said.STOP if text.is_stop else said_by(text.body)
    is_stop = said is Said.STOP
    kind = InboundKind.STOP if is_stop and not may_mean_more(text.body) else InboundKind.MESSAGE
    if said is Said.START:
        kind = InboundKind.AUTO_REPLY  # a word to a machine: it owes nobody's answer
    known = InboundMessage.objects.filter(
        channel=text.channel.value, message_id=text.provider_id
    ).first()
    if known is not None:
        return known
    row = receive(
        arrived=Arrived(
            channel=text.channel,
            message_id=text.provider_id,
            from_address=text.number,
            received_at=text.received_at,
            kind=kind,
            body=_body(text),
            in_reply_to=answered_by(text.channel, text.number, text.received_at),
        )
    )
    if is_stop:
        _stop(text.channel, text.number, text.body, text.received_at)
    elif said is Said.START:
        _start(text.channel, text.number, text.body, text.received_at)
    return row


def _body(text: Text) -> str:
    if text.body.strip() or not text.has_media:
        return text.body
    shop = the_shop()
    with translation.override(shop.language if shop else "en"):
        return _("A picture or a file, without words.")


def _stop(channel: Channel, number: str, words: str, at: datetime) -> None:
    suppress(channel=channel, address=number, reason=SuppressedFor.STOP)
    for customer in customers_at(number).select_for_update(no_key=True, of=("self",)):
        latest = _latest(customer, channel)
        if latest is None or latest.is_given:
            record_consent(
                customer=customer,
                channel=channel,
                is_given=False,
                words=words[:LONGEST_WORDS],
                came_from=CAME_FROM[channel],
                person=None,
                answered_at=at,
            )


def _start(channel: Channel, number: str, words: str, at: datetime) -> None:
    """Lifts what a stop by the same way closed. Whoever said no in any other way, and whoever was
    taken off by a person, stays off. What had no yes before has none now."""
    closed = Suppression.objects.filter(channel=channel.value, address=number, lifted_at=None)
    for suppression in closed.filter(reason=SuppressedFor.STOP.value):
        lift_suppression(suppression, person=None)
    for customer in customers_at(number).select_for_update(no_key=True, of=("self",)):
        latest = _latest(customer, channel)
        if latest is None or not _is_stop_of(latest, channel):
            continue
        had_offers = _had_offers(customer, channel, latest)
        record_consent(
            customer=customer,
            channel=channel,
            is_given=True,
            words=words[:LONGEST_WORDS],
            came_from=CAME_FROM[channel],
            person=None,
            answered_at=at,
        )
        if not had_offers:
            _no_offers(customer, channel, words, at)


def _latest(customer: Customer, channel: Channel) -> Consent | None:
    answers = Consent.objects.filter(customer=customer, channel=channel.value, topic="")
    return answers.order_by("-answered_at", "-pk").first()


def _is_stop_of(consent: Consent, channel: Channel) -> bool:
    return (
        not consent.is_given
        and consent.recorded_by_id is None
        and consent.batch_id is None
        and consent.came_from == CAME_FROM[channel]
        and said_by(consent.words) is Said.STOP
    )


def _had_offers(customer: Customer, channel: Channel, stop: Consent) -> bool:
    """Whether offers had a yes before the stop."""
    before = Consent.objects.filter(
        customer=customer, channel=channel.value, topic__in=["", Topic.OFFERS.value]
    ).exclude(pk=stop.pk)
    latest = before.order_by("-answered_at", "-pk").first()
    return latest is not None and latest.is_given


def _no_offers(customer: Customer, channel: Channel, words: str, at: datetime) -> None:
    """A word to come back is no yes to advertising."""
    record_consent(
        customer=customer,
        channel=channel,
        topic=Topic.OFFERS,
        is_given=False,
        words=words[:LONGEST_WORDS],
        came_from=CAME_FROM[channel],
        person=None,
        answered_at=at,
    )
