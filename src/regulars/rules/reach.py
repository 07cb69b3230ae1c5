"""By which ways somebody may be reached, the one they like best first (B4, B5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from regulars.rules.channels import Channel

# The more direct and personal the better (C20).
BY_NEARNESS = (
    Channel.PHONE,
    Channel.WHATSAPP,
    Channel.SMS,
    Channel.EMAIL,
    Channel.SOCIAL,
    Channel.POST,
)
_WITHOUT_A_SCREEN = frozenset(
    {
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
    }
)


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What we know of reaching one customer."""

    phones: Sequence[str] = ()  # E.164, the one to use first at the front
    emails: Sequence[str] = ()
    profiles: Sequence[str] = ()  # public pages from which they wrote to us first
    address: str = ""  # lines of a letter's address; "" where we cannot write one
    answers: Mapping[Channel, bool] | None = None  # the latest yes or no of each channel
    used: Collection[Channel] = ()  # they answered or wrote to us there
    preferred: Channel | None = None


@lru_cache(maxsize=20_000)
def takes_texts(phone: str) -> bool:
    """Whether a number may be a mobile. A fixed line rings, but shows no message."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) not in _WITHOUT_A_SCREEN


def readable(phone: str) -> str:
    """The number in groups, as one reads it aloud: +49 151 23456789."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def address_for(channel: Channel, ways: WaysIn) -> str:
    """The number, e-mail or postal address for a channel; "" where there is none."""
    if channel is Channel.PHONE:
        return ways.phones[0] if ways.phones else ""
    if channel in {Channel.WHATSAPP, Channel.SMS}:
        return next((phone for phone in ways.phones if takes_texts(phone)), "")
    if channel is Channel.EMAIL:
        return ways.emails[0] if ways.emails else ""
    if channel is Channel.SOCIAL:
        return ways.profiles[0] if ways.profiles else ""
    return ways.address if channel is Channel.POST else ""


def offered(ways: WaysIn) -> list[Channel]:
    """The channels to offer, in order. A no is never offered; a chat only where they were first.

    The preferred one leads, then those they have used with us, then the more personal ones.
    """
    answers = ways.answers or {}

    def is_open(channel: Channel) -> bool:
        if not address_for(channel, ways) or answers.get(channel) is False:
            return False
        if channel is Channel.WHATSAPP:
            return answers.get(channel) is True or channel in ways.used or ways.preferred is channel
        return True

    return sorted(
        filter(is_open, BY_NEARNESS),
        key=lambda channel: (
            channel is not ways.preferred,
            channel not in ways.used,
            BY_NEARNESS.index(channel),
        ),
    )


def has_said_no_to_all(ways: WaysIn) -> bool:
    """Whether there are ways, and every one of them was refused: they want to be left in peace."""
    answers = ways.answers or {}
    present = [channel for channel in BY_NEARNESS if address_for(channel, ways)]
    return bool(present) and all(answers.get(channel) is False for channel in present)
