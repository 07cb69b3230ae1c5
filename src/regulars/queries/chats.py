"""When a machine may write freely into somebody's chat."""

from datetime import datetime

from django.db.models import Max

from regulars.models import InboundMessage
from regulars.rules.channels import Channel
from regulars.rules.twilio import CHAT_STAYS_OPEN


def chat_open_until(customer_id: int) -> datetime | None:
    """Until when free words reach this customer's WhatsApp; None: they never wrote there."""
    latest = InboundMessage.objects.filter(
        customer_id=customer_id, channel=Channel.WHATSAPP.value
    ).aggregate(latest=Max("received_at"))["latest"]
    return latest + CHAT_STAYS_OPEN if latest else None
