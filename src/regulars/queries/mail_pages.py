"""The page of the mail account: how it stands, in words, and what is at work."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from regulars.models import MailAccount
from regulars.queries.mail_words import (
    DomainLine,
    Trouble,
    domain_lines,
    host_hints,
    host_of,
    how_it_leaves,
    trouble_in_words,
)
from regulars.rules.kinds import MailKind

PATIENCE = timedelta(seconds=90)  # a job that nobody took up by then needs a word


@dataclass(frozen=True, slots=True)
class Work:
    """Something that was asked of a job."""

    is_at_work: bool
    is_late: bool  # perhaps nothing runs in the background


@dataclass(frozen=True, slots=True)
class MailPage:
    account: MailAccount
    heading: str
    way: str  # by which server or service
    is_ready: bool  # enough is known to try it
    hints: list[str]
    test: Work
    test_trouble: Trouble | None
    is_proven: bool  # a test went well with these settings
    replies: Work
    replies_trouble: Trouble | None
    domain: Work
    domain_lines: list[DomainLine]
    domain_trouble: bool
    has_key: bool
    may_sign: bool

    @property
    def is_at_work(self) -> bool:
        return self.test.is_at_work or self.replies.is_at_work or self.domain.is_at_work


def mail_page(account: MailAccount) -> MailPage:
    host, now = host_of(account), timezone.now()
    is_smtp = account.kind == MailKind.SMTP
    is_ready = bool(account.host if is_smtp else account.secret)
    test = _work(account.test_asked_at, account.tested_at, now)
    test_trouble = trouble_in_words(account.test_trouble, account.test_said, host=host)
    is_proven = account.tested_at is not None and test_trouble is None
    return MailPage(
        account=account,
        heading=_heading(account, is_proven=is_proven),
        way=how_it_leaves(account),
        is_ready=is_ready,
        hints=host_hints(host),
        test=test,
        test_trouble=None if test.is_at_work else test_trouble,
        is_proven=is_proven and not test.is_at_work,
        replies=_work(account.imap_asked_at, None, now),
        replies_trouble=trouble_in_words(account.imap_trouble, account.imap_said, host=host),
        domain=_work(account.domain_asked_at, None, now),
        domain_lines=domain_lines(account.domain_found),
        domain_trouble=bool(account.domain_found.get("trouble")),
        has_key=bool(account.dkim_secret),
        may_sign=is_smtp and host is None,
    )


def _work(asked_at: datetime | None, done_at: datetime | None, now: datetime) -> Work:
    is_at_work = asked_at is not None and (done_at is None or done_at < asked_at)
    is_late = is_at_work and asked_at is not None and now - asked_at > PATIENCE
    return Work(is_at_work, is_late)


def _heading(account: MailAccount, *, is_proven: bool) -> str:
    if account.is_on and account.trouble:
        return gettext("Mail cannot leave at the moment")
    if account.is_on:
        return gettext("Mail leaves as %(address)s") % {"address": account.from_address}
    if is_proven:
        return gettext("Mail works, and is switched off")
    return gettext("Mail is not switched on yet")
