"""Messages as people and plans know them: planned, moved, approved, ended, settled by a person.

What a worker does with one on its way out is actions/outbox.py. Every change is one conditional
update; whoever comes second changes nothing.
"""

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone, translation

from regulars.actions.events import record
from regulars.actions.rhythms import refresh_contact
from regulars.models import (
    Customer,
    Event,
    InboundMessage,
    Interaction,
    MailAccount,
    Message,
    Person,
    Touch,
)
from regulars.queries.composing import digest_for, may_sign
from regulars.queries.labels import WORDS
from regulars.queries.local_days import shop_today, shop_zone
from regulars.queries.shops import the_shop
from regulars.rules.channels import Channel
from regulars.rules.composing import gaps_in
from regulars.rules.kinds import OpenState, Outcome, Tone, TouchRule
from regulars.rules.messages import UNSENT, How, MessageState, Purpose, Reason
from regulars.rules.notices import what_sells

FREE = {"owner": "", "lease_until": None}  # nobody holds it
LONGEST_TOUCH_OCCURRENCE = 80
NO_DOMAIN = "regulars.invalid"  # before the mail account is set up


class MessageHasLeft(Exception):
    """It is on its way or ended: nobody can change it any more."""


class NotUnknown(Exception):
    """Somebody settled it first."""


class NotReady(Exception):
    """Its words must not leave like that; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class SellsInBadNews(Exception):
    """Bad news carries no offer (N4); `word` is the first one that sells."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@transaction.atomic
def plan_message(  # noqa: PLR0913  # the columns of one row, each by its name
    *,
    customer: Customer,
    rule: TouchRule,
    occurrence: str,
    channel: Channel,
    purpose: Purpose,
    subject: str,
    body: str,
    language: str,
    tone: Tone,
    to_address: str,
    signed_by: Person | None,
    due_at: datetime,
    use_by_at: datetime | None = None,
    touch: Touch | None = None,
    reply_to: InboundMessage | None = None,
    is_handwritten: bool = False,
    composed_on: date | None = None,
    is_draft: bool = False,
    problem: Reason | None = None,
    created_by: Person | None = None,
    person: Person | None = None,
) -> Message:
    """The row by which something will leave the house, once for (customer, rule, occurrence): a
    second call returns the first row as it is.

    A `problem` of the words makes it a draft, and so do a field that nothing filled and words
    that somebody has read already, or another customer gets that day. Raises SellsInBadNews where
    somebody has written bad news that sells; of a plan it is a draft that nobody can let go.
    """
    there = Message.objects.filter(customer=customer, rule=rule.value, occurrence=occurrence)
    first = there.first()
    if first is not None:
        return first
    if gaps_in(f"{subject}\n{body}"):
        problem = problem or Reason.UNFILLED
    if word := sold_in(purpose, subject, body):
        if is_handwritten:
            raise SellsInBadNews(word)
        is_draft = True
    message = Message(
        customer=customer,
        rule=rule.value,
        occurrence=occurrence,
        touch=touch,
        channel=channel.value,
        purpose=purpose.value,
        language=language,
        tone=tone.value,
        subject=subject,
        body=body,
        is_handwritten=is_handwritten,
        composed_on=composed_on or shop_today(),
        to_address=to_address,
        signed_by=signed_by,
        created_by=created_by or person,
        reply_to=reply_to,
        due_at=due_at,
        use_by_at=use_by_at,
        message_id=new_message_id(),
    )
    message.words_digest = digest_for(message)
    for why in dict.fromkeys((problem, problem or Reason.SAME_WORDS)):
        message.state = MessageState.DRAFT if is_draft or why else MessageState.PLANNED
        message.reason = why.value if why else ""
        try:
            with transaction.atomic():
                message.save(force_insert=True)
        except IntegrityError:  # planned at the same moment, or words that are taken
            first = there.first()
            if first is not None:
                return first
            if why is not None:
                raise
        else:
            break
    kind = "message.drafted" if message.state == MessageState.DRAFT else "message.planned"
    record(kind, customer, person=person, message=message.pk, due=due_at.isoformat())
    return message


def sold_in(purpose: Purpose, subject: str, body: str) -> str:
    """The word of bad news that sells something; "" where none does, and in any other message."""
    return what_sells(f"{subject}\n{body}") if purpose is Purpose.NOTICE else ""


