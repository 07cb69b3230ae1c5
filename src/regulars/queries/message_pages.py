"""The page of the messages: who waits for an answer, what is to look at, what leaves and left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from regulars.models import InboundMessage, MailAccount, Manners, Message, Shop
from regulars.queries import labels
from regulars.queries.message_words import reason_words, when_words, why_line
from regulars.rules.inbound import opening_words
from regulars.rules.messages import InboundKind, MessageState

SHOWN = 50
PLANNED_DAYS = 14
BACK_DAYS = 30
LATELY = 20
LONGEST_LINE = 160
WAITING_STATES = (MessageState.PLANNED.value, MessageState.CLAIMED.value)
GONE_STATES = (
    MessageState.HANDING.value,
    MessageState.ACCEPTED.value,
    MessageState.DELIVERED.value,
)
BACK_STATES = (
    MessageState.BOUNCED.value,
    MessageState.COMPLAINED.value,
    MessageState.FAILED.value,
)
TINTS = {
    MessageState.DRAFT.value: "is-gold",
    MessageState.UNKNOWN.value: "is-warm",
    MessageState.BOUNCED.value: "is-warm",
    MessageState.COMPLAINED.value: "is-warm",
    MessageState.FAILED.value: "is-warm",
    MessageState.ACCEPTED.value: "is-green",
    MessageState.DELIVERED.value: "is-green",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A message on its way out, as a row shows it."""

    message: Message
    name: str
    title: str
    why: str
    reason: str  # why it was moved, held or ended; "" where nothing was in the way
    state: str
    tint: str
    when: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who wrote."""

    inbound: InboundMessage
    name: str
    words: str
    when: str
    is_late: bool
    answer_by: str
    answer: Message | None  # on its way already


@dataclass(frozen=True, slots=True)
class Stop:
    """Why nothing leaves by itself, and where that is changed."""

    words: str
    url_name: str


@dataclass(frozen=True, slots=True)
class MessagesPage:
    heading: str
    stops: list[Stop]
    waiting: list[Waiting]
    unknown: list[Line]
    drafts: list[Line]
    back: list[Line]
    planned: list[Line]
    later: int  # planned for after the days shown
    lately: list[Line]
    has_mailbox: bool
    is_mail_on: bool

    @property
    def is_empty(self) -> bool:
        parts = (self.waiting, self.unknown, self.drafts, self.back, self.planned, self.lately)
        return not any(parts)


def messages_page(now: datetime | None = None) -> MessagesPage:
    now = now or timezone.now()
    account = MailAccount.objects.filter(pk=MailAccount.ONLY).first()
    open_ = _messages().exclude(state=MessageState.CANCELLED.value)
    unknown = _lines(open_.filter(state=MessageState.UNKNOWN.value).order_by("handed_at"), now)
    drafts = _lines(open_.filter(state=MessageState.DRAFT.value).order_by("due_at"), now)
    since = now - timedelta(days=BACK_DAYS)
    back = open_.filter(state__in=BACK_STATES, ended_at__gte=since).order_by("-ended_at")
    until = now + timedelta(days=PLANNED_DAYS)
    planned = open_.filter(state__in=WAITING_STATES)
    gone = open_.filter(state__in=GONE_STATES).order_by("-handed_at", "-pk")
    waiting = _waiting(now)
    ahead = _lines(planned.filter(due_at__lte=until).order_by("due_at", "pk"), now)
    return MessagesPage(
        heading=_heading(_people(waiting), len(unknown), len(drafts), len(ahead)),
        stops=_stops(account),
        waiting=waiting,
        unknown=unknown,
        drafts=drafts,
        back=_lines(back, now),
        planned=ahead,
        later=planned.filter(due_at__gt=until).count(),
        lately=_lines(gone, now, most=LATELY),
        has_mailbox=bool(account and account.imap_host),
        is_mail_on=bool(account and account.is_on),
    )


def _messages() -> QuerySet[Message]:
    return Message.objects.select_related("customer", "signed_by", "touch__run__playbook")


def _lines(messages: QuerySet[Message], now: datetime, *, most: int = SHOWN) -> list[Line]:
    return [line_of(message, now) for message in messages[:most]]


def line_of(message: Message, now: datetime) -> Line:
    name = message.customer.name if message.customer else gettext("Somebody who was erased")
    title = message.subject or opening_words("", message.body, longest=80)
    return Line(
        message=message,
        name=name,
        title=title,
        why=why_line(message),
        reason=reason_words(message),
        state=labels.word(MessageState, message.state),
        tint=TINTS.get(message.state, ""),
        when=when_words(message, now),
    )


def _waiting(now: datetime) -> list[Waiting]:
    """Whoever wrote and has no answer yet; whom nobody knows comes along."""
    found = (
        InboundMessage.objects.filter(answered_at=None, kind=InboundKind.MESSAGE.value)
        .select_related("customer")
        .order_by("received_at", "pk")[:SHOWN]
    )
    rows = list(found)
    answers = _answers_to(rows)
    return [
        Waiting(
            inbound=row,
            name=row.customer.name if row.customer else row.from_address,
            words=opening_words(row.subject, row.body, longest=LONGEST_LINE),
            when=when_words(row, now),
            is_late=row.answer_by_at is not None and row.answer_by_at < now,
            answer_by=when_words(row.answer_by_at, now) if row.answer_by_at else "",
            answer=answers.get(row.pk),
        )
        for row in rows
    ]


def _answers_to(rows: Iterable[InboundMessage]) -> dict[int, Message]:
    """Answers that wait to leave."""
    found = Message.objects.filter(
        reply_to__in=list(rows), state__in=[*WAITING_STATES, MessageState.DRAFT.value]
    )
    return {message.reply_to_id: message for message in found if message.reply_to_id is not None}


def _people(waiting: Iterable[Waiting]) -> int:
    """However often one of them wrote."""
    return len({one.inbound.customer_id or one.inbound.from_address for one in waiting})


def _heading(waiting: int, unknown: int, drafts: int, ahead: int) -> str:
    """Is everything out, and does anybody wait?"""
    if waiting:
        said = ngettext(
            "One person waits for your answer", "%(n)d people wait for your answer", waiting
        )
        return said % {"n": waiting}
    if unknown:
        said = ngettext(
            "Of one message nobody knows whether it arrived",
            "Of %(n)d messages nobody knows whether they arrived",
            unknown,
        )
        return said % {"n": unknown}
    if drafts:
        said = ngettext(
            "Nobody waits; one draft is for you to look at",
            "Nobody waits; %(n)d drafts are for you to look at",
            drafts,
        )
        return said % {"n": drafts}
    if ahead:
        said = ngettext(
            "Nobody waits, and one message is planned",
            "Nobody waits, and %(n)d messages are planned",
            ahead,
        )
        return said % {"n": ahead}
    return gettext("Everything is out, and nobody waits")


def _stops(account: MailAccount | None) -> list[Stop]:
    shop = Shop.objects.filter(pk=Shop.ONLY).first()
    manners = Manners.objects.filter(pk=Manners.ONLY).first()
    planned = Q(state__in=WAITING_STATES, channel="email")
    stops = []
    if manners is not None and manners.is_paused:
        words = gettext("Everything is paused: nothing leaves by itself.")
        stops.append(Stop(words, "settings:pause"))
    if shop is not None and shop.is_sending_held:
        words = gettext("This is a restored copy, and sending is held.")
        stops.append(Stop(words, "settings:sending"))
    if account is not None and account.is_on and account.trouble:
        words = gettext("The mail server cannot be reached. Messages wait, none is lost.")
        stops.append(Stop(words, "settings:mail"))
    if account is not None and account.imap_trouble:
        words = gettext("The mailbox cannot be read, so answers are not seen here.")
        stops.append(Stop(words, "settings:mail"))
    is_off = account is None or not account.is_on
    if is_off and Message.objects.filter(planned).exists():
        words = gettext("Mail is not switched on. What is planned waits.")
        stops.append(Stop(words, "settings:mail"))
    return stops
