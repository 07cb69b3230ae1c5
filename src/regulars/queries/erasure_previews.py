"""What would go and what would stay if somebody were forgotten."""

from dataclasses import dataclass

from regulars.models import ContactPoint, Customer, Interaction, Message, Purchase, Touch
from regulars.rules.messages import GONE_OUT, UNSENT


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    contacts: int
    talks: int
    open_touches: int
    purchases: int
    sent: int
    waiting: int


def erasure_preview(customer: Customer) -> ErasurePreview:
    """Six counts."""
    messages = Message.objects.filter(customer=customer)
    return ErasurePreview(
        contacts=ContactPoint.objects.filter(customer=customer).count(),
        talks=Interaction.objects.filter(customer=customer).count(),
        open_touches=Touch.objects.open().filter(customer=customer).count(),
        purchases=Purchase.objects.filter(customer=customer).count(),
        sent=messages.filter(state__in=[one.value for one in GONE_OUT]).count(),
        waiting=messages.filter(state__in=[one.value for one in UNSENT]).count(),
    )
