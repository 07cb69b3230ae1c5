"""Who wrote to us, who waits for an answer, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from regulars.models import ContactPoint, Customer, DeliveryReport, InboundMessage, Message
from regulars.queries.local_days import shop_zone
from regulars.queries.manners import open_days_between, the_manners
from regulars.rules.answering import LONGEST_CLOSURE_DAYS, answer_by, first_open_day
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind
from regulars.rules.messages import GONE_OUT, InboundKind, ReportKind
from regulars.rules.search import fold

OFFERED = 8


@dataclass(frozen=True, slots=True)
class AnswerDays:
    due_on: date  # from which day it stands on the list
    answer_by_at: datetime


def answer_days(received_at: datetime) -> AnswerDays:
    zone, hours = shop_zone(), the_manners().answer_within_hours
    received_on = timezone.localdate(received_at, timezone=zone)
    furthest = received_on + timedelta(days=2 * LONGEST_CLOSURE_DAYS + hours // 24)
    days = open_days_between(received_on, furthest)
    return AnswerDays(
        due_on=first_open_day(received_on, days),
        answer_by_at=answer_by(received_at, hours=hours, zone=zone, open_days=days),
    )


def known_as(channel: Channel, address: str) -> Customer | None:
    """The one customer with this address. None for a stranger, and where several share it."""
    kind = ContactKind.EMAIL if channel is Channel.EMAIL else ContactKind.PHONE
    found = Customer.objects.filter(
        contact_points__kind=kind.value, contact_points__value__iexact=address
    )
    customers = list(found.distinct()[:2]) if address else []
    return customers[0] if len(customers) == 1 else None


def is_known(channel: Channel, address: str) -> bool:
    """Whether any customer has this address."""
    kind = ContactKind.EMAIL if channel is Channel.EMAIL else ContactKind.PHONE
    points = ContactPoint.objects.filter(kind=kind.value, value__iexact=address)
    return bool(address) and points.exists()


def perhaps_from(inbound: InboundMessage, asked: str) -> list[Customer]:
    """Who may have written it: those with this address, else whoever is looked for by name."""
    found = Customer.objects.filter(contact_points__value__iexact=inbound.from_address)
    if asked.strip():
        found = Customer.objects.filter(search_text__contains=fold(asked))
    return list(found.distinct().order_by("name", "pk")[:OFFERED])


def open_inbound(customer: Customer, *, until_at: datetime) -> QuerySet[InboundMessage]:
    """What this customer wrote up to that moment and nobody has answered."""
    return InboundMessage.objects.filter(
        customer=customer,
        kind=InboundKind.MESSAGE.value,
        answered_at=None,
        received_at__lte=until_at,
    )


def messages_named(ids: Sequence[str]) -> dict[str, Message]:
    """Ours among these Message-IDs (without angle brackets), by the id."""
    told = [f"<{one}>" for one in ids]
    found = Message.objects.filter(Q(message_id__in=told) | Q(message_id__in=list(ids)))
    return {message.message_id.strip("<>"): message for message in found.select_related("customer")}


def last_message_to(address: str, *, since: datetime) -> Message | None:
    """The last mail that left for this address since then."""
    gone = Message.objects.filter(
        channel=Channel.EMAIL.value,
        to_address__iexact=address,
        state__in=[state.value for state in GONE_OUT],
        handed_at__gte=since,
    )
    return gone.select_related("customer").order_by("-handed_at").first()


def refusals_of(address: str, *, since: datetime) -> int:
    """How many mails this address refused for good since then, for no fault of its own."""
    return DeliveryReport.objects.filter(
        message__to_address__iexact=address,
        kind=ReportKind.FAILED.value,
        said__startswith="5",
        received_at__gte=since,
    ).count()


def unanswered_mails(*, most: int) -> QuerySet[InboundMessage]:
    """Mails that wait for an answer, the oldest first."""
    return (
        InboundMessage.objects.filter(
            channel=Channel.EMAIL.value, kind=InboundKind.MESSAGE.value, answered_at=None
        )
        .exclude(customer=None)
        .select_related("customer")
        .order_by("received_at", "pk")[:most]
    )
