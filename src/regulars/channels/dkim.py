"""Our own signature under a message (DKIM), where no relay signs for the domain."""

from dataclasses import dataclass, field

import dkim

# Those that a reader's program acts on. The last two must be signed for one-press unsubscribing to
# be offered (RFC 8058).
SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"in-reply-to",
    b"references",
    b"mime-version",
    b"content-type",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)


class CannotSign(Exception):
    """The key does not fit. Says so without it."""


@dataclass(frozen=True, slots=True)
class Signer:
    domain: str
    selector: str
    key: str = field(repr=False)  # PEM

    def sign(self, written: bytes) -> bytes:
        """The message with its signature on top. Lines end in CR LF. Raises CannotSign."""
        head = b"\n" + written.split(b"\r\n\r\n", 1)[0].lower()
        there = [name for name in SIGNED if b"\n" + name + b":" in head]
        try:
            signature: bytes = dkim.sign(
                written,
                self.selector.encode(),
                self.domain.encode("idna"),
                self.key.encode(),
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=there,
            )
        except Exception:  # the library raises many kinds, some with the key in them
            raise CannotSign("the DKIM key cannot be used") from None
        return signature + written