def new_message_id() -> str:
    """As it stands in the header, with its angle brackets. Made once for a message."""
    sender = MailAccount.objects.filter(pk=MailAccount.ONLY).values_list("from_address", flat=True)
    domain = (sender.first() or "").rpartition("@")[2]
    return f"<{uuid4().hex}@{domain or NO_DOMAIN}>"


@transaction.atomic
def approve_draft(
    message: Message,
    *,
    person: Person | None,
    subject: str | None = None,
    body: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """A person looked at it, perhaps changed the words, and lets it go. Raises MessageHasLeft,
    SellsInBadNews, and NotReady where the words have a gap, say nothing true or were said before.
    """
    changes: dict[str, object] = {"due_at": due_at} if due_at else {}
    told = {"subject": subject, "body": body}
    changed = {
        name: text
        for name, text in told.items()
        if text is not None and text != getattr(message, name)
    }
    if changed:
        changes |= {**changed, "is_handwritten": True}
    changes |= _words_to_leave(message, changed)
    try:
        with transaction.atomic():
            _change(
                message,
                {MessageState.DRAFT},
                state=MessageState.PLANNED.value,
                reason="",
                **changes,
            )
    except IntegrityError as trouble:
        raise NotReady(Reason.SAME_WORDS) from trouble
    record("message.planned", message.customer, person=person, message=message.pk)


def _words_to_leave(message: Message, changed: dict[str, str]) -> dict[str, object]:
    """What stands for the words from now on. Raises NotReady, SellsInBadNews."""
    now = copy(message)
    now.subject = changed.get("subject", message.subject)
    now.body = changed.get("body", message.body)
    if word := sold_in(Purpose(message.purpose), now.subject, now.body):
        raise SellsInBadNews(word)
    if gaps_in(f"{now.subject}\n{now.body}"):
        raise NotReady(Reason.UNFILLED)
    if message.reason == Reason.NO_DETAIL and "body" not in changed:
        raise NotReady(Reason.NO_DETAIL)  # thanks without anything true are none
    if message.signed_by is not None and not may_sign(message.signed_by):
        raise NotReady(Reason.NO_SENDER)
    return {"words_digest": digest_for(now)}


@transaction.atomic
def move_message(
    message: Message, *, due_at: datetime, reason: Reason, person: Person | None = None
) -> None:
    """Not before `due_at`, and why. Raises MessageHasLeft. Draft stays draft."""
    held = {MessageState.PLANNED, MessageState.CLAIMED}
    moved = _moved(message, held, due_at, reason, state=MessageState.PLANNED.value, **FREE)
    if not moved and not _moved(message, {MessageState.DRAFT}, due_at, reason):
        raise MessageHasLeft(str(message))
    record(
        "message.moved",
        message.customer,
        person=person,
        message=message.pk,
        until=due_at.isoformat(),
        reason=reason.value,
    )


def _moved(
    message: Message,
    states: Iterable[MessageState],
    due_at: datetime,
    reason: Reason,
    **changes: object,
) -> int:
    return Message.objects.filter(pk=message.pk, state__in=[one.value for one in states]).update(
        moved_from_at=Coalesce(F("moved_from_at"), F("due_at")),
        due_at=due_at,
        next_try_at=None,
        reason=reason.value,
        **changes,
    )


@transaction.atomic
def cancel_messages(
    messages: "models.QuerySet[Message]", *, reason: Reason, person: Person | None = None
) -> int:
    """Nobody will get these, and why. Leaves alone what has left. Returns how many."""
    unsent = messages.filter(state__in=[one.value for one in UNSENT])
    return sum(_cancel(message, reason, person) for message in unsent.order_by("pk"))


def _cancel(message: Message, reason: Reason, person: Person | None) -> bool:
    changed = Message.objects.filter(pk=message.pk, state__in=[one.value for one in UNSENT]).update(
        state=MessageState.CANCELLED.value,
        reason=reason.value,
        ended_at=timezone.now(),
        next_try_at=None,
        **FREE,
    )
    if changed:
        close_touch_of(message, reason=reason, person=person)
        record(
            "message.cancelled",
            message.customer,
            person=person,
            message=message.pk,
            reason=reason.value,
        )
    return bool(changed)


def close_touch_of(message: Message, *, reason: Reason, person: Person | None) -> None:
    """What was owed by this message is not owed any more; the reason stands there in words."""
    if message.touch_id is None:
        return
    shop = the_shop()
    with translation.override(shop.language if shop else "en"):
        because = str(WORDS[Reason][reason])
    Touch.objects.open().filter(pk=message.touch_id, how=How.MESSAGE.value).update(
        state=OpenState.DROPPED.value,
        dropped_because=because,
        closed_by=person,
        closed_at=timezone.now(),
    )


@transaction.atomic
def hand_to_person(message: Message, *, reason: Reason, person: Person | None = None) -> Touch:
    """It cannot go by itself: the message ends, and somebody here has the task, its words with it.
    Raises MessageHasLeft."""
    _change(
        message,
        UNSENT,
        state=MessageState.CANCELLED.value,
        reason=reason.value,
        ended_at=timezone.now(),
        next_try_at=None,
        **FREE,
    )
    touch = owe_by_hand(message, reason=reason)
    record(
        "message.cancelled",
        message.customer,
        person=person,
        message=message.pk,
        reason=reason.value,
        touch=touch.pk,
    )
    return touch


def owe_by_hand(message: Message, *, reason: Reason) -> Touch:
    """The message's touch as a task of a person, made where there is none. Inside a transaction."""
    customer = message.customer
    if customer is None:
        raise MessageHasLeft(str(message))
    touch = (
        message.touch
        or Touch.objects.get_or_create(
            customer=customer,
            rule=message.rule,
            occurrence=message.occurrence[:LONGEST_TOUCH_OCCURRENCE],
            defaults={"due_on": shop_today()},
        )[0]
    )
    Touch.objects.filter(pk=touch.pk).update(
        how=How.TASK.value,
        handed_because=reason.value,
        state=OpenState.OPEN.value,
        closed_at=None,
        closed_by=None,
        dropped_because="",
        due_on=shop_today(),
        purpose=message.purpose,
        channel=message.channel,
        note=touch.note or message.subject[:500],
        script=touch.script or message.body,
        assigned_to=touch.assigned_to_id or message.signed_by_id or customer.carer_id,
    )
    Message.objects.filter(pk=message.pk, touch=None).update(touch=touch)
    record("touch.handed", customer, touch=touch.pk, message=message.pk, reason=reason.value)
    touch.refresh_from_db()
    return touch


@transaction.atomic
def resolve_unknown(message: Message, *, was_sent: bool, person: Person | None) -> None:
    """Somebody found out whether it arrived, or decides it. Raises NotUnknown for the second."""
    unknown = Message.objects.filter(pk=message.pk, state=MessageState.UNKNOWN.value)
    if was_sent:
        moment = message.handed_at or timezone.now()
        changed = unknown.update(
            state=MessageState.ACCEPTED.value, accepted_at=moment, ended_at=moment, **FREE
        )
    else:
        changed = unknown.update(
            state=MessageState.PLANNED.value, next_try_at=None, ended_at=None, **FREE
        )
    if not changed:
        raise NotUnknown(str(message))
    record(
        "message.resolved", message.customer, person=person, message=message.pk, was_sent=was_sent
    )
    if was_sent:
        record("message.accepted", message.customer, person=person, message=message.pk)


def _change(message: Message, states: Iterable[MessageState], **changes: object) -> None:
    among = [one.value for one in states]
    if not Message.objects.filter(pk=message.pk, state__in=among).update(**changes):
        raise MessageHasLeft(str(message))


# --- reactions ---


@transaction.atomic
def note_contact(event: Event) -> None:
    """A message that was accepted is a talk that happened, once, and what was owed is done."""
    message = (
        Message.objects.select_related("customer", "signed_by")
        .filter(Q(pk=event.facts["message"]) & ~Q(accepted_at=None) & ~Q(customer=None))
        .first()
    )
    if message is None:  # erased meanwhile
        return
    customer, moment = message.customer, message.accepted_at
    assert customer is not None
    assert moment is not None
    _, is_new = Interaction.objects.get_or_create(
        message=message,
        defaults={
            "customer": customer,
            "touch_id": message.touch_id,
            "person": message.signed_by,
            "happened_at": moment,
            "happened_on": timezone.localdate(moment, timezone=shop_zone()),
            "channel": message.channel,
            "outcome": Outcome.SENT.value,
            "purpose": message.purpose,
            "words": message.body,
        },
    )
    if not is_new:
        return
    if message.touch_id is not None:
        Touch.objects.open().filter(pk=message.touch_id).update(
            state=OpenState.DONE.value, closed_at=moment, closed_by=message.signed_by
        )
    refresh_contact(customer.pk)
