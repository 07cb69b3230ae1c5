"""Reads the mailbox: answers, what came back, and who wants no more. Nothing in it is changed.

Each mail is settled before the place is moved on, and is known by its Message-ID: a kill in the
middle, a second worker or a mailbox that was numbered anew reads some twice and keeps it once.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from regulars.actions import accounts
from regulars.actions.inbound import Arrived, answer_inbound, receive, stop_by_mail
from regulars.actions.reports import note_report
from regulars.channels.mailbox import Box, CannotRead, Head, OpenBox, opened
from regulars.jobs.react import where_it_broke
from regulars.models import MailAccount, Message
from regulars.queries import inbound as known
from regulars.queries.bounce_addresses import message_of
from regulars.queries.mail_accounts import the_mail_account
from regulars.queries.secrets import CannotUnseal, unseal
from regulars.readers.mails import Letter, read_mail
from regulars.rules.bounces import Verdict, suppresses, verdict
from regulars.rules.channels import Channel
from regulars.rules.inbound import Facts, Kind, kind_of
from regulars.rules.kinds import Security
from regulars.rules.mail_trouble import MailTrouble
from regulars.rules.messages import InboundKind, ReportKind

MOST_A_LOOK = 500
SENT_BACK_WITHIN = timedelta(days=10)  # a server gives up after five days at the latest
REFUSALS_WITHIN = timedelta(days=90)
OVERLAP = timedelta(days=2)  # read again where the numbers are new
WAITING_LOOKED_AT = 30
SERVERS = ("mailer-daemon", "postmaster", "mail delivery", "mailerdaemon")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ours:
    """Which message of ours a mail is about, if any."""

    message: Message | None
    is_named: bool  # by its Message-ID or the envelope, not by the address alone


def read_mailbox(now: datetime | None = None) -> int:
    """What came since the last look. Returns how many mails were ours to keep."""
    account = the_mail_account()
    if account is None or not account.imap_host:
        return 0
    now = now or timezone.now()
    try:
        with opened(_box_of(account)) as box:
            kept = _read(box, account, now)
            _see_answered(box)
    except CannotUnseal:
        accounts.note_look(trouble=MailTrouble.LOST_KEY)
        return 0
    except CannotRead as refused:
        accounts.note_look(trouble=refused.trouble, said=refused.said)
        return 0
    accounts.note_look()
    return kept


def _box_of(account: MailAccount) -> Box:
    return Box(
        host=account.imap_host,
        port=account.imap_port,
        security=Security(account.imap_security),
        username=account.imap_username,
        password=unseal(account.imap_secret),
        folder=account.imap_folder,
    )


def _read(box: OpenBox, account: MailAccount, now: datetime) -> int:
    place = box.place
    if account.imap_validity is None:  # what lies there from before is the owner's own
        accounts.note_place(validity=place.validity, seen_uid=place.next_uid - 1)
        return 0
    kept = 0
    for head in _heads(box, account, now):
        kept += _take(box, head, account, now)
        accounts.note_place(validity=place.validity, seen_uid=head.uid)
    if account.imap_validity != place.validity:
        accounts.note_place(validity=place.validity, seen_uid=place.next_uid - 1)
    return kept


def _heads(box: OpenBox, account: MailAccount, now: datetime) -> Iterator[Head]:
    if account.imap_validity == box.place.validity:
        return box.heads_after(account.imap_seen_uid, most=MOST_A_LOOK)
    since = (account.imap_read_at or now) - OVERLAP
    return box.heads_since(since.date(), most=MOST_A_LOOK)


def _take(box: OpenBox, head: Head, account: MailAccount, now: datetime) -> bool:
    """True if it was ours. One mail that cannot be dealt with does not hold up the others."""
    try:
        envelope = read_mail(head.raw)
        if not _is_worth_reading(envelope, account):
            return False
        letter = read_mail(box.whole(head))
        return _settle(letter, account, now)
    except CannotRead:
        raise
    except Exception as trouble:
        if isinstance(trouble, OSError) or "imap" in type(trouble).__module__:
            raise  # the line broke: the rest is read next time
        log.error("a mail in the mailbox: %s", where_it_broke(trouble))  # noqa: TRY400
        return False


def _is_worth_reading(head: Letter, account: MailAccount) -> bool:
    """By its head: from somebody we know, about a mail of ours, or from a server. The mails of
    others are not fetched."""
    if _is_from_us(head, account):
        return False
    is_from_server = (
        head.headers.get("return-path") == "<>"
        or head.returned is not None
        or any(name in f"{head.from_address} {head.from_name}".lower() for name in SERVERS)
    )
    return (
        is_from_server
        or known.is_known(Channel.EMAIL, head.from_address)
        or bool(known.messages_named(head.answers))
        or _number_in(head.to_addresses) is not None
    )


def _is_from_us(letter: Letter, account: MailAccount) -> bool:
    is_server = letter.returned is not None or letter.headers.get("return-path") == "<>"
    return letter.from_address == account.from_address.lower() and not is_server


def _settle(letter: Letter, account: MailAccount, now: datetime) -> bool:
    ours = _ours(letter, now)
    kind = kind_of(
        Facts(
            from_address=letter.from_address,
            subject=letter.subject,
            body=letter.text,
            headers=letter.headers,
            is_report=letter.returned is not None or letter.is_complaint,
            is_of_ours=ours.message is not None,
            is_known_sender=known.is_known(Channel.EMAIL, letter.from_address),
            is_from_us=_is_from_us(letter, account),
        )
    )
    if kind is Kind.NOT_OURS:
        return False
    if kind is Kind.BOUNCE:
        return _came_back(letter, ours, now)
    _keep(letter, ours, kind, now)
    return True


def _ours(letter: Letter, now: datetime) -> Ours:
    """By the ids it names, by the envelope it came back to, for a report also by the address."""
    returned = letter.returned
    ids = [*(returned.message_ids if returned else ()), *letter.answers]
    found = known.messages_named(ids)
    for one in ids:
        if one in found:
            return Ours(found[one], is_named=True)
    number = _number_in(letter.to_addresses)
    if number is not None:
        message = Message.objects.filter(pk=number).select_related("customer").first()
        if message is not None:
            return Ours(message, is_named=True)
    if returned is not None:
        for address in returned.addresses:
            message = known.last_message_to(address, since=now - SENT_BACK_WITHIN)
            if message is not None:
                return Ours(message, is_named=False)
    return Ours(None, is_named=False)


def _number_in(addresses: Iterable[str]) -> int | None:
    """The message that the envelope it came back to is about."""
    return next((n for one in addresses if (n := message_of(one)) is not None), None)


@transaction.atomic
def _came_back(letter: Letter, ours: Ours, now: datetime) -> bool:
    """A server says what became of a message of ours. A delay changes nothing."""
    message, returned = ours.message, letter.returned
    assert message is not None
    if letter.is_complaint:
        note_report(provider="mailbox", provider_id=message.message_id, kind=ReportKind.COMPLAINED)
        receive(arrived=_arrived(letter, ours, InboundKind.BOUNCE, now))
        return True
    if returned is None or (returned.addresses and not _is_about(returned.addresses, message)):
        return False
    found = verdict(returned.report)
    if found is Verdict.NOTHING:
        return False
    refusals = known.refusals_of(message.to_address, since=now - REFUSALS_WITHIN)
    is_hard = suppresses(found, refusals_before=refusals)
    said = " ".join([*returned.report.statuses[:1], returned.report.said])
    note_report(
        provider="mailbox",
        provider_id=message.message_id,
        kind=ReportKind.BOUNCED if is_hard else ReportKind.FAILED,
        said=" ".join(said.replace(message.to_address, "…").split())[:500],
    )
    receive(arrived=_arrived(letter, ours, InboundKind.BOUNCE, now))
    return True


def _is_about(addresses: Iterable[str], message: Message) -> bool:
    """Not of a colleague's copy, or an address it was forwarded to."""
    return message.to_address.lower() in {address.lower() for address in addresses} or not any(
        addresses
    )


