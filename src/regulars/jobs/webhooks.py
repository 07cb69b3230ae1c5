"""Tells other programs what happened. Whatever they do, nothing here waits for them."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from standardwebhooks import Webhook as Signing

from regulars.actions.webhooks import claim_delivery, settle_delivery
from regulars.channels.webhooks import Answer, Call, deliver
from regulars.models import WebhookDelivery
from regulars.queries.secrets import unseal
from regulars.queries.webhooks import due_deliveries
from regulars.rules.webhooks import payload

Deliver = Callable[[Sequence[Call]], list[Answer]]


def tell(now: datetime, *, by: Deliver = deliver) -> int:
    """One round: what is due now, side by side. Returns how many tries were made."""
    taken = [one for one in due_deliveries(now) if claim_delivery(one, now)]
    if not taken:
        return 0
    answers = by([call_for(one, now) for one in taken])
    for delivery, answer in zip(taken, answers, strict=True):
        settle_delivery(delivery, ended=answer.ended, status=answer.status, now=now)
    return len(taken)


def call_for(delivery: WebhookDelivery, now: datetime) -> Call:
    """The event as a signed text. The id is that of the delivery, the same for every try."""
    event = delivery.event
    body = json.dumps(
        payload(
            event=event.pk,
            kind=event.kind,
            happened_at=event.happened_at.astimezone(UTC),
            customer=event.customer_id,
            facts=event.facts,
        ),
        separators=(",", ":"),
    )
    signature = Signing(unseal(delivery.webhook.secret)).sign(
        delivery.key, now.astimezone(UTC), body
    )
    headers = {
        "Content-Type": "application/json",
        "webhook-id": delivery.key,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    return Call(url=delivery.webhook.url, body=body.encode(), headers=headers)
