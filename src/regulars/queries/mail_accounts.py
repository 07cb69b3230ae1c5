"""The mail account as its page and the jobs read it. No secret leaves here in words."""

import base64

from cryptography.hazmat.primitives import serialization

from regulars.models import MailAccount
from regulars.queries.secrets import CannotUnseal, unseal
from regulars.rules.kinds import MailKind
from regulars.rules.mail_domain import Sender


def the_mail_account() -> MailAccount | None:
    return MailAccount.objects.filter(pk=MailAccount.ONLY).first()


def is_mail_on() -> bool:
    """Whether a mail can leave by itself, as far as the owner decided."""
    return MailAccount.objects.filter(pk=MailAccount.ONLY, is_on=True).exists()


def is_mailbox_wanted() -> bool:
    """Whether answers are read from a mailbox."""
    return MailAccount.objects.filter(pk=MailAccount.ONLY).exclude(imap_host="").exists()


def public_key_of(account: MailAccount) -> str:
    """The public half of our own DKIM key as the DNS has it; "" where there is none, or where it
    was closed with another key."""
    try:
        pem = unseal(account.dkim_secret)
    except CannotUnseal:
        return ""
    if not pem:
        return ""
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    der = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(der).decode()


def sender_of(account: MailAccount) -> Sender:
    """How mail leaves, as far as the DNS is concerned."""
    kind = MailKind(account.kind)
    return Sender(
        address=account.from_address,
        kind=kind,
        server=account.host if kind is MailKind.SMTP else "",
        selector=account.dkim_selector if account.dkim_secret else "",
        public_key=public_key_of(account),
    )
