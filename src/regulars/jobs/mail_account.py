"""What only a job may do for the mail account's page: send a mail to see it arrive, ask the DNS."""

from django.conf import settings

from regulars.actions import accounts
from regulars.channels.dns import CannotAsk, texts_of
from regulars.queries.mail_accounts import sender_of, the_mail_account
from regulars.rules.mail_domain import examine


def try_mail() -> str:
    return ""


def examine_domain() -> str:
    """Ask for the records that tell who may write in the name of this domain. Returns it."""
    account = the_mail_account()
    if account is None:
        return ""
    sender = sender_of(account)
    try:
        records = texts_of(sender.names(), server=settings.DNS_SERVER)
    except CannotAsk as trouble:
        accounts.note_domain(
            asked_at=account.domain_asked_at,
            domain=sender.domain,
            findings=(),
            trouble=str(trouble),
        )
        return sender.domain
    accounts.note_domain(
        asked_at=account.domain_asked_at, domain=sender.domain, findings=examine(sender, records)
    )
    return sender.domain
