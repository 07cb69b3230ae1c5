"""What a message that came in is, and what of it is to be read."""

import re

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
PREFIX = re.compile(r"^\s*(?:(?:re|aw|fwd?|wg|antw|sv|odp)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


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
    said = f"{head}: {text}" if head and text else head or text
    if len(said) <= longest:
        return said
    return said[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
