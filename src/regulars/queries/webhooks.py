"""Addresses that are told what happened: what is due, how it went, and the words for it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from regulars.models import Webhook, WebhookDelivery
from regulars.queries.care_labels import Words
from regulars.rules.web_addresses import Unfit
from regulars.rules.webhooks import DOWN, TEST, Ended

AT_ONCE = 20
AT_ONCE_FOR_ONE = 4
SHOWN = 30

TOLD_WORDS: dict[str, Words] = {
    "customer.created": _("Somebody new is on record"),
    "customer.changed": _("A record was changed"),
    "customer.merged": _("Two records became one"),
    "customer.erased": _("Somebody was erased"),
    "purchase.recorded": _("A purchase was written down"),
    "purchase.changed": _("A purchase was corrected"),
    "purchase.removed": _("A purchase was taken away"),
    "appointment.booked": _("An appointment was booked"),
    "appointment.changed": _("An appointment was moved"),
    "appointment.cancelled": _("An appointment was cancelled"),
    "appointment.kept": _("An appointment was kept"),
    "appointment.missed": _("An appointment was missed"),
    "interaction.recorded": _("A talk was written down"),
    "touch.planned": _("A follow-up was planned"),
    "touch.closed": _("A follow-up was closed"),
    "message.accepted": _("A message went out"),
    "message.delivered": _("A message arrived"),
    "message.bounced": _("A message came back"),
    "message.failed": _("A message was refused"),
    "inbound.received": _("A message came in"),
    "inbound.answered": _("A message was answered"),
    "consent.recorded": _("A yes or no was written down"),
    "contact.suppressed": _("Nothing is sent to an address any more"),
    "complaint.opened": _("A complaint was opened"),
    "complaint.closed": _("A complaint was closed"),
    "thing.served": _("Something they own was serviced"),
    TEST: _("A test"),
}
ENDED_WORDS: dict[str, Words] = {
    Ended.DELIVERED: _("Taken"),
    Ended.ANSWERED_NO: _("The other side answered with an error."),
    Ended.MOVED: _("The address points elsewhere. That is not followed: enter the final address."),
    Ended.GONE: _("The other side said that nothing is there any more."),
    Ended.TIMEOUT: _("No answer within ten seconds."),
    Ended.NO_ANSWER: _("Nothing answers at that address."),
    Ended.NO_NAME: _("The name in the address does not exist."),
    Ended.NOT_PERMITTED: _("The name leads to a machine that is not on the open Internet."),
    Ended.NOT_TRUSTED: _("The certificate of the address is not valid for its name."),
}
UNFIT_WORDS: dict[Unfit, Words] = {
    Unfit.NOT_AN_ADDRESS: _("Write an address of the web, such as https://shop.example/hook."),
    Unfit.NOT_HTTPS: _("The address has to begin with https://, so that nobody reads along."),
    Unfit.CARRIES_A_NAME: _("Leave out the name and password before the @."),
    Unfit.A_NUMBER: _("Enter the name of the machine in place of its number."),
    Unfit.INSIDE: _("Only addresses on the open Internet are called, none of this network."),
    Unfit.ODD_PORT: _("Use port 443, or one from 1024 on."),
}


def due_deliveries(now: datetime) -> list[WebhookDelivery]:
    """What to try now, the longest waiting first: few at once, and few for one address.

    Where an address is down, its delivery that was tried before goes ahead alone.
    """
    knocking = WebhookDelivery.objects.filter(
        webhook=OuterRef("webhook"),
        next_try_at__isnull=False,
        tries__gt=0,
        said__in=[one.value for one in DOWN],
    )
    due = (
        WebhookDelivery.objects.filter(next_try_at__lte=now, webhook__is_on=True)
        .annotate(is_down=Exists(knocking))
        .select_related("webhook", "event")
        .order_by("next_try_at", "pk")
    )
    picked: list[WebhookDelivery] = []
    counts: Counter[int] = Counter()
    for delivery in due[: AT_ONCE * 10]:
        most = 1 if delivery.is_down else AT_ONCE_FOR_ONE
        may_go = delivery.tries > 0 or not delivery.is_down
        if may_go and counts[delivery.webhook_id] < most:
            counts[delivery.webhook_id] += 1
            picked.append(delivery)
        if len(picked) == AT_ONCE:
            break
    return picked


@dataclass(frozen=True, slots=True)
class Told:
    """One delivery as it is shown."""

    what: Words | str
    happened_at: datetime
    said: Words | str
    status: int | None
    tries: int
    is_told: bool
    next_try_at: datetime | None
    is_given_up: bool


def webhooks() -> list[Webhook]:
    """All addresses, those that are told first."""
    return list(Webhook.objects.order_by("-is_on", "pk"))


def latest_deliveries(webhook: Webhook) -> list[Told]:
    latest = webhook.deliveries.select_related("event").order_by("-pk")[:SHOWN]
    return [
        Told(
            what=TOLD_WORDS.get(one.event.kind) or one.event.kind,
            happened_at=one.event.happened_at,
            said=ENDED_WORDS.get(one.said, ""),
            status=one.status,
            tries=one.tries,
            is_told=one.delivered_at is not None,
            next_try_at=one.next_try_at if one.tries else None,
            is_given_up=one.next_try_at is None and one.delivered_at is None,
        )
        for one in latest
    ]


def kind_choices() -> list[tuple[str, Words]]:
    return [(kind, words) for kind, words in TOLD_WORDS.items() if kind != TEST]
