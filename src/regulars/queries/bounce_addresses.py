"""The envelope's sender of one message (VERP): what comes back to it names the message.

Only for accounts whose owner said that bounce+anything@ reaches the same mailbox.
"""

import re

from django.core import signing
from django.utils.crypto import constant_time_compare

SALT = "regulars.bounces"
SHAPE = re.compile(r"\Abounce\+([0-9]{1,18})-([a-z0-9]{16})@")


def bounce_address(message_id: int, *, domain: str) -> str:
    return f"bounce+{message_id}-{_token(message_id)}@{domain}"


def message_of(address: str) -> int | None:
    """The number of the message that a bounce to this address is about; None if it is none of
    ours."""
    found = SHAPE.match(address.strip().lower()[:300])
    if found is None:
        return None
    pk = int(found[1])
    return pk if constant_time_compare(found[2], _token(pk)) else None


def _token(pk: int) -> str:
    """Letters of one case: some servers fold them."""
    signature = signing.Signer(salt=SALT).signature(str(pk)).lower()
    return "".join(c for c in signature if c.isalnum())[:16].ljust(16, "0")
