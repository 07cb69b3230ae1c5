"""SMS and WhatsApp: what is set up, where the provider reaches us, and which messages it is to be
asked about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from regulars.models import Customer, Message, Shop, TextAccount
from regulars.queries.manners import the_manners
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind
from regulars.rules.messages import MessageState
from regulars.rules.sending import ASK_AFTER
from regulars.rules.web_addresses import unfit

TEXTS = (Channel.SMS, Channel.WHATSAPP)
A_REPLY_COMES_WITHIN = timedelta(days=7)


def is_library_there() -> bool:
    """Whether the extra `sms` is installed."""
    return find_spec("twilio") is not None


def the_text_account() -> TextAccount | None:
    return TextAccount.objects.filter(pk=TextAccount.ONLY).first()


def sender_of(account: TextAccount, channel: Channel) -> str:
    """Our own number on that channel; "" where there is none."""
    return account.whatsapp_from if channel is Channel.WHATSAPP else account.sms_from


def sendable_texts() -> frozenset[Channel]:
    """The text channels that a machine can send by now. The others are a person's, by one tap."""
    account = the_text_account()
    if account is None or not account.is_on or not is_library_there():
        return frozenset()
    return frozenset(channel for channel in TEXTS if sender_of(account, channel))


# --- where the provider reaches us ---


@dataclass(frozen=True, slots=True)
class Callbacks:
    inbound: str
    is_reachable: bool  # False: an address that the provider cannot call


def callbacks() -> Callbacks:
    return Callbacks(
        inbound=settings.ADDRESS + reverse("texts:inbound"),
        is_reachable=unfit(settings.ADDRESS) is None,
    )


def status_address(row: int) -> str:
    """Where the provider tells how one message went on. The row is in what it signs."""
    return settings.ADDRESS + reverse("texts:status", kwargs={"row": row})


# --- people and their numbers ---


def customers_at(number: str) -> QuerySet[Customer]:
    """Everybody with this number: a household shares one."""
    return Customer.objects.filter(
        contact_points__kind=ContactKind.PHONE.value, contact_points__value=number
    ).order_by("pk")


def answered_by(channel: Channel, number: str, at: datetime) -> Message | None:
    """What we sent to this number last, where an answer to it is likely."""
    return (
        Message.objects.filter(channel=channel.value, to_address=number)
        .filter(accepted_at__gt=at - A_REPLY_COMES_WITHIN)
        .select_related("customer")
        .order_by("-accepted_at")
        .first()
    )


# --- what is to be asked, and what nothing carries ---


def unknown_texts(now: datetime) -> QuerySet[Message]:
    """Handed over, without an answer: the provider can be asked what it has."""
    return Message.objects.filter(
        Q(next_try_at=None) | Q(next_try_at__lte=now),
        state=MessageState.UNKNOWN.value,
        channel__in=[one.value for one in TEXTS],
        handed_at__lte=now - ASK_AFTER,
    ).order_by("pk")


def known_to_us(message: Message) -> set[str]:
    """The provider's numbers of all that went to this number."""
    others = Message.objects.filter(to_address=message.to_address).exclude(provider_id="")
    return set(others.values_list("provider_id", flat=True))


def uncarried_texts(now: datetime) -> QuerySet[Message]:
    """Due on a text channel that nothing here can send by; none while everything is stopped."""
    if the_manners().is_paused or Shop.objects.filter(is_sending_held=True).exists():
        return Message.objects.none()
    closed = [one.value for one in TEXTS if one not in sendable_texts()]
    return Message.objects.filter(
        state=MessageState.PLANNED.value, channel__in=closed, due_at__lte=now
    ).order_by("pk")


def is_test_waiting() -> bool:
    account = the_text_account()
    if account is None or account.test_asked_at is None:
        return False
    return account.tested_at is None or account.tested_at < account.test_asked_at
