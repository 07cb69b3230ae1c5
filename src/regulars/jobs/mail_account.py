"""What only a job may do for the mail account's page: send a mail to see it arrive, ask the DNS."""

from contextlib import closing

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from regulars.actions import accounts
from regulars.actions.messages import new_message_id
from regulars.channels.base import CannotReach, Parcel
from regulars.channels.dns import CannotAsk, texts_of
from regulars.channels.email import Patience
from regulars.channels.mail_troubles import by_words, said_by, trouble_of
from regulars.jobs.routes import carrier_factory
from regulars.models import MailAccount
from regulars.queries.mail_accounts import sender_of, the_mail_account
from regulars.queries.secrets import CannotUnseal
from regulars.queries.shops import the_shop
from regulars.rules.mail_domain import examine
from regulars.rules.mail_trouble import MailTrouble
from regulars.rules.messages import Purpose
from regulars.rules.sending import Outcome, Result

SHORT = Patience(connect=15.0, answer=20.0, slow=20.0, final=60.0)  # somebody looks on
OF_RESULT = {
    Result.BUSY: MailTrouble.BUSY,
    Result.UNREACHABLE: MailTrouble.UNREACHABLE,
    Result.LOST: MailTrouble.TIMEOUT,
}


class _Free:
    """Nothing holds a test back: no row of ours stands for it."""

    def ask(self) -> bool:
        return True

    def holds(self) -> bool:
        return True


def try_mail() -> str:
    """One real mail through the real account. Returns what was in the way, "" if nothing was."""
    account = the_mail_account()
    if account is None or account.test_asked_at is None:
        return ""
    if account.tested_at is not None and account.tested_at >= account.test_asked_at:
        return account.test_trouble  # done by an earlier run of this task
    trouble, said = _try(account)
    accounts.note_try(asked_at=account.test_asked_at, trouble=trouble, said=said)
    return trouble.value if trouble else ""


def _try(account: MailAccount) -> tuple[MailTrouble | None, str]:
    try:
        carrier = carrier_factory(account, SHORT)()
    except CannotUnseal:
        return MailTrouble.LOST_KEY, ""
    with closing(carrier):
        try:
            carrier.open()
        except CannotReach as refused:
            return trouble_of(refused), said_by(refused)
        outcome = carrier.carry(_parcel(account), _Free(), lambda: None)
    return _of(outcome), "" if outcome.result is Result.ACCEPTED else outcome.said


def _parcel(account: MailAccount) -> Parcel:
    shop = the_shop()
    language = shop.language if shop else "en"
    with translation.override(language):
        subject = gettext("A test from Regulars")
        body = gettext(
            "If you read this, mail leaves your house.\n\nLook where it arrived: in the inbox, or"
            " among the spam? The page of the mail account says what helps."
        )
    return Parcel(
        number=0,
        message_id=new_message_id(),
        to_address=account.test_to,
        subject=subject,
        body=body,
        purpose=Purpose.NOTICE,
        from_name=account.from_name,
        from_address=account.from_address,
        language=language,
        business=account.from_name or (shop.name if shop else ""),
    )


def _of(outcome: Outcome) -> MailTrouble | None:
    if outcome.result is Result.ACCEPTED:
        return None
    if outcome.is_about_address:
        return MailTrouble.READER_REFUSED
    return OF_RESULT.get(outcome.result) or by_words(outcome.said)


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
