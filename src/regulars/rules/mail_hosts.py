"""Where the common mail hosts want mail to be brought and fetched: plain data.

What is written here fills a form; the owner sees and may change each value.
"""

from dataclasses import dataclass

from regulars.rules.kinds import MailKind, Security


@dataclass(frozen=True, slots=True)
class Place:
    host: str
    port: int
    security: Security


@dataclass(frozen=True, slots=True)
class MailHost:
    key: str
    name: str
    smtp: Place
    imap: Place
    domains: tuple[str, ...] = ()  # addresses that are the host's own, not the owner's
    spf: str = ""  # what the SPF record of a domain of one's own must include; "": not known
    selectors: tuple[str, ...] = ()  # under which the host's DKIM keys stand
    needs_app_password: bool = False
    may_refuse_passwords: bool = False  # programs often cannot sign in with a password any more


def _tls(host: str) -> Place:
    return Place(host, 465, Security.TLS)


def _start(host: str) -> Place:
    return Place(host, 587, Security.STARTTLS)


def _imap(host: str) -> Place:
    return Place(host, 993, Security.TLS)


HOSTS = (
    MailHost(
        "gmail",
        "Gmail, Google Workspace",
        _tls("smtp.gmail.com"),
        _imap("imap.gmail.com"),
        ("gmail.com", "googlemail.com"),
        "_spf.google.com",
        ("google",),
        needs_app_password=True,
    ),
    MailHost(
        "gmx",
        "GMX",
        _tls("mail.gmx.net"),
        _imap("imap.gmx.net"),
        ("gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.eu", "gmx.li", "gmx.org"),
    ),
    MailHost(
        "gmx_com", "GMX.com", _tls("mail.gmx.com"), _imap("imap.gmx.com"), ("gmx.com", "gmx.us")
    ),
    MailHost(
        "webde", "WEB.DE", _start("smtp.web.de"), _imap("imap.web.de"), ("web.de", "email.de")
    ),
    MailHost(
        "ionos",
        "IONOS (1&1)",
        _tls("smtp.ionos.de"),
        _imap("imap.ionos.de"),
        ("online.de", "onlinehome.de"),
        "_spf-eu.ionos.com",
        ("s1-ionos", "s2-ionos", "s42582890"),
    ),
    MailHost(
        "outlook",
        "Outlook.com, Hotmail",
        _start("smtp-mail.outlook.com"),
        _imap("outlook.office365.com"),
        (
            "outlook.com",
            "outlook.de",
            "outlook.fr",
            "hotmail.com",
            "hotmail.de",
            "hotmail.fr",
            "live.com",
            "live.de",
            "msn.com",
        ),
        may_refuse_passwords=True,
    ),
    MailHost(
        "microsoft365",
        "Microsoft 365, Exchange Online",
        _start("smtp.office365.com"),
        _imap("outlook.office365.com"),
        (),
        "spf.protection.outlook.com",
        ("selector1", "selector2"),
        may_refuse_passwords=True,
    ),
    MailHost(
        "icloud",
        "iCloud Mail",
        _start("smtp.mail.me.com"),
        _imap("imap.mail.me.com"),
        ("icloud.com", "me.com", "mac.com"),
        "icloud.com",
        ("sig1",),
        needs_app_password=True,
    ),
    MailHost(
        "strato",
        "STRATO",
        _tls("smtp.strato.de"),
        _imap("imap.strato.de"),
        (),
        "",
        ("strato-dkim-0002", "strato-dkim-0003"),
    ),
    MailHost(
        "fastmail",
        "Fastmail",
        _tls("smtp.fastmail.com"),
        _imap("imap.fastmail.com"),
        ("fastmail.com", "fastmail.fm"),
        "spf.messagingengine.com",
        ("fm1", "fm2", "fm3"),
        needs_app_password=True,
    ),
    MailHost(
        "mailboxorg",
        "mailbox.org",
        _tls("smtp.mailbox.org"),
        _imap("imap.mailbox.org"),
        ("mailbox.org",),
        "mailbox.org",
        ("mbo0001", "mbo0002", "mbo0003", "mbo0004"),
    ),
    MailHost(
        "posteo",
        "Posteo",
        _tls("posteo.de"),
        _imap("posteo.de"),
        ("posteo.de", "posteo.net", "posteo.org", "posteo.eu"),
    ),
    MailHost(
        "tonline",
        "Telekom, T-Online",
        _tls("securesmtp.t-online.de"),
        _imap("secureimap.t-online.de"),
        ("t-online.de", "magenta.de"),
        needs_app_password=True,
    ),
    MailHost(
        "freenet",
        "freenet",
        _tls("mx.freenet.de"),
        _imap("mx.freenet.de"),
        ("freenet.de",),
    ),
    MailHost(
        "yahoo",
        "Yahoo",
        _tls("smtp.mail.yahoo.com"),
        _imap("imap.mail.yahoo.com"),
        ("yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.co.uk", "ymail.com"),
        needs_app_password=True,
    ),
    MailHost(
        "aol",
        "AOL",
        _tls("smtp.aol.com"),
        _imap("imap.aol.com"),
        ("aol.com", "aol.de"),
        needs_app_password=True,
    ),
    MailHost(
        "infomaniak",
        "Infomaniak",
        _tls("mail.infomaniak.com"),
        _imap("mail.infomaniak.com"),
        ("ik.me", "ikmail.com"),
        "spf.infomaniak.ch",
    ),
    MailHost("hetzner", "Hetzner", _start("mail.your-server.de"), _imap("mail.your-server.de")),
    MailHost(
        "ovh",
        "OVHcloud",
        _tls("ssl0.ovh.net"),
        _imap("ssl0.ovh.net"),
        (),
        "mx.ovh.com",
    ),
    MailHost(
        "zoho",
        "Zoho Mail",
        _tls("smtp.zoho.eu"),
        _imap("imap.zoho.eu"),
        ("zohomail.eu",),
        "zoho.eu",
        ("zmail", "zoho"),
    ),
    MailHost(
        "orange",
        "Orange",
        _tls("smtp.orange.fr"),
        _imap("imap.orange.fr"),
        ("orange.fr", "wanadoo.fr"),
    ),
    MailHost("free", "Free", _tls("smtp.free.fr"), _imap("imap.free.fr"), ("free.fr",)),
    MailHost(
        "laposte",
        "La Poste",
        _tls("smtp.laposte.net"),
        _imap("imap.laposte.net"),
        ("laposte.net",),
    ),
    MailHost(
        "bluewin",
        "Swisscom Bluewin",
        _tls("smtpauths.bluewin.ch"),
        _imap("imaps.bluewin.ch"),
        ("bluewin.ch",),
    ),
)
BY_KEY = {host.key: host for host in HOSTS}
BY_DOMAIN = {domain: host for host in HOSTS for domain in host.domains}

