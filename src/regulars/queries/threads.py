"""What somebody wrote, in the row of what went to and fro with them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from regulars.models import InboundMessage, Message
from regulars.queries.message_words import when_words
from regulars.rules.inbound import bare_subject, without_quotes
from regulars.rules.messages import GONE_OUT, MessageState

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a thread, theirs or ours."""

    is_theirs: bool
    at: datetime
    when: str
    who: str
    subject: str
    body: str
    whole: str  # with what was quoted; "" where nothing was cut
    state: str  # of ours
    pk: int


def thread_of(inbound: InboundMessage, now: datetime) -> list[Said]:
    """What went to and fro on that channel up to now, the oldest first; for a stranger the one
    message."""
    if inbound.customer_id is None:
        return [_theirs(inbound, now)]
    theirs = InboundMessage.objects.filter(
        customer=inbound.customer_id, channel=inbound.channel, kind=inbound.kind
    ).select_related("customer")[:SHOWN]
    ours = (
        Message.objects.filter(customer=inbound.customer_id, channel=inbound.channel)
        .filter(state__in=[*(state.value for state in GONE_OUT), MessageState.PLANNED.value])
        .select_related("signed_by")
        .order_by(F("handed_at").desc(nulls_first=True), "-pk")[:SHOWN]
    )
    said = [_theirs(one, now) for one in theirs] + [_ours(one, now) for one in ours]
    return sorted(said, key=lambda one: one.at)[-SHOWN:]


def _theirs(row: InboundMessage, now: datetime) -> Said:
    short = without_quotes(row.body)
    return Said(
        is_theirs=True,
        at=row.received_at,
        when=when_words(row, now),
        who=row.customer.name if row.customer else row.from_address,
        subject=row.subject,
        body=short,
        whole=row.body if row.body.strip() != short else "",
        state="",
        pk=row.pk,
    )


def _ours(message: Message, now: datetime) -> Said:
    return Said(
        is_theirs=False,
        at=message.handed_at or message.due_at,
        when=when_words(message, now),
        who=message.signed_by.display_name if message.signed_by else "",
        subject=message.subject,
        body=message.body,
        whole="",
        state=message.state,
        pk=message.pk,
    )


def reply_subject(inbound: InboundMessage) -> str:
    bare = bare_subject(inbound.subject)
    return f"Re: {bare}"[:200] if bare else ""
