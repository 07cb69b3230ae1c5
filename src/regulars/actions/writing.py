"""What a person writes to a customer by hand: a letter, an answer. It leaves as any message."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regulars.actions.messages import NotUnknown, cancel_messages, plan_message, resolve_unknown
from regulars.actions.touches import ReasonKey
from regulars.models import Customer, InboundMessage, Message, Person, Touch
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.greetings import spoken_language
from regulars.rules.kinds import OpenState, Tone, TouchRule
from regulars.rules.messages import How, MessageState, Purpose, Reason

# What a hand-written message is for, by the reason it was written for.
PURPOSES = {
    TouchRule.THANKS: Purpose.THANKS,
    TouchRule.UNTHANKED: Purpose.THANKS,
    TouchRule.BIRTHDAY: Purpose.GREETING,
    TouchRule.ANNIVERSARY: Purpose.GREETING,
    TouchRule.OCCASION: Purpose.GREETING,
    TouchRule.COMPLAINT: Purpose.RECOVERY,
    TouchRule.NOTICE: Purpose.NOTICE,
    TouchRule.PROMISE: Purpose.PROMISE,
}


class WrittenAlready(Exception):
    """For this reason there is a message, of somebody else or with other words."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Letter:
    """What was typed. `key` is the form's own number: the same form twice is one message."""

    subject: str
    body: str
    to_address: str
    key: str
    purpose: Purpose | None = None  # None: what the reason says
    channel: Channel = Channel.EMAIL


@transaction.atomic
def write_to_customer(
    *,
    customer: Customer,
    letter: Letter,
    reason: ReasonKey | None,
    person: Person,
    language: str,
    at: datetime | None = None,
) -> Message:
    """Plan a letter that somebody wrote, for now. What is owed for the reason is owed by it then,
    and for one reason there is one message: raises WrittenAlready where there is another.

    What is written because of bad news is bad news, whatever it is called. Raises SellsInBadNews.
    """
    rule, occurrence = reason or (TouchRule.WRITTEN, f"form-{letter.key}")
    chosen = None if rule is TouchRule.NOTICE else letter.purpose
    message = plan_message(
        customer=customer,
        rule=rule,
        occurrence=occurrence,
        channel=letter.channel,
        purpose=chosen or PURPOSES.get(rule, Purpose.SERVICE),
        subject=letter.subject.strip(),
        body=letter.body,
        language=spoken_language(customer.language, language),
        tone=Tone(customer.tone),
        to_address=letter.to_address,
        signed_by=person,
        due_at=at or timezone.now(),
        touch=_touch(customer, reason) if reason else None,
        is_handwritten=True,
        created_by=person,
        person=person,
    )
    return _mine(message, letter, person)


@transaction.atomic
def write_answer(
    *,
    inbound: InboundMessage,
    letter: Letter,
    person: Person,
    language: str,
    at: datetime | None = None,
) -> Message:
    """An answer to what a customer wrote. The alarm stays until it has left. Where there was one
    before, it is a further one."""
    customer = inbound.customer
    if customer is None:
        raise ValueError("nobody knows yet who wrote this")
    first = Message.objects.filter(
        customer=customer, rule=TouchRule.ANSWER.value, occurrence=str(inbound.pk)
    ).first()
    is_further = first is not None and first.state != MessageState.DRAFT
    if is_further and first is not None and _is_same(first, letter, person):
        return first
    if first is not None and first.state in {MessageState.PLANNED, MessageState.CLAIMED}:
        raise WrittenAlready(first)
    rule = TouchRule.WRITTEN if is_further else TouchRule.ANSWER
    message = plan_message(
        customer=customer,
        rule=rule,
        occurrence=f"form-{letter.key}" if is_further else str(inbound.pk),
        channel=Channel(inbound.channel),
        purpose=Purpose.SERVICE,
        subject=letter.subject.strip(),
        body=letter.body,
        language=spoken_language(customer.language, language),
        tone=Tone(customer.tone),
        to_address=letter.to_address or inbound.from_address,
        signed_by=person,
        due_at=at or timezone.now(),
        reply_to=inbound,
        is_handwritten=True,
        created_by=person,
        person=person,
    )
    return _mine(message, letter, person)


@transaction.atomic
def let_it_be(*, message: Message, person: Person | None) -> None:
    """Nobody knows whether it arrived, and it is not sent again. Raises NotUnknown."""
    resolve_unknown(message, was_sent=False, person=person)
    held = Message.objects.filter(pk=message.pk)
    if not cancel_messages(held, reason=Reason.LOST_ANSWER, person=person):
        raise NotUnknown(str(message))


def _touch(customer: Customer, reason: ReasonKey) -> Touch:
    """What is owed for the reason becomes a message instead of a task."""
    rule, occurrence = reason
    touch, _ = Touch.objects.get_or_create(
        customer=customer,
        rule=rule.value,
        occurrence=occurrence,
        defaults={"due_on": shop_today(), "how": How.MESSAGE.value},
    )
    if Touch.objects.open().filter(pk=touch.pk).update(how=How.MESSAGE.value):
        touch.how = How.MESSAGE.value
    if touch.state != OpenState.OPEN:
        found = Message.objects.filter(
            customer=customer, rule=rule.value, occurrence=occurrence
        ).first()
        if found is not None:
            raise WrittenAlready(found)
    return touch


def _mine(message: Message, letter: Letter, person: Person) -> Message:
    if not _is_same(message, letter, person):
        raise WrittenAlready(message)
    return message


def _is_same(message: Message, letter: Letter, person: Person) -> bool:
    return message.created_by_id == person.pk and message.body == letter.body
