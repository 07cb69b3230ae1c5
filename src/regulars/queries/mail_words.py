"""What goes wrong with mail, and what the DNS says, in words an owner can act on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.models import MailAccount
from regulars.queries import labels
from regulars.rules.kinds import MailKind
from regulars.rules.mail_domain import About, Found
from regulars.rules.mail_hosts import MailHost, host_at, host_for
from regulars.rules.mail_trouble import MailTrouble

Said = str | Promise

PORTS = _(
    "Check the name and the port. Some networks block outgoing mail: ask for the ports 465 and 587."
)
ADVICE: dict[MailTrouble, Said] = {
    MailTrouble.WRONG_LOGIN: _("Type the name and the password again."),
    MailTrouble.WRONG_KEY: _(
        "Copy the key again from the provider's pages; it must allow sending."
    ),
    MailTrouble.NO_SUCH_HOST: _("Look for a slip of the finger in the name of the server."),
    MailTrouble.UNREACHABLE: PORTS,
    MailTrouble.TIMEOUT: PORTS,
    MailTrouble.CERTIFICATE: _(
        "The server cannot prove that it is the one you named. Use the name that your mail host"
        " tells you, not one of your own domain that leads there."
    ),
    MailTrouble.NO_ENCRYPTION: _(
        "Choose the other kind of encryption, with its port: TLS from the start goes with 465 or"
        " 993, STARTTLS with 587 or 143."
    ),
    MailTrouble.NOT_A_MAIL_SERVER: _("Check the port: something else answers there."),
    MailTrouble.SENDER_REFUSED: _(
        "This account may write from its own address only. Use that one as the sender, or let your"
        " mail host allow the other."
    ),
    MailTrouble.READER_REFUSED: _("Check the address that the test went to."),
    MailTrouble.REFUSED: _("What the server says stands below. In doubt, ask your mail host."),
    MailTrouble.BUSY: _("Nothing is lost: messages wait and are tried again. Try it in a while."),
    MailTrouble.NO_SUCH_FOLDER: _("Write it as the mailbox calls it; the main folder is INBOX."),
    MailTrouble.LOST_KEY: _(
        "It was closed with a key that this install no longer has, as after a move without its key"
        " file. Type the password again."
    ),
    MailTrouble.OTHER: _("What the server says stands below. In doubt, ask your mail host."),
}
APP_PASSWORD = _(
    "%(host)s wants an app password here: make one in the security settings of your account there."
)
NO_PASSWORDS = _(
    "%(host)s often lets no program sign in with a password any more. If it stays so, send through"
    " a sending service instead."
)


@dataclass(frozen=True, slots=True)
class Trouble:
    title: str
    advice: list[str]
    said: str  # the server's own words


def trouble_in_words(trouble: str, said: str, *, host: MailHost | None) -> Trouble | None:
    """None where all is well."""
    if trouble not in set(MailTrouble):
        return None
    kind = MailTrouble(trouble)
    advice = [str(ADVICE[kind])]
    if kind is MailTrouble.WRONG_LOGIN and host is not None:
        advice += host_hints(host)
    return Trouble(labels.word(MailTrouble, trouble), advice, said)


def host_hints(host: MailHost | None) -> list[str]:
    """What to know before signing in there."""
    if host is None:
        return []
    told = [(host.needs_app_password, APP_PASSWORD), (host.may_refuse_passwords, NO_PASSWORDS)]
    return [str(text) % {"host": host.name} for is_so, text in told if is_so]


def host_of(account: MailAccount) -> MailHost | None:
    """Whose servers these are, as far as they are known."""
    return host_at(account.host) or host_at(account.imap_host) or host_for(account.from_address)


NAMES: dict[About, Said] = {
    About.SPF: _("SPF: which servers may write for you"),
    About.DKIM: _("DKIM: the signature under your mails"),
    About.DMARC: _("DMARC: what happens with forgeries"),
}
SAID: dict[tuple[About, Found], Said] = {
    (About.SPF, Found.GOOD): _("The server that sends your mail is named."),
    (About.SPF, Found.MISSING): _(
        "Nothing says which servers may write for %(domain)s. Many mail hosts take such mail for"
        " spam. Add this record."
    ),
    (About.SPF, Found.TWICE): _(
        "There are several such records; then none of them counts. Keep this one instead of them."
    ),
    (About.SPF, Found.LACKS): _(
        "The record leaves out the server that sends your mail. Change it to this one."
    ),
    (About.SPF, Found.TOO_MANY): _(
        "The record asks for more look-ups than mail hosts follow. Take servers out of it that you"
        " no longer use."
    ),
    (About.SPF, Found.EVERYBODY): _(
        "The record lets everybody write in your name. Change it to this one."
    ),
    (About.SPF, Found.CANNOT_TELL): _(
        "There is a record. Whether it names your server, only your mail host can say."
    ),
    (About.DKIM, Found.GOOD): _("The key of the signature is published."),
    (About.DKIM, Found.MISSING): _(
        "No key is published under the names that your mail host uses. Switch DKIM on there; it"
        " shows you the record to add."
    ),
    (About.DKIM, Found.REVOKED): _("The key was taken back: the record is empty."),
    (About.DKIM, Found.OTHER_KEY): _("The record holds another key. Change it to this one."),
    (About.DKIM, Found.CANNOT_TELL): _(
        "Whether your server signs cannot be seen from here; your mail host can tell. If it does"
        " not, Regulars can sign."
    ),
    (About.DMARC, Found.GOOD): _("There is a rule for mail that only pretends to be yours."),
    (About.DMARC, Found.MISSING): _(
        "Nothing says what to do with mail that only pretends to be yours. Large mail hosts ask for"
        " this record; in this form it changes nothing else."
    ),
    (About.DMARC, Found.TWICE): _(
        "There are several such records; then none of them counts. Keep this one instead of them."
    ),
    (About.DMARC, Found.WRONG): _("The record cannot be read. Change it to this one."),
}
OWN_KEY_MISSING = _("Add this record, so that others can check the signature.")
NOT_YOURS = _("%(domain)s belongs to your mail host, who looks after all of this.")
NOT_THEIRS = _(
    "A sending service cannot prove that it may write as an address at %(domain)s, and much of its"
    " mail would end as spam. Use an address of a domain of your own, or send through the mail host"
    " itself."
)


@dataclass(frozen=True, slots=True)
class DomainLine:
    """One thing that the DNS says, with the record to write where there is one."""

    key: str
    title: str
    is_good: bool
    is_urgent: bool
    words: str
    is_now: str
    name: str
    value: str


def domain_lines(found: dict[str, object]) -> list[DomainLine]:
    """MailAccount.domain_found in words."""
    domain = str(found.get("domain", ""))
    findings = found.get("findings", [])
    told: list[dict[str, str]] = findings if isinstance(findings, list) else []
    whole = next((text for one in told if (text := _of_all(one["found"])) is not None), None)
    if whole is not None:
        is_good = told[0]["found"] == Found.NOT_YOURS
        words = str(whole) % {"domain": domain}
        return [DomainLine("all", domain, is_good, not is_good, words, "", "", "")]
    return [_line(one, domain) for one in told]


def _of_all(found: str) -> Said | None:
    return {Found.NOT_YOURS.value: NOT_YOURS, Found.NOT_THEIRS.value: NOT_THEIRS}.get(found)


def _line(one: dict[str, str], domain: str) -> DomainLine:
    about, found = About(one["about"]), Found(one["found"])
    text = SAID[about, found]
    if about is About.DKIM and found in {Found.MISSING, Found.REVOKED} and one.get("value"):
        text = OWN_KEY_MISSING
    return DomainLine(
        key=about.value,
        title=str(NAMES[about]),
        is_good=found is Found.GOOD,
        is_urgent=found not in {Found.GOOD, Found.CANNOT_TELL},
        words=str(text) % {"domain": domain},
        is_now=one.get("is_now", ""),
        name=one.get("name", ""),
        value=one.get("value", ""),
    )


def how_it_leaves(account: MailAccount) -> str:
    """The way out in a few words: the server's name, or the service's."""
    if account.kind != MailKind.SMTP:
        return labels.word(MailKind, account.kind)
    return account.host or gettext("no server yet")


def host_choices(hosts: Iterable[MailHost]) -> list[tuple[str, str]]:
    return [(host.key, host.name) for host in hosts]
