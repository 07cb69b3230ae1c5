"""What customers write to us: kept once, waited for until somebody has really answered (B6).

A message from a customer owes an answer: a touch of the rule ANSWER whose occurrence is the
message. The touch says how it stands; the message is kept in step with it (keep_in_step), also
when somebody takes a press back.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from regulars.actions.consents import record_consent
from regulars.actions.events import record
from regulars.actions.rhythms import refresh_contact
from regulars.actions.touches import close
from regulars.models import Customer, Event, InboundMessage, Interaction, Message, Person, Touch
from regulars.queries.inbound import answer_days, known_as, open_inbound
from regulars.queries.local_days import shop_zone
from regulars.queries.shops import the_shop
from regulars.rules.channels import Channel
from regulars.rules.inbound import opening_words
from regulars.rules.kinds import Direction, OpenState, Outcome, TouchRule
from regulars.rules.messages import How, InboundKind, Purpose

MOST_WAITING_FROM_PAGE = 3


class AlreadyAnswered(Exception):
    """Somebody else settled it first."""


class TooManyWaiting(Exception):
    """So many from one page wait already that another one helps nobody."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Something that came in. `message_id` is the sender's or the provider's own id of it."""

    channel: Channel
    message_id: str
    from_address: str
    received_at: datetime
    kind: InboundKind = InboundKind.MESSAGE
    subject: str = ""
    body: str = ""
    in_reply_to: Message | None = None
    customer: Customer | None = None  # None: whoever has this address, if it is one person


@transaction.atomic
def receive(*, arrived: Arrived) -> InboundMessage:
    """Keep what came in, once: the same message a second time is the first row, unchanged.

    A message of a customer is put into their story, and somebody owes an answer from then on.
    """
    customer = arrived.customer or _customer_of(arrived)
    row, is_new = InboundMessage.objects.get_or_create(
        channel=arrived.channel.value,
        message_id=arrived.message_id[:300],
        defaults={
            "customer": customer,
            "kind": arrived.kind.value,
            "from_address": arrived.from_address[:300],
            "subject": arrived.subject[:300],
            "body": arrived.body,
            "in_reply_to": arrived.in_reply_to,
            "received_at": arrived.received_at,
        },
    )
    if not is_new:
        return row
    if arrived.kind is InboundKind.MESSAGE and customer is not None:
        _put_into_story(row, customer)
    record("inbound.received", customer, inbound=row.pk, what=arrived.kind.value)
    return row


@transaction.atomic
def receive_from_page(*, arrived: Arrived) -> InboundMessage:
    """What a customer wrote on their own page. Raises TooManyWaiting: whoever has the link could
    else fill somebody's morning."""
    waiting = InboundMessage.objects.filter(
        customer=arrived.customer, message_id__startswith="page-", answered_at=None
    ).exclude(message_id=arrived.message_id)
    if waiting.count() >= MOST_WAITING_FROM_PAGE:
        raise TooManyWaiting(str(arrived.customer))
    return receive(arrived=arrived)


@transaction.atomic
def give_to_customer(*, inbound: InboundMessage, customer: Customer, person: Person | None) -> None:
    """Somebody knows who wrote. Raises AlreadyAnswered where it has an owner or is settled."""
    changed = InboundMessage.objects.filter(pk=inbound.pk, customer=None, answered_at=None).update(
        customer=customer
    )
    if not changed:
        raise AlreadyAnswered(str(inbound))
    row = InboundMessage.objects.get(pk=inbound.pk)
    if row.kind == InboundKind.MESSAGE:
        _put_into_story(row, customer)
    record("inbound.received", customer, person=person, inbound=row.pk, what=row.kind)


@transaction.atomic
def needs_no_answer(*, inbound: InboundMessage, because: str, person: Person | None) -> None:
    """Settled without a word, for a reason in words. Raises AlreadyAnswered for the second hand,
    ValueError without a reason."""
    if not because.strip():
        raise ValueError("say why it needs no answer")
    changed = InboundMessage.objects.filter(pk=inbound.pk, answered_at=None).update(
        answered_at=timezone.now(), answered_by=person, no_answer_because=because.strip()[:300]
    )
    if not changed:
        raise AlreadyAnswered(str(inbound))
    _close(inbound, person=person, state=OpenState.DROPPED, because=because.strip()[:300])
    record("inbound.answered", inbound.customer, person=person, inbound=inbound.pk, how="none")


@transaction.atomic
def stop_by_mail(*, inbound: InboundMessage) -> bool:
    """They wrote that they want no more mails: a no on record, in their own words, once."""
    changed = InboundMessage.objects.filter(pk=inbound.pk, answered_at=None).update(
        answered_at=timezone.now()
    )
    customer = inbound.customer
    if not changed or customer is None:
        return False
    shop = the_shop()
    with translation.override(shop.language if shop else "en"):
        came_from = gettext("an e-mail of theirs")
    record_consent(
        customer=customer,
        channel=Channel(inbound.channel),
        is_given=False,
        words=opening_words(inbound.subject, inbound.body, longest=500),
        came_from=came_from,
        person=None,
        answered_at=inbound.received_at,
    )
    record("inbound.answered", customer, inbound=inbound.pk, how="stop")
    return True


