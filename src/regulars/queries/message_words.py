"""Why a message exists, how far it came and what was in its way, in words (K31)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext

from regulars.models import DeliveryReport, Event, InboundMessage, Message
from regulars.queries import formats, labels
from regulars.rules.channels import Channel
from regulars.rules.kinds import TouchRule
from regulars.rules.messages import MessageState, Purpose, Reason, ReportKind

HELD = {Reason.BUSY.value, Reason.UNREACHABLE.value}
STEPS = {
    "message.drafted": lambda: gettext("A draft for somebody to look at"),
    "message.planned": lambda: gettext("Planned"),
    "message.moved": lambda: gettext("Moved"),
    "message.accepted": lambda: gettext("Taken by the next server"),
    "message.delivered": lambda: gettext("Delivered"),
    "message.bounced": lambda: gettext("Came back"),
    "message.complained": lambda: gettext("Called spam by the reader"),
    "message.failed": lambda: gettext("Refused"),
    "message.cancelled": lambda: gettext("Cancelled"),
    "message.unknown": lambda: gettext("Handed over, and no answer came"),
    "message.resolved": lambda: gettext("Settled by hand"),
    "message.returned": lambda: gettext("Came back by post"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a message."""

    at: datetime
    words: str
    more: str  # why, or what a server said
    who: str


def moment_words(at: datetime, now: datetime) -> str:
    """A day as people say it, and the hour, by the clock that is on: the shop's, on a page."""
    local, today = timezone.localtime(at), timezone.localdate(now)
    day = formats.day(local.date(), today=today, language=get_language() or "en")
    return gettext("%(day)s, %(time)s") % {"day": day, "time": f"{local:%H:%M}"}


def when_words(what: Message | InboundMessage | datetime, now: datetime) -> str:
    if isinstance(what, datetime):
        return moment_words(what, now)
    if isinstance(what, InboundMessage):
        return moment_words(what.received_at, now)
    return moment_words(what.ended_at or what.accepted_at or what.handed_at or what.due_at, now)


def reason_words(message: Message) -> str:
    """What was in its way; "" for nothing."""
    if not message.reason:
        return ""
    word = labels.word(Reason, message.reason)
    if message.state == MessageState.PLANNED and message.moved_from_at is not None:
        return gettext("Moved: %(reason)s") % {"reason": word}
    if message.state in {MessageState.ACCEPTED, MessageState.DELIVERED}:
        return ""
    return word


def why_line(message: Message) -> str:
    """For a row: the plan or the rule it comes from."""
    touch = message.touch
    if touch is not None and touch.run is not None:
        return gettext("The plan “%(name)s”") % {"name": touch.run.playbook.name}
    if message.rule == TouchRule.WRITTEN and message.reply_to_id is None:
        return gettext("Written by hand")
    if message.reply_to_id is not None:
        return gettext("An answer")
    return labels.word(TouchRule, message.rule)


def why_sentences(message: Message, now: datetime) -> list[str]:
    """Why it exists, from the records."""
    told = []
    touch = message.touch
    if touch is not None and touch.run is not None:
        run = touch.run
        day = formats.day(
            run.base_on, today=timezone.localdate(now), language=get_language() or "en"
        )
        text = gettext("The plan “%(name)s” owes it (its days count from: %(day)s).")
        told.append(text % {"name": run.playbook.name, "day": day})
    elif message.reply_to is not None:
        when = when_words(message.reply_to, now)
        told.append(gettext("It answers what they wrote (%(when)s).") % {"when": when})
    elif message.rule == TouchRule.WRITTEN:
        told.append(gettext("Somebody here wrote it by hand."))
    else:
        word = labels.word(TouchRule, message.rule)
        told.append(gettext("The reason is: %(rule)s.") % {"rule": word})
    if message.created_by is not None:
        told.append(gettext("Made by %(name)s.") % {"name": message.created_by.display_name})
    if message.signed_by is not None:
        told.append(gettext("Signed by %(name)s.") % {"name": message.signed_by.display_name})
    told.append(gettext("What it is for: %(purpose)s.") % {"purpose": _purpose(message)})
    told.append(gettext("For this reason and occasion there is this one message and no other."))
    if message.moved_from_at is not None:
        first = moment_words(message.moved_from_at, now)
        told.append(
            gettext("It was first meant to go at another time (%(when)s).") % {"when": first}
        )
    return told


def _purpose(message: Message) -> str:
    return labels.word(Purpose, message.purpose)


def sells_words(word: str) -> str:
    said = gettext("“%(word)s” sells something. Bad news carries no offer: leave it out.")
    return said % {"word": word}


def still_a_draft(reason: Reason) -> str:
    """Why words of a person stay here for now, and what to do."""
    told = {
        Reason.SAME_WORDS: gettext(
            "These words were said already, to them or to somebody else today. Say it in a way of"
            " its own, and it leaves."
        ),
        Reason.UNFILLED: gettext("A field in curly brackets is left. Put a word in its place."),
        Reason.NO_DETAIL: gettext("Thanks need one true thing. Write what you thank them for."),
        Reason.NO_SENDER: gettext(
            "Nobody has agreed that it carries their name. Each person does so in their own"
            " settings."
        ),
    }
    return told.get(reason) or labels.word(Reason, reason.value)


def steps_of(message: Message) -> list[Step]:
    """Its way, the oldest step first: what we did, each try, and what servers said later."""
    steps = [Step(message.created_at, gettext("Made"), "", "")]
    told = Event.objects.filter(kind__in=STEPS, facts__message=message.pk)
    if message.customer_id is not None:
        told = told.filter(customer=message.customer_id)
    for event in told.select_related("person").order_by("pk"):
        reason = event.facts.get("reason", "")
        more = labels.word(Reason, reason) if reason in set(Reason) else ""
        who = event.person.display_name if event.person else ""
        steps.append(Step(event.happened_at, STEPS[event.kind](), more, who))
    for attempt in message.attempts.order_by("fence"):
        words = gettext("Handed over to the server")
        steps.append(Step(attempt.handed_at, words, attempt.said, ""))
    for report in DeliveryReport.objects.filter(message=message):
        if report.said:
            words = REPORTED[ReportKind(report.kind)]()
            steps.append(Step(report.received_at, words, report.said, ""))
    return sorted(steps, key=lambda step: step.at)


REPORTED = {
    ReportKind.DELIVERED: lambda: gettext("A server says it was delivered"),
    ReportKind.BOUNCED: lambda: gettext("A server says there is no such address"),
    ReportKind.COMPLAINED: lambda: gettext("The mail host passed a complaint on"),
    ReportKind.FAILED: lambda: gettext("A server says it could not deliver it"),
}


def channel_words(message: Message) -> str:
    return labels.word(Channel, message.channel)


def is_held_up(message: Message) -> bool:
    """A server was busy or away: it is tried again by itself."""
    return message.state == MessageState.PLANNED and message.reason in HELD
