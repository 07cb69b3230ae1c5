"""Whether a message may leave the house now: asked inside the hand-over, with facts read there."""

from datetime import datetime

from regulars.models import ContactPoint, ImportBatch, Message
from regulars.queries.manners import bounds_at, weigh_message
from regulars.rules.channels import Channel
from regulars.rules.kinds import BatchKind, ContactKind
from regulars.rules.manners import Bounds, Kind, Verdict
from regulars.rules.messages import Reason

__all__ = ["Bounds", "bounds_at", "may_leave"]

KIND_OF = {
    Channel.EMAIL.value: ContactKind.EMAIL.value,
    Channel.SMS.value: ContactKind.PHONE.value,
    Channel.WHATSAPP.value: ContactKind.PHONE.value,
}


def may_leave(message: Message, at: datetime, bounds: Bounds) -> Verdict:
    """Go, wait until, a person's task, or the end. Inside a transaction."""
    if message.customer_id is None:
        return Verdict(Kind.END, Reason.ERASED)
    if _is_invented(message):
        return Verdict(Kind.END, Reason.INVENTED)
    if message.to_address and not _is_still_theirs(message):
        return Verdict(Kind.HAND, Reason.NO_ADDRESS)
    return weigh_message(message, at, bounds=bounds)


def _is_invented(message: Message) -> bool:
    """Nothing leaves the house to people of the sample business: addresses may be somebody's."""
    sample = ImportBatch.objects.filter(kind=BatchKind.SAMPLE.value)
    return sample.filter(customers=message.customer_id).exists()


def _is_still_theirs(message: Message) -> bool:
    """An address that was taken off the customer is nobody's, or somebody else's."""
    kind = KIND_OF.get(message.channel)
    if kind is None:
        return True
    points = ContactPoint.objects.filter(customer=message.customer, kind=kind)
    return points.filter(value__iexact=message.to_address).exists()
