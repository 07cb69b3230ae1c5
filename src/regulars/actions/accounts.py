"""The mail account: by which server mail leaves, from which mailbox answers are read.

Secrets come in clear and are closed at once (queries/secrets.py); None keeps the one that is there.
What only a job can do, trying the server or asking the DNS, is asked for here, done by a job, and
its result written down here.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import MailAccount, Person
from regulars.queries.secrets import seal
from regulars.rules.kinds import MailKind, Security
from regulars.rules.mail_domain import Finding
from regulars.rules.mail_hosts import BY_KEY, MailHost, host_for
from regulars.rules.mail_trouble import MailTrouble

DKIM_BITS = 2_048
DKIM_SELECTOR = "regulars"
TRY, LOOK, DOMAIN = "try", "look", "domain"  # what a job is asked for


class NoAccount(Exception):
    """There is no mail account yet."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where to, and as whom. `password` None: the one that is kept."""

    host: str
    port: int
    security: Security
    username: str = ""
    password: str | None = None


@transaction.atomic
def begin_mail(
    *, from_address: str, from_name: str, host_key: str = "", person: Person | None
) -> MailAccount:
    """An account that is off, filled in with what is known of the host. One that is there keeps
    its secrets only if it stays with the same servers."""
    host = BY_KEY.get(host_key) or host_for(from_address)
    places = _places_of(host, from_address)
    before = MailAccount.objects.filter(pk=MailAccount.ONLY).first()
    if before is not None:
        if before.host != places["host"]:
            places |= {"secret": "", "is_on": False}
        if before.imap_host != places["imap_host"]:
            places |= {"imap_secret": "", **_unread()}
    account, _ = MailAccount.objects.update_or_create(
        pk=MailAccount.ONLY,
        defaults={
            "from_address": from_address.strip(),
            "from_name": _one_line(from_name),
            **places,
            **_untried(),
        },
    )
    _changed(person, "begin")
    return account


def _places_of(host: MailHost | None, address: str) -> dict[str, object]:
    told: dict[str, object] = {
        "kind": MailKind.SMTP.value,
        "username": address.strip(),
        "imap_username": address.strip(),
    }
    if host is None:
        return told | {"host": "", "imap_host": ""}
    return told | {
        "host": host.smtp.host,
        "port": host.smtp.port,
        "security": host.smtp.security.value,
        "imap_host": host.imap.host,
        "imap_port": host.imap.port,
        "imap_security": host.imap.security.value,
    }


@transaction.atomic
def change_sender(*, from_address: str, from_name: str, person: Person | None) -> None:
    _update(from_address=from_address.strip(), from_name=_one_line(from_name), **_unchecked())
    _changed(person, "sender")


@transaction.atomic
def send_by_server(*, server: Server, is_for_replies: bool = False, person: Person | None) -> None:
    """Mail leaves by this SMTP server. `is_for_replies`: the mailbox has the same name and
    password."""
    changes = _server(server, "") | {"kind": MailKind.SMTP.value, "provider_domain": ""}
    if is_for_replies:
        changes |= {"imap_username": server.username}
        if server.password:
            changes |= {"imap_secret": seal(server.password)}
    _update(**changes, **_untried(), **_unchecked())
    _changed(person, "server")


@transaction.atomic
def send_by_service(
    *,
    kind: MailKind,
    key: str | None,
    second_key: str = "",
    domain: str = "",
    person: Person | None,
) -> None:
    """Mail leaves by a sending service. A key of another service is not kept for this one."""
    was = MailAccount.objects.filter(pk=MailAccount.ONLY).values_list("kind", flat=True).first()
    changes: dict[str, object] = {"kind": kind.value, "provider_domain": domain.strip()}
    changes |= {"username": second_key.strip()}
    if key or was != kind.value:
        changes |= {"secret": seal(key or "")}
    _update(**changes, **_untried(), **_unchecked())
    _changed(person, "service")


@transaction.atomic
def read_replies(
    *, server: Server, folder: str, has_bounce_addresses: bool = False, person: Person | None
) -> None:
    """Answers are read from this mailbox; an empty host reads none. `has_bounce_addresses`: what
    is sent to bounce+anything@ at the sender's domain comes into it too."""
    before = _account()
    changes = _server(server, "imap_") | {
        "imap_folder": folder.strip() or "INBOX",
        "has_bounce_addresses": has_bounce_addresses and bool(server.host),
    }
    moved = (before.imap_host, before.imap_username, before.imap_folder) != (
        changes["imap_host"],
        changes["imap_username"],
        changes["imap_folder"],
    )
    _update(**changes, **(_unread() if moved else {"imap_trouble": "", "imap_said": ""}))
    _changed(person, LOOK if server.host else "replies")


@transaction.atomic
def switch_mail(*, is_on: bool, person: Person | None) -> bool:
    """False where it was so already."""
    changed = MailAccount.objects.filter(pk=MailAccount.ONLY, is_on=not is_on).update(is_on=is_on)
    if changed:
        _changed(person, "on" if is_on else "off")
    return bool(changed)


# --- asked of a job, and what it found ---


