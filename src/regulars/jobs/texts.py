"""SMS and WhatsApp on their way: the line they leave by, what became of what was lost, a test."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regulars.actions.messages import MessageHasLeft
from regulars.actions.texts import (
    ask_later,
    begin_test,
    end_test,
    owe_uncarried,
    settle_asked,
)
from regulars.channels.base import CannotReach, Parcel
from regulars.channels.texts import Line, TextCarrier
from regulars.models import Message, TextAccount
from regulars.queries.secrets import CannotUnseal, unseal
from regulars.queries.shops import the_shop
from regulars.queries.texts import (
    TEXTS,
    callbacks,
    is_test_waiting,
    known_to_us,
    sendable_texts,
    sender_of,
    status_address,
    the_text_account,
    uncarried_texts,
    unknown_texts,
)
from regulars.rules.channels import Channel
from regulars.rules.messages import Purpose
from regulars.rules.sending import Result

AT_ONCE = 50
TEST_ROW = 0  # no row of ours: what is reported of it is of no interest

Carry = Callable[[Line], TextCarrier]


def line_for(channel: Channel) -> Line | None:
    """How texts of this channel leave; None where none can. Raises CannotUnseal."""
    account = the_text_account()
    if account is None or channel not in sendable_texts():
        return None
    return Line(
        channel=channel,
        account=account.account,
        secret=unseal(account.secret),
        sender=sender_of(account, channel),
        report_to=status_address if callbacks().is_reachable else None,
    )


def look_after(now: datetime, *, carry: Carry = TextCarrier) -> dict[str, int]:
    """Ask about what is unknown, send a test that waits, hand to a person what nothing carries."""
    return {
        "asked": ask_about_unknown(now, carry=carry),
        "tested": send_test(now, carry=carry),
        "handed": owe_all_uncarried(now),
    }


def is_anything_to_do() -> bool:
    """Looked at by the clock."""
    now = timezone.now()
    return is_test_waiting() or unknown_texts(now).exists() or uncarried_texts(now).exists()


def ask_about_unknown(now: datetime, *, carry: Carry = TextCarrier) -> int:
    """Before anything else is done about it: the provider says whether it has the message."""
    lines = {channel: carry(line) for channel in TEXTS if (line := _line_or_none(channel))}
    settled = 0
    for message in unknown_texts(now)[:AT_ONCE]:
        carrier = lines.get(Channel(message.channel))
        if carrier is None:
            ask_later(message, now=now)
            continue
        settled += _ask(message, carrier, now)
    return settled


def _ask(message: Message, carrier: TextCarrier, now: datetime) -> bool:
    provider_id = message.provider_id
    if not provider_id:
        try:
            found = carrier.find(
                to=message.to_address,
                body=message.body,
                since=message.handed_at or message.created_at,
                besides=known_to_us(message),
            )
        except CannotReach:
            ask_later(message, now=now)
            return False
        provider_id = found.provider_id if found else ""
    return settle_asked(message, provider_id=provider_id)


def owe_all_uncarried(now: datetime) -> int:
    owed = 0
    for message in uncarried_texts(now).select_related("customer", "touch")[:AT_ONCE]:
        if message.customer_id is None:
            continue
        try:
            owe_uncarried(message)
        except MessageHasLeft:  # somebody was quicker
            continue
        owed += 1
    return owed


def send_test(now: datetime, *, carry: Carry = TextCarrier) -> int:
    """A text to somebody here, once for each time it was asked for."""
    account = the_text_account()
    if account is None or account.test_asked_at is None or not is_test_waiting():
        return 0
    asked_at = account.test_asked_at
    if not begin_test(asked_at=asked_at, now=now):
        return 0
    end_test(asked_at=asked_at, said=_test(account, carry))
    return 1


def _test(account: TextAccount, carry: Carry) -> str:
    """Why it did not leave; "" where it did."""
    channel = Channel.SMS if account.sms_from else Channel.WHATSAPP
    try:
        line = line_for(channel)
    except CannotUnseal:
        return "the key of this install does not open it"
    if line is None:
        return "nothing is set up"
    parcel = Parcel(
        number=TEST_ROW,
        message_id="<test@regulars.invalid>",
        to_address=account.test_to,
        body=_words(),
        purpose=Purpose.NOTICE,
    )
    outcome = carry(replace(line, report_to=None)).carry(parcel, _Always(), lambda: None)
    return "" if outcome.result is Result.ACCEPTED else outcome.said or outcome.result.value


def _words() -> str:
    shop = the_shop()
    with translation.override(shop.language if shop else "en"):
        return _("A test from Regulars: texts leave the house.")


class _Always:
    """Nobody has to be asked whether a test to oneself may leave."""

    def ask(self) -> bool:
        return True

    def holds(self) -> bool:
        return True


def _line_or_none(channel: Channel) -> Line | None:
    try:
        return line_for(channel)
    except CannotUnseal:
        return None
