"""What the DNS of the sender's domain says about who may write in its name, and what is missing.

SPF (RFC 7208) names the servers that may, DKIM (RFC 6376) holds the key of the signature, DMARC
(RFC 7489) says what a reader's server does where neither fits. Without them, mails end as spam.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from regulars.rules.kinds import MailKind
from regulars.rules.mail_hosts import (
    SERVICE_SELECTORS,
    SERVICE_SPF,
    SPF_IS_THEIRS,
    domain_of,
    host_at,
    host_for,
)

MOST_LOOKUPS = 10  # RFC 7208, 4.6.4


class About(StrEnum):
    SPF = "spf"
    DKIM = "dkim"
    DMARC = "dmarc"


class Found(StrEnum):
    """Stored in MailAccount.domain_found; words: queries/mail_accounts.py."""

    GOOD = "good"
    MISSING = "missing"
    TWICE = "twice"  # two records of a kind count as none
    LACKS = "lacks"  # there is one, and it leaves our server out
    TOO_MANY = "too_many"  # more look-ups than readers follow
    EVERYBODY = "everybody"  # it lets everybody write in this name
    CANNOT_TELL = "cannot_tell"
    REVOKED = "revoked"  # a DKIM record with an empty key
    OTHER_KEY = "other_key"  # a DKIM record that is not ours
    WRONG = "wrong"  # cannot be read
    NOT_YOURS = "not_yours"  # the domain is the mail host's: nothing to do
    NOT_THEIRS = "not_theirs"  # a sending service may not write in the name of a mail host


@dataclass(frozen=True, slots=True)
class Sender:
    """How mail leaves, as far as the DNS is concerned."""

    address: str
    kind: MailKind = MailKind.SMTP
    server: str = ""
    selector: str = ""  # of our own DKIM key
    public_key: str = ""  # base64, of our own DKIM key

    @property
    def domain(self) -> str:
        return domain_of(self.address)

    @property
    def is_at_a_host(self) -> bool:
        return host_for(self.address) is not None

    @property
    def must_include(self) -> str:
        """What SPF has to include; "" where nobody told us."""
        if self.kind is not MailKind.SMTP:
            return SERVICE_SPF.get(self.kind, "")
        host = host_at(self.server)
        return host.spf if host else ""

    @property
    def selectors(self) -> tuple[str, ...]:
        if self.selector:
            return (self.selector,)
        if self.kind is not MailKind.SMTP:
            return SERVICE_SELECTORS.get(self.kind, ())
        host = host_at(self.server)
        return host.selectors if host else ()

    def names(self) -> list[str]:
        """Where to ask for TXT records."""
        if self.is_at_a_host:
            return []
        keys = [f"{selector}._domainkey.{self.domain}" for selector in self.selectors]
        return [self.domain, f"_dmarc.{self.domain}", *keys]


@dataclass(frozen=True, slots=True)
class Finding:
    about: About
    found: Found
    is_now: str = ""  # the record as it stands
    name: str = ""  # of the record to write
    value: str = ""  # of the record to write; "": nothing of ours to write
    more: Mapping[str, str] = field(default_factory=dict)


def examine(sender: Sender, records: Mapping[str, Sequence[str]]) -> list[Finding]:
    """`records` are the TXT records by the names that Sender.names() asked for."""
    if sender.is_at_a_host:
        is_foreign = sender.kind is not MailKind.SMTP
        verdict = Found.NOT_THEIRS if is_foreign else Found.NOT_YOURS
        return [Finding(about, verdict) for about in About]
    return [
        spf(sender, records.get(sender.domain, ())),
        dkim(sender, records),
        dmarc(sender, records.get(f"_dmarc.{sender.domain}", ())),
    ]


def spf(sender: Sender, texts: Sequence[str]) -> Finding:
    if sender.kind in SPF_IS_THEIRS:
        return Finding(About.SPF, Found.GOOD)
    ours = [text for text in texts if _is_spf(text)]
    include, name = sender.must_include, sender.domain
    if not ours:
        value = f"v=spf1 include:{include} ~all" if include else "v=spf1 a mx ~all"
        return Finding(About.SPF, Found.MISSING, name=name, value=value)
    if len(ours) > 1:
        value = _with_include(_joined(ours), include)
        return Finding(About.SPF, Found.TWICE, " | ".join(ours), name, value)
    return _one_spf(ours[0], include, name)


def _one_spf(text: str, include: str, name: str) -> Finding:
    terms = text.lower().split()[1:]
    if "+all" in terms or "all" in terms:
        return Finding(About.SPF, Found.EVERYBODY, text, name, _closed(text, include))
    if sum(_looks_up(term) for term in terms) > MOST_LOOKUPS:
        return Finding(About.SPF, Found.TOO_MANY, text)
    if not include:
        return Finding(About.SPF, Found.CANNOT_TELL, text)
    if any(_bare(term) in {f"include:{include}", f"redirect={include}"} for term in terms):
        return Finding(About.SPF, Found.GOOD, text)
    return Finding(About.SPF, Found.LACKS, text, name, _with_include(text, include))


def _is_spf(text: str) -> bool:
    head = text.strip().lower().split(" ")[0]
    return head == "v=spf1"


def _bare(term: str) -> str:
    return term.lstrip("+").rstrip(".")


def _looks_up(term: str) -> bool:
    bare = term.lstrip("+-~?")
    return bare.startswith(("include:", "exists:", "redirect=")) or (
        bare.split(":")[0].split("/")[0] in {"a", "mx", "ptr"}
    )


def _with_include(text: str, include: str) -> str:
    """The record with one more server in it, before what it says of all others."""
    terms = text.split()
    if not include or any(_bare(term.lower()) == f"include:{include}" for term in terms):
        return text
    at = next(
        (
            number
            for number, term in enumerate(terms)
            if term.lower().lstrip("+-~?") == "all" or term.lower().startswith("redirect=")
        ),
        len(terms),
    )
    return " ".join([*terms[:at], f"include:{include}", *terms[at:]])


def _joined(texts: Sequence[str]) -> str:
    """Several records as the one they should be."""
    terms: list[str] = []
    ends: list[str] = []
    for text in texts:
        for term in text.split()[1:]:
            is_end = term.lower().lstrip("+-~?") == "all" or term.lower().startswith("redirect=")
            place = ends if is_end else terms
            if term not in place:
                place.append(term)
    closing = next((end for end in ends if not end.lower().startswith("redirect=")), "~all")
    return " ".join(["v=spf1", *terms, closing])


def _closed(text: str, include: str) -> str:
    terms = [term for term in text.split() if term.lower() not in {"+all", "all"}]
    return _with_include(" ".join([*terms, "~all"]), include)


def dkim(sender: Sender, records: Mapping[str, Sequence[str]]) -> Finding:
    names = [f"{selector}._domainkey.{sender.domain}" for selector in sender.selectors]
    own = dkim_record(sender.public_key) if sender.public_key else ""
    if not names:
        return Finding(About.DKIM, Found.CANNOT_TELL)
    there = [(name, text) for name in names for text in records.get(name, ()) if _is_key(text)]
    if not there:
        return Finding(About.DKIM, Found.MISSING, name=names[0] if own else "", value=own)
    for name, text in there:
        key = tags(text).get("p", "").replace(" ", "")
        if own and key and key != sender.public_key:
            return Finding(About.DKIM, Found.OTHER_KEY, text, name, own)
        if key:
            return Finding(About.DKIM, Found.GOOD, text, name)
    name, text = there[0]
    return Finding(About.DKIM, Found.REVOKED, text, name if own else "", own)


def dkim_record(public_key: str) -> str:
    """The TXT record of a key; `public_key` is its DER in base64."""
    return f"v=DKIM1; k=rsa; p={public_key}"


def _is_key(text: str) -> bool:
    told = tags(text)
    return "p" in told and told.get("v", "DKIM1").upper() == "DKIM1"


def dmarc(sender: Sender, texts: Sequence[str]) -> Finding:
    name = f"_dmarc.{sender.domain}"
    value = "v=DMARC1; p=none"
    ours = [text for text in texts if text.strip().lower().replace(" ", "").startswith("v=dmarc1")]
    if not ours:
        return Finding(About.DMARC, Found.MISSING, name=name, value=value)
    if len(ours) > 1:
        return Finding(About.DMARC, Found.TWICE, " | ".join(ours), name, ours[0])
    policy = tags(ours[0]).get("p", "").lower()
    if policy not in {"none", "quarantine", "reject"}:
        return Finding(About.DMARC, Found.WRONG, ours[0], name, value)
    return Finding(About.DMARC, Found.GOOD, ours[0], name, more={"policy": policy})


def tags(text: str) -> dict[str, str]:
    """ "v=DKIM1; p=MIIB…" as a table, the first of a name."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if equals:
            found.setdefault(name.strip().lower(), value.strip())
    return found