@transaction.atomic
def answer_inbound(
    *, customer: Customer, until_at: datetime, person: Person | None, how: str
) -> int:
    """Whatever they wrote up to that moment has its answer now. Returns how many waited for it.

    Only for the real act: an answer that left the house, or a talk that came about.
    """
    settled = 0
    for inbound in open_inbound(customer, until_at=until_at):
        changed = InboundMessage.objects.filter(pk=inbound.pk, answered_at=None).update(
            answered_at=timezone.now(), answered_by=person
        )
        if not changed:
            continue
        settled += 1
        _close(inbound, person=person, state=OpenState.DONE)
        record("inbound.answered", customer, person=person, inbound=inbound.pk, how=how)
    return settled


@transaction.atomic
def keep_in_step(*, customer: Customer) -> int:
    """The messages of one customer as their touches say: settled, or open again after somebody
    took a press back. Returns how many changed."""
    touches = Touch.objects.filter(customer=customer, rule=TouchRule.ANSWER.value)
    changed = 0
    for touch in touches:
        row = InboundMessage.objects.filter(customer=customer, pk=int(touch.occurrence))
        if touch.state == OpenState.OPEN:
            changed += row.exclude(answered_at=None).update(
                answered_at=None, answered_by=None, no_answer_because=""
            )
        else:
            changed += row.filter(answered_at=None).update(
                answered_at=touch.closed_at,
                answered_by=touch.closed_by,
                no_answer_because=touch.dropped_because,
            )
    if changed:
        record("inbound.answered", customer, changed=changed, how="touch")
    return changed


# --- reactions ---


def answered_by_talk(event: Event) -> None:
    """A talk that came about, or words that a person sent, answers what they wrote before."""
    talk = (
        Interaction.objects.filter(pk=event.facts.get("interaction"), message=None)
        .filter(direction=Direction.OUTGOING.value)
        .filter(outcome__in=[Outcome.REACHED.value, Outcome.SENT.value])
        .select_related("customer", "person")
        .first()
    )
    if talk is not None:
        answer_inbound(
            customer=talk.customer, until_at=talk.happened_at, person=talk.person, how="talk"
        )
    _step(event)


def answered_by_message(event: Event) -> None:
    """Words that a person wrote have left the house: an answer, or a letter to somebody who
    waits for one. What goes out by itself answers nobody."""
    message = (
        Message.objects.filter(pk=event.facts.get("message"))
        .exclude(accepted_at=None)
        .select_related("customer", "reply_to", "created_by")
        .first()
    )
    if message is None or message.customer is None:
        return
    is_by_hand = message.rule in {TouchRule.ANSWER.value, TouchRule.WRITTEN.value}
    if message.reply_to is None and not is_by_hand:
        return
    until_at = message.created_at
    if message.reply_to is not None:
        until_at = max(until_at, message.reply_to.received_at)
    answer_inbound(
        customer=message.customer, until_at=until_at, person=message.created_by, how="message"
    )


def in_step_after_touch(event: Event) -> None:
    """A touch was closed, moved or taken back."""
    _step(event)


def _step(event: Event) -> None:
    if event.customer is not None:
        keep_in_step(customer=event.customer)


# --- parts ---


def _customer_of(arrived: Arrived) -> Customer | None:
    if arrived.in_reply_to is not None and arrived.in_reply_to.customer is not None:
        return arrived.in_reply_to.customer
    return known_as(arrived.channel, arrived.from_address)


def _put_into_story(row: InboundMessage, customer: Customer) -> None:
    received_on = timezone.localdate(row.received_at, timezone=shop_zone())
    Interaction.objects.create(
        customer=customer,
        person=None,
        happened_at=row.received_at,
        happened_on=received_on,
        channel=row.channel,
        direction=Direction.INCOMING.value,
        outcome=Outcome.REACHED.value,
        note=opening_words(row.subject, row.body, longest=2_000),
    )
    days = answer_days(row.received_at)
    InboundMessage.objects.filter(pk=row.pk).update(answer_by_at=days.answer_by_at)
    touch, _ = Touch.objects.get_or_create(
        customer=customer,
        rule=TouchRule.ANSWER.value,
        occurrence=str(row.pk),
        defaults={
            "due_on": days.due_on,
            "how": How.TASK.value,
            "purpose": Purpose.SERVICE.value,
            "channel": row.channel,
            "note": opening_words(row.subject, row.body, longest=200),
            "assigned_to": customer.carer,
        },
    )
    refresh_contact(customer.pk)
    record("touch.planned", customer, touch=touch.pk, due=touch.due_on.isoformat())


def _close(
    inbound: InboundMessage, *, person: Person | None, state: OpenState, because: str = ""
) -> None:
    """Its touch, where it is open still."""
    touch = Touch.objects.open().filter(
        customer=inbound.customer_id, rule=TouchRule.ANSWER.value, occurrence=str(inbound.pk)
    )
    held = touch.select_related("customer").first()
    if held is not None:
        key = (TouchRule.ANSWER, held.occurrence)
        close(held.customer, [key], person=person, state=state, because=because)