KINDS = {
    Kind.AUTO_REPLY: InboundKind.AUTO_REPLY,
    Kind.STOP: InboundKind.STOP,
    Kind.MESSAGE: InboundKind.MESSAGE,
}


@transaction.atomic
def _keep(letter: Letter, ours: Ours, kind: Kind, now: datetime) -> None:
    row = receive(arrived=_arrived(letter, ours, KINDS[kind], now))
    if kind is Kind.STOP:
        stop_by_mail(inbound=row)


def _arrived(letter: Letter, ours: Ours, kind: InboundKind, now: datetime) -> Arrived:
    moment = letter.sent_at or now
    is_odd = moment > now or moment < now - timedelta(days=30)  # a clock that goes wrong
    return Arrived(
        channel=Channel.EMAIL,
        message_id=letter.message_id,
        from_address=letter.from_address,
        received_at=now if is_odd else moment,
        kind=kind,
        subject=letter.subject,
        body=letter.text,
        in_reply_to=ours.message,
    )


def _see_answered(box: OpenBox) -> None:
    """Whoever answers with their own mail program has answered: the server marks the mail."""
    for row in known.unanswered_mails(most=WAITING_LOOKED_AT):
        if row.customer is not None and box.was_answered(row.message_id):
            answer_inbound(
                customer=row.customer, until_at=row.received_at, person=None, how="mail program"
            )
