"""What a message that came in is, and what of it is to be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# How mail programs begin what they quote.
QUOTE_HEADS = re.compile(
    r"^(?:On\b.{4,200}\bwrote:|Am\b.{4,200}\bschrieb\b.{0,200}:|Le\b.{4,200}\ba écrit\s*:"
    r"|El\b.{4,200}\bescribió:|Il\b.{4,200}\bha scritto:|Em\b.{4,200}\bescreveu:"
    r"|Op\b.{4,200}\bschreef\b.{0,200}:|W dniu\b.{4,200}\bpisze:"
    r"|-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Originalnachricht|Message d'origine"
    r"|Mensaje original|Messaggio originale|Forwarded message)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)
# "From: … Sent: …", as Outlook puts it before the old mail.
OUTLOOK_HEAD = re.compile(r"^\*?(?:From|Von|De|Da):\*?\s.+", re.IGNORECASE)
OUTLOOK_NEXT = re.compile(
    r"^\*?(?:Sent|Gesendet|Envoyé|Enviado|Inviato|Date|Datum|To|An):\*?\s", re.IGNORECASE
)
AUTOMATIC_SUBJECTS = re.compile(
    r"^\s*(?:automatic reply|auto-?reply|out of (?:the )?office|automatische antwort"
    r"|abwesenheits(?:notiz|nachricht|meldung)|réponse automatique"
    r"|respuesta automática|risposta automatica)\b",
    re.IGNORECASE,
)
ENDS = (".", "?", "!", ":", "…")
PREFIX = re.compile(r"^\s*(?:(?:re|aw|fwd?|wg|antw|sv|odp)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


# The first word of a mail that wants no more of them, in each language offered.
STOP_WORDS = frozenset(
    {"stop", "unsubscribe", "remove", "abmelden", "abbestellen", "austragen", "stopp"}
)


class Kind(StrEnum):
    """What is done with a mail that lies in the mailbox."""

    BOUNCE = "bounce"  # a server speaks of a mail of ours
    AUTO_REPLY = "auto_reply"  # nobody wrote it
    STOP = "stop"
    MESSAGE = "message"
    NOT_OURS = "not_ours"  # left alone


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a mail. `headers` in small letters, those that tell what it is."""

    from_address: str = ""
    subject: str = ""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_report: bool = False  # a server's, of a mail that did not arrive
    is_of_ours: bool = False  # it names a message that left this house
    is_known_sender: bool = False
    is_from_us: bool = False
    is_to_stop_address: bool = False


def kind_of(facts: Facts) -> Kind:
    """What it is. Of strangers nothing is read that does not answer a message of ours."""
    if facts.is_from_us:
        return Kind.NOT_OURS
    if facts.is_report:
        return Kind.BOUNCE if facts.is_of_ours else Kind.NOT_OURS
    if not facts.is_of_ours and not facts.is_known_sender:
        return Kind.NOT_OURS
    if is_automatic(facts.headers, facts.subject):
        return Kind.AUTO_REPLY if facts.is_of_ours else Kind.NOT_OURS
    if facts.is_to_stop_address or wants_to_stop(facts.subject, facts.body):
        return Kind.STOP
    return Kind.MESSAGE


def is_automatic(headers: Mapping[str, str], subject: str) -> bool:
    """RFC 3834, and what programs did before it."""
    auto = headers.get("auto-submitted", "no").split(";")[0].strip()
    if auto not in {"no", ""}:
        return True
    if any(name in headers for name in ("x-autoreply", "x-autorespond", "x-vacation")):
        return True
    if headers.get("precedence", "") in {"auto_reply", "bulk", "junk", "list"}:
        return True
    if "list-id" in headers or "list-unsubscribe" in headers:
        return True
    return bool(AUTOMATIC_SUBJECTS.match(subject))


def wants_to_stop(subject: str, body: str) -> bool:
    """Nothing but the word itself: "stop by on Friday" is a message."""
    words = [_word(bare_subject(subject)), _word(without_quotes(body) if body else "")]
    return (words[0] in STOP_WORDS and words[1] in {"", *STOP_WORDS}) or words[1] in STOP_WORDS


def _word(text: str) -> str:
    return text.strip().strip(".!\"'").lower()


def without_quotes(body: str) -> str:
    """What the writer wrote this time. The whole text where nothing else would be left."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for at, line in enumerate(lines):
        bare = line.strip()
        if line.rstrip() == "--" or line == "-- ":  # a signature follows
            break
        if QUOTE_HEADS.match(bare) or _is_split_head(lines, at) or _is_outlook_head(lines, at):
            break
        if not bare.startswith(">"):
            kept.append(line.rstrip())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return text or body.strip()


def _is_split_head(lines: list[str], at: int) -> bool:
    """ "On Monday … <us@example.com>" and "wrote:" on the next line."""
    joined = " ".join(line.strip() for line in lines[at : at + 2])
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    return following.endswith(":") and bool(QUOTE_HEADS.match(joined))


def _is_outlook_head(lines: list[str], at: int) -> bool:
    if not OUTLOOK_HEAD.match(lines[at].strip()):
        return False
    return any(OUTLOOK_NEXT.match(line.strip()) for line in lines[at + 1 : at + 3])


def bare_subject(subject: str) -> str:
    """Without any Re: and AW: before it."""
    return PREFIX.sub("", subject).strip()


def opening_words(subject: str, body: str, *, longest: int) -> str:
    """The first words, for a list; cut between words."""
    text = " ".join(without_quotes(body).split())
    head = bare_subject(subject)
    between = " " if head.endswith(ENDS) else ": "
    said = f"{head}{between}{text}" if head and text else head or text
    if len(said) <= longest:
        return said
    return said[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
