"""Who wrote to us, who waits for an answer, and until when."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from regulars.models import Closure, Customer, InboundMessage, Manners
from regulars.queries.local_days import shop_zone
from regulars.rules.answering import answer_by, first_open_day
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind
from regulars.rules.messages import InboundKind


@dataclass(frozen=True, slots=True)
class AnswerDays:
    due_on: date  # from which day it stands on the list
    answer_by_at: datetime


class _OpenDays(Container[date]):
    def __init__(self, quiet_weekdays: list[int]) -> None:
        self.quiet = quiet_weekdays

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, date)
        is_closed = Closure.objects.filter(from_on__lte=day, to_on__gte=day).exists()
        return day.weekday() not in self.quiet and not is_closed


def answer_days(received_at: datetime) -> AnswerDays:
    manners = Manners.objects.filter(pk=Manners.ONLY).first() or Manners()
    days, zone = _OpenDays(manners.quiet_weekdays or [6]), shop_zone()
    received_on = timezone.localdate(received_at, timezone=zone)
    return AnswerDays(
        due_on=first_open_day(received_on, days),
        answer_by_at=answer_by(
            received_at, hours=manners.answer_within_hours, zone=zone, open_days=days
        ),
    )


def known_as(channel: Channel, address: str) -> Customer | None:
    """The one customer with this address. None for a stranger, and where several share it."""
    kind = ContactKind.EMAIL if channel is Channel.EMAIL else ContactKind.PHONE
    found = Customer.objects.filter(
        contact_points__kind=kind.value, contact_points__value__iexact=address
    )
    customers = list(found.distinct()[:2]) if address else []
    return customers[0] if len(customers) == 1 else None


def open_inbound(customer: Customer, *, until_at: datetime) -> QuerySet[InboundMessage]:
    """What this customer wrote up to that moment and nobody has answered."""
    return InboundMessage.objects.filter(
        customer=customer,
        kind=InboundKind.MESSAGE.value,
        answered_at=None,
        received_at__lte=until_at,
    )
