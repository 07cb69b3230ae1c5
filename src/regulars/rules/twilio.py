"""What Twilio's words mean: its signature, its states and its error numbers.

https://www.twilio.com/docs/usage/security and /docs/api/errors
"""

import base64
import hmac
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha1
from urllib.parse import urlsplit, urlunsplit

from regulars.rules.channels import Channel
from regulars.rules.messages import ReportKind
from regulars.rules.sending import Result

NAME = "twilio"
WHATSAPP = "whatsapp:"
# Free words reach a WhatsApp reader only for so long after they wrote last.
CHAT_STAYS_OPEN = timedelta(hours=24)
SAID_STOP = 21610
TOO_MANY, TOO_MANY_STATUS = {20429, 14107, 21611, 63018, 63038}, 429
# The number itself cannot take it, now or ever.
BAD_NUMBER = frozenset({21211, 21214, 21217, 21407, 21612, 21614, 30005, 30006, 63003, 63013})
# What is wrong is between the provider and us: no message of anybody is failed for it.
OUR_ACCOUNT = frozenset(
    {20003, 20005, 20008, 20404, 21212, 21266, 21601, 21603, 21606, 21608, 21659, 21660, 30001}
    | {30002, 63001, 63007, 63051}
)
_PORTS = {"https": 443, "http": 80}


# --- addresses ---


def address_of(channel: Channel, number: str) -> str:
    """+49… or whatsapp:+49…, as the provider wants it."""
    return f"{WHATSAPP}{number}" if channel is Channel.WHATSAPP else number


def number_of(address: str) -> tuple[Channel, str]:
    """The channel and the bare number of an address of theirs."""
    if address.startswith(WHATSAPP):
        return Channel.WHATSAPP, address.removeprefix(WHATSAPP)
    return Channel.SMS, address


# --- states ---


def report_of(status: str, error: int | None) -> ReportKind | None:
    """What a status says of a message, or None while it is on its way."""
    if status in {"delivered", "read"}:
        return ReportKind.DELIVERED
    if status not in {"failed", "undelivered", "canceled"}:
        return None
    return ReportKind.BOUNCED if error in BAD_NUMBER else ReportKind.FAILED


def result_of(status: int, error: int | None) -> Result:
    """How a refused request ended. A fault of theirs may have acted: nobody knows."""
    if status == TOO_MANY_STATUS or error in TOO_MANY:
        return Result.BUSY
    if status >= 500:
        return Result.LOST
    if status in {401, 403, 404} or error in OUR_ACCOUNT:
        return Result.UNREACHABLE
    return Result.REFUSED


# --- signatures ---


def signature(secret: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """Base64 of HMAC-SHA1 over the address and every field in order, each once."""
    told = url + "".join(name + value for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.digest(secret.encode(), told.encode(), sha1)).decode()


def is_signed(secret: str, url: str, fields: Iterable[tuple[str, str]], told: str) -> bool:
    """Whether somebody who knows the secret sent these fields to this address. They sign it with
    or without the port."""
    if not secret or not told.isascii():
        return False
    kept = list(fields)
    return any(
        hmac.compare_digest(signature(secret, one, kept), told) for one in _with_and_without(url)
    )


def _with_and_without(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host
    port = parts.port or _PORTS.get(parts.scheme, 443)
    return (
        urlunsplit(parts._replace(netloc=name)),
        urlunsplit(parts._replace(netloc=f"{name}:{port}")),
    )
