"""Addresses of other programs that are told what happened: kept, tried, told, stopped.

An event becomes one delivery for each address that wants its kind, by the clock and not in the
action that made it happen: whoever does something here never waits for another program.
"""

import base64
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Max

from regulars.actions.events import record
from regulars.models import Event, Person, Webhook, WebhookDelivery
from regulars.queries.secrets import seal
from regulars.rules.web_addresses import Unfit, unfit
from regulars.rules.webhooks import TEST, TOLD, Ended, next_try

AT_ONCE = 500
KEY_BYTES = 32
# Longer than a whole round of calls. Whoever was killed in one leaves it to be tried again.
LEASE = timedelta(seconds=60)
# No transaction is open for so long: what was written before it has its place in the order.
SETTLED_AFTER = timedelta(hours=1)


class UnfitAddress(ValueError):
    """An address that is never called. `why` says what speaks against it."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def add_webhook(*, url: str, kinds: Collection[str], person: Person) -> tuple[Webhook, str]:
    """Tell this address of these kinds from now on. Returns it with its secret, which is never to
    be read again. Raises UnfitAddress."""
    if why := unfit(url):
        raise UnfitAddress(why)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    webhook = Webhook.objects.create(
        url=url,
        secret=seal(secret),
        kinds=_known(kinds),
        first_event=_latest_event(),
        created_by=person,
    )
    record("webhook.changed", person=person, webhook=webhook.pk, is_on=True)
    return webhook, secret


@transaction.atomic
def change_kinds(*, webhook: Webhook, kinds: Collection[str], person: Person) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(kinds=_known(kinds))
    record("webhook.changed", person=person, webhook=webhook.pk)


@transaction.atomic
def switch_webhook(*, webhook: Webhook, is_on: bool, person: Person) -> bool:
    """On or off. What happened while it was off is not told; what was waiting goes on. False where
    it was so already."""
    changed = Webhook.objects.filter(pk=webhook.pk, is_on=not is_on).update(
        is_on=is_on, stopped_because="", **({"first_event": _latest_event()} if is_on else {})
    )
    if changed:
        record("webhook.changed", person=person, webhook=webhook.pk, is_on=is_on)
    return bool(changed)


@transaction.atomic
def test_webhook(*, webhook: Webhook, person: Person, now: datetime) -> WebhookDelivery:
    """Tell this one address that it is being tried."""
    event = record(TEST, person=person, webhook=webhook.pk)
    return _delivery(webhook, event.pk, now)


def _known(kinds: Collection[str]) -> list[str]:
    return [kind for kind in TOLD if kind in kinds]


def _latest_event() -> int:
    return Event.objects.aggregate(latest=Max("pk"))["latest"] or 0


# --- telling: called by jobs/webhooks.py ---


def plan_deliveries(now: datetime) -> int:
    """One row for each event and each address that wants it, however often one looks."""
    return sum(_plan_for(webhook, now) for webhook in Webhook.objects.filter(is_on=True))


@transaction.atomic
def _plan_for(webhook: Webhook, now: datetime) -> int:
    later = Event.objects.filter(pk__gt=webhook.first_event)
    wanted = later.filter(kind__in=webhook.kinds).exclude(webhook_deliveries__webhook=webhook)
    fresh = list(wanted.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    WebhookDelivery.objects.bulk_create(
        [_unsaved(webhook, event, now) for event in fresh], ignore_conflicts=True
    )
    if len(fresh) < AT_ONCE:  # all of it is planned: need not be looked through again
        settled = later.filter(happened_at__lt=now - SETTLED_AFTER)
        if latest := settled.aggregate(latest=Max("pk"))["latest"]:
            Webhook.objects.filter(pk=webhook.pk, first_event__lt=latest).update(first_event=latest)
    return len(fresh)


def _unsaved(webhook: Webhook, event: int, now: datetime) -> WebhookDelivery:
    return WebhookDelivery(
        webhook=webhook, event_id=event, key=f"msg_{uuid4().hex}", next_try_at=now
    )


def _delivery(webhook: Webhook, event: int, now: datetime) -> WebhookDelivery:
    delivery = _unsaved(webhook, event, now)
    delivery.save(force_insert=True)
    return delivery


@transaction.atomic
def claim_delivery(delivery: WebhookDelivery, now: datetime) -> bool:
    """Take it for one try. False where another worker has it."""
    return bool(
        WebhookDelivery.objects.filter(
            pk=delivery.pk, tries=delivery.tries, next_try_at__lte=now
        ).update(tries=F("tries") + 1, next_try_at=now + LEASE)
    )


@transaction.atomic
def settle_delivery(
    delivery: WebhookDelivery, *, ended: Ended, status: int | None, now: datetime
) -> None:
    """Write down how the try ended that `claim_delivery` began; `delivery` is as it was then.

    An address that took nothing through all the tries of one delivery is stopped, and shown.
    """
    tries = delivery.tries + 1
    following = next_try(ended, tries, now)
    is_told = ended is Ended.DELIVERED
    changed = WebhookDelivery.objects.filter(pk=delivery.pk, tries=tries).update(
        status=status,
        said=ended.value,
        next_try_at=following,
        delivered_at=now if is_told else None,
    )
    if not changed or is_told or following is not None:
        return
    if ended is Ended.GONE or not _took_anything(delivery):
        _stop(delivery.webhook_id, ended)


def _took_anything(delivery: WebhookDelivery) -> bool:
    since = Event.objects.values_list("happened_at", flat=True).get(pk=delivery.event_id)
    return WebhookDelivery.objects.filter(
        webhook_id=delivery.webhook_id, delivered_at__gte=since
    ).exists()


def _stop(webhook: int, ended: Ended) -> None:
    stopped = Webhook.objects.filter(pk=webhook, is_on=True).update(
        is_on=False, stopped_because=ended.value
    )
    if stopped:
        record("webhook.stopped", webhook=webhook)
