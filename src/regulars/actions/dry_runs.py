"""A plan tried out for a day: the whole of what it would do, and then nothing of it (K32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from regulars.actions.plans import evaluate_plan
from regulars.actions.releases import release_only
from regulars.models import Customer, Message, Playbook, Touch
from regulars.queries.plans import plan_of, setting_on
from regulars.queries.release import CARDS_AHEAD_DAYS
from regulars.rules.messages import How
from regulars.rules.moments import instant_of
from regulars.rules.playbooks import GRACE_DAYS

MOST_SHOWN = 30
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Tried:
    """What would reach one customer, and how."""

    customer: Customer
    how: str
    due_on: date
    channel: str
    subject: str
    body: str
    is_draft: bool
    reason: str  # why it would wait, be handed over or end; "" where it would go
    script: str
    goes_at: datetime | None


@dataclass(frozen=True, slots=True)
class DryRun:
    day: date
    tried: list[Tried]
    others: int  # as many more


def dry_run(playbook: Playbook, *, day: date) -> DryRun:
    """The plan at work on that day as if it had been on, by the very code that does it. Nothing is
    kept and nothing leaves: all of it happens in a transaction that is taken back."""
    with transaction.atomic():
        found = _tried(playbook, day)
        transaction.set_rollback(True)
    return found


def _tried(playbook: Playbook, day: date) -> DryRun:
    Playbook.objects.filter(pk=playbook.pk).update(
        is_on=True, on_since_on=day - timedelta(days=GRACE_DAYS)
    )
    held = Playbook.objects.prefetch_related("steps").get(pk=playbook.pk)
    setting = setting_on(day)
    evaluate_plan(plan_of(held), setting)
    that_day = Touch.objects.filter(run__playbook=held, due_on=day)
    soon = Touch.objects.filter(
        run__playbook=held,
        how=How.CARD.value,
        due_on__gt=day,
        due_on__lte=day + timedelta(days=CARDS_AHEAD_DAYS),
    )
    keys = list((that_day | soon).order_by("due_on", "pk").values_list("pk", flat=True))
    shown = keys[:MOST_SHOWN]
    _release_until_told(shown, day, setting.zone)
    return DryRun(day=day, tried=[_told(key) for key in shown], others=len(keys) - len(shown))


def _release_until_told(keys: Sequence[int], day: date, zone: ZoneInfo) -> None:
    """What a closed day or a full week moves is asked again on the day it was moved to: the owner
    wants to see the words, and then when they would go."""
    release_only(keys, instant_of(day, NOON, zone))
    moved = Touch.objects.open().filter(pk__in=keys, due_on__gt=day, messages=None)
    for later in sorted(set(moved.exclude(moved_because="").values_list("due_on", flat=True))):
        release_only(keys, instant_of(later, NOON, zone))


def _told(key: int) -> Tried:
    touch = Touch.objects.select_related("customer").get(pk=key)
    message = Message.objects.filter(touch=touch).first()
    reason = touch.handed_because or touch.moved_because or touch.dropped_because
    if message is not None:
        reason = message.reason or touch.moved_because
    return Tried(
        customer=touch.customer,
        how=touch.how,
        due_on=touch.due_on,
        channel=message.channel if message else touch.channel,
        subject=message.subject if message else "",
        body=message.body if message else "",
        is_draft=message is not None and message.state == "draft",
        reason=reason,
        script=touch.script,
        goes_at=message.due_at if message else None,
    )