@transaction.atomic
def ask_try(*, to_address: str, person: Person | None) -> None:
    """A mail to that address is to go through the account now, and the mailbox looked at."""
    _update(test_asked_at=timezone.now(), test_to=to_address.strip())
    _changed(person, TRY)


@transaction.atomic
def note_try(*, asked_at: datetime | None, trouble: MailTrouble | None, said: str = "") -> bool:
    """How the try that was asked for at that moment ended. False where another was asked since."""
    changed = MailAccount.objects.filter(pk=MailAccount.ONLY, test_asked_at=asked_at).update(
        tested_at=timezone.now(),
        test_trouble=trouble.value if trouble else "",
        test_said=said[:300],
    )
    if changed and trouble is None:  # it can be reached, whatever was before
        MailAccount.objects.filter(pk=MailAccount.ONLY).update(trouble="", trouble_since_at=None)
    return bool(changed)


@transaction.atomic
def ask_look(*, person: Person | None) -> None:
    """Somebody wants to know now whether there is post."""
    _update(imap_asked_at=timezone.now())
    _changed(person, LOOK)


@transaction.atomic
def note_place(*, validity: int, seen_uid: int) -> None:
    """The mailbox is read up to here. Never goes back within one numbering."""
    account = MailAccount.objects.filter(pk=MailAccount.ONLY)
    fresh = account.filter(imap_validity=validity, imap_seen_uid__lt=seen_uid)
    if not fresh.update(imap_seen_uid=seen_uid):
        account.exclude(imap_validity=validity).update(
            imap_validity=validity, imap_seen_uid=seen_uid
        )


@transaction.atomic
def note_look(*, trouble: MailTrouble | None = None, said: str = "") -> None:
    """The mailbox was read to its end, or could not be."""
    changes: dict[str, object] = {
        "imap_trouble": trouble.value if trouble else "",
        "imap_said": said[:300],
    }
    if trouble is None:
        changes["imap_read_at"] = timezone.now()
    MailAccount.objects.filter(pk=MailAccount.ONLY).update(**changes, imap_asked_at=None)


@transaction.atomic
def ask_domain(*, person: Person | None) -> None:
    _update(domain_asked_at=timezone.now())
    _changed(person, DOMAIN)


@transaction.atomic
def note_domain(
    *, asked_at: datetime | None, domain: str, findings: Sequence[Finding], trouble: str = ""
) -> None:
    """What the DNS says; `trouble` where nobody answered, and what was found before stays."""
    account = MailAccount.objects.filter(pk=MailAccount.ONLY, domain_asked_at=asked_at)
    if trouble:
        found = account.values_list("domain_found", flat=True).first()
        account.update(domain_found={**(found or {}), "trouble": trouble}, domain_asked_at=None)
        return
    account.update(
        domain_checked_at=timezone.now(),
        domain_asked_at=None,
        domain_found={"domain": domain, "findings": [_plain(one) for one in findings]},
    )


def _plain(finding: Finding) -> dict[str, object]:
    return {name: value for name, value in asdict(finding).items() if value}


# --- our own signature ---


@transaction.atomic
def make_dkim_key(*, person: Person | None) -> None:
    """A key of our own for a relay that signs nothing. Mail is signed with it from now on."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=DKIM_BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _update(dkim_selector=DKIM_SELECTOR, dkim_secret=seal(pem.decode()), **_unchecked())
    _changed(person, "dkim made")


@transaction.atomic
def drop_dkim_key(*, person: Person | None) -> None:
    _update(dkim_selector="", dkim_secret="", **_unchecked())
    _changed(person, "dkim dropped")


# --- parts ---


def _server(server: Server, prefix: str) -> dict[str, object]:
    """Columns of one server. A password goes with the host it was given for."""
    before = _account()
    changes: dict[str, object] = {
        f"{prefix}host": server.host.strip().lower().rstrip("."),
        f"{prefix}port": server.port,
        f"{prefix}security": server.security.value,
        f"{prefix}username": server.username.strip(),
    }
    was = getattr(before, f"{prefix}host")
    if server.password:
        changes[f"{prefix}secret"] = seal(server.password)
    elif was and was != changes[f"{prefix}host"]:  # another host must not get to see it
        changes[f"{prefix}secret"] = ""
    return changes


def _account() -> MailAccount:
    account = MailAccount.objects.filter(pk=MailAccount.ONLY).first()
    if account is None:
        raise NoAccount
    return account


def _update(**changes: object) -> None:
    if not MailAccount.objects.filter(pk=MailAccount.ONLY).update(**changes):
        raise NoAccount


def _untried() -> dict[str, object]:
    return {
        "tested_at": None,
        "test_asked_at": None,
        "test_trouble": "",
        "test_said": "",
        "trouble": "",
        "trouble_since_at": None,
    }


def _unchecked() -> dict[str, object]:
    return {"domain_checked_at": None, "domain_asked_at": None, "domain_found": {}}


def _unread() -> dict[str, object]:
    return {
        "imap_validity": None,
        "imap_seen_uid": 0,
        "imap_read_at": None,
        "imap_trouble": "",
        "imap_said": "",
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _changed(person: Person | None, what: str) -> None:
    record("account.changed", person=person, account="mail", what=what)
