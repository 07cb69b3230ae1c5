"""What plans have to send now, in whose name, by which way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from regulars.models import (
    Customer,
    MailAccount,
    Message,
    Person,
    Playbook,
    PlaybookRun,
    Touch,
)
from regulars.queries.plans import Setting
from regulars.queries.texts import sendable_texts
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.kinds import Role, RunState, TouchRule
from regulars.rules.messages import ASKS, How
from regulars.rules.moments import instant_of
from regulars.rules.playbooks import GREETING_GRACE_DAYS, Trigger
from regulars.rules.reach import WaysIn, address_for, offered
from regulars.rules.steps import BY_ITSELF

CARDS_AHEAD_DAYS = 7  # the week's cards are printed in one go


@dataclass(frozen=True, slots=True)
class Way:
    channel: Channel
    address: str  # "" where there is none


def to_release(day: date) -> QuerySet[Touch]:
    """Messages due by that day and cards of the coming week, of plans that are on and at work,
    that have no message yet."""
    written = Message.objects.filter(touch=OuterRef("pk"))
    soon = day + timedelta(days=CARDS_AHEAD_DAYS)
    return (
        _at_work()
        .filter(Q(how=How.MESSAGE.value, due_on__lte=day) | Q(how=How.CARD.value, due_on__lte=soon))
        .exclude(Exists(written))
        .order_by("due_on", "pk")
    )


def to_weigh(day: date) -> QuerySet[Touch]:
    """Tasks of that day that must keep to the manners: calls, and whatever asks for something.
    The least pressing come first, so that they are the ones to move."""
    return (
        _at_work()
        .filter(how=How.TASK.value, due_on=day, handed_because="")
        .filter(Q(channel=Channel.PHONE.value) | Q(purpose__in=[one.value for one in ASKS]))
        .order_by("-pk")
    )


def _at_work() -> QuerySet[Touch]:
    return Touch.objects.open().filter(
        rule=TouchRule.PLAYBOOK.value,
        run__state=RunState.RUNNING.value,
        run__playbook__is_on=True,
    )


def signer_for(playbook: Playbook, customer: Customer) -> Person | None:
    """In whose name a plan writes: its own signer, who looks after the customer, the owner."""
    for person in (playbook.signer, customer.carer):
        if person is not None and person.is_active:
            return person
    owners = Person.objects.filter(role=Role.OWNER.value, is_active=True)
    return owners.order_by("pk").first()


def channels_in_use() -> frozenset[Channel]:
    """The ways by which messages can leave by themselves here. All, where none is set up yet."""
    found = set(sendable_texts())
    if MailAccount.objects.filter(is_on=True).exists():
        found.add(Channel.EMAIL)
    return frozenset(found) or frozenset({Channel.EMAIL})


def way_for(touch: Touch, customer: Customer, usable: Collection[Channel]) -> Way:
    """The channel of the step, else the one they like best of those that work by themselves."""
    ways = ways_in([customer])[customer.pk]
    if touch.how == How.CARD.value:
        return Way(Channel.POST, ways.address)
    if touch.channel:
        channel = Channel(touch.channel)
        return Way(channel, address_for(channel, ways))
    for channel in offered(ways):
        if channel in BY_ITSELF and channel in usable:
            return Way(channel, address_for(channel, ways))
    return _closed_way(ways)


def _closed_way(ways: WaysIn) -> Way:
    """No way is open: the one there would be, so that the reason can be told."""
    for channel in (Channel.EMAIL, Channel.SMS):
        if address := address_for(channel, ways):
            return Way(channel, address)
    return Way(Channel.EMAIL, "")


def meant_for(touch: Touch, run: PlaybookRun) -> date:
    """The day a contact is for: a card is prepared earlier than it arrives."""
    after_days = touch.step.after_days if touch.step is not None else 0
    return run.base_on + timedelta(days=after_days) if touch.step else touch.due_on


def use_by(touch: Touch, run: PlaybookRun, setting: Setting) -> datetime | None:
    """The last moment of a contact that hangs on a day; None: as long as its purpose bears."""
    trigger = Trigger(run.playbook.trigger)
    arrives_on = meant_for(touch, run)
    last = arrives_on + timedelta(days=GREETING_GRACE_DAYS)
    if trigger is Trigger.BOOKING and arrives_on < run.base_on:
        last = run.base_on - timedelta(days=1)
    elif trigger not in {Trigger.BIRTHDAY, Trigger.OCCASION, Trigger.ANNIVERSARY}:
        return None
    return instant_of(last + timedelta(days=1), time.min, setting.zone)