# What the sending services want in the DNS of the sender's domain.
SERVICE_SPF: dict[MailKind, str] = {
    MailKind.MAILGUN: "mailgun.org",
    MailKind.MAILJET: "spf.mailjet.com",
    MailKind.SENDGRID: "sendgrid.net",
}
SERVICE_SELECTORS: dict[MailKind, tuple[str, ...]] = {
    MailKind.BREVO: ("mail", "brevo1", "brevo2"),
    MailKind.MAILGUN: ("mailo", "smtp", "mg", "k1", "pic"),
    MailKind.MAILJET: ("mailjet",),
    MailKind.POSTMARK: ("pm",),
    MailKind.RESEND: ("resend",),
    MailKind.SENDGRID: ("s1", "s2"),
}
# Services whose mails come back to an address of their own: the sender's SPF says nothing there.
SPF_IS_THEIRS = frozenset({MailKind.BREVO, MailKind.POSTMARK, MailKind.RESEND})


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip().lower()


def host_for(address: str) -> MailHost | None:
    """The host whose own address this is; None for a domain of the owner's own."""
    return BY_DOMAIN.get(domain_of(address))


def host_at(server: str) -> MailHost | None:
    """The host that this server belongs to."""
    name = server.strip().lower().rstrip(".")
    return next((host for host in HOSTS if name in {host.smtp.host, host.imap.host}), None)
