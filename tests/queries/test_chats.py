"""When a chat is open."""

from datetime import UTC, datetime, timedelta

from regulars.models import InboundMessage
from regulars.queries import chats

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_a_chat_is_open_for_a_day_after_they_wrote(customer):
    assert chats.chat_open_until(customer.pk) is None
    for number, channel, hours in ((1, "whatsapp", 30), (2, "whatsapp", 3), (3, "sms", 1)):
        InboundMessage.objects.create(
            customer=customer,
            channel=channel,
            message_id=f"SM{number}",
            received_at=NOW - timedelta(hours=hours),
        )
    assert chats.chat_open_until(customer.pk) == NOW - timedelta(hours=3) + timedelta(hours=24)
