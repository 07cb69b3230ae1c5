"""Thank-yous, written one after another: queued as messages, or written by hand."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.interactions import Talk, record_interaction
from regulars.actions.messages import NotReady, plan_message
from regulars.actions.touches import ReasonKey, TouchAlreadyClosed
from regulars.models import Customer, Event, Message, Person, Touch
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, Tone
from regulars.rules.messages import How, MessageState, Purpose, Reason


@dataclass(frozen=True, slots=True)
class Written:
    """The words as they leave, greeting and signature included."""

    subject: str
    body: str
    language: str
    tone: Tone
    is_handwritten: bool  # a person wrote or changed them


@transaction.atomic
def queue_thanks(
    *,
    customer: Customer,
    reason: ReasonKey,
    written: Written,
    channel: Channel,
    address: str,
    person: Person,
) -> Message:
    """Thanks that leave as a message in this person's name. Raises TouchAlreadyClosed where a
    colleague was quicker, and NotReady where the words must not leave; nothing is kept then."""
    rule, occurrence = reason
    today = shop_today()
    touch, is_new = Touch.objects.get_or_create(
        customer=customer,
        rule=rule.value,
        occurrence=occurrence,
        defaults={"due_on": today, "how": How.MESSAGE.value, "created_by": person},
    )
    free = Touch.objects.open().filter(pk=touch.pk)
    if not is_new:
        free = free.filter(how=How.TASK.value)
    if not free.update(
        how=How.MESSAGE.value, purpose=Purpose.THANKS.value, channel=channel.value, due_on=today
    ):
        raise TouchAlreadyClosed(str(touch))
    message = plan_message(
        customer=customer,
        rule=rule,
        occurrence=occurrence,
        channel=channel,
        purpose=Purpose.THANKS,
        subject=written.subject,
        body=written.body,
        language=written.language,
        tone=written.tone,
        to_address=address,
        signed_by=person,
        due_at=timezone.now(),
        touch=touch,
        is_handwritten=written.is_handwritten,
        composed_on=today,
        created_by=person,
        person=person,
    )
    if message.state == MessageState.DRAFT:
        raise NotReady(Reason(message.reason or Reason.SAME_WORDS))
    record("touch.planned", customer, person=person, touch=touch.pk, message=message.pk)
    return message


@transaction.atomic
def note_thanks(
    *,
    customer: Customer,
    reason: ReasonKey,
    written: Written,
    channel: Channel,
    person: Person,
) -> Event:
    """Thanks that somebody wrote, sent or said themselves. Raises TouchAlreadyClosed."""
    talk = Talk(
        channel=channel,
        outcome=Outcome.SENT,
        words=written.body,
        purpose=Purpose.THANKS,
    )
    return record_interaction(customer=customer, person=person, talk=talk, reasons=[reason])
