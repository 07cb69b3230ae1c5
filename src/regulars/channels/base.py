"""What every way out of the house takes and gives. Plain values; no rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from regulars.rules.messages import Purpose
from regulars.rules.sending import Outcome

# Called when an answer is slow in coming, so that somebody else takes over what waits.
OnSlow = Callable[[], None]


class Leave(Protocol):
    """The word of the database on one message."""

    def ask(self) -> bool:
        """Asked once, at the last moment before anything of the message leaves: after it, only
        the answer of the other side can tell whether it arrived. False: nothing may leave."""

    def holds(self) -> bool:
        """Whether it still holds: asked right before the first byte, with nothing in between. A
        process that was frozen meanwhile has lost its say."""


class CannotReach(Exception):
    """The other side cannot be reached, or does not know us. The message says it in its words."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message as it leaves: words, addresses, and by which key it is known outside."""

    number: int  # of our row
    message_id: str  # with angle brackets; the same for each try
    to_address: str
    body: str
    purpose: Purpose
    subject: str = ""
    to_name: str = ""
    from_name: str = ""
    from_address: str = ""
    bounces_to: str = ""  # the envelope's sender; "": from_address
    language: str = "en"
    business: str = ""
    unsubscribe_url: str = ""
    preferences_url: str = ""
    in_reply_to: str = ""  # a Message-ID
    extra: Mapping[str, str] = field(default_factory=dict)  # what one channel alone needs

    @property
    def key(self) -> str:
        """What a provider is told so that a second try makes no second message."""
        return self.message_id.strip("<>")


class Carrier(Protocol):
    """One connection. Used by one thread at a time."""

    def open(self) -> None:
        """Make sure that the other side is there. Raises CannotReach."""

    def prepare(self, parcel: Parcel) -> None:
        """What can be done ahead for one that is perhaps carried next. What is wrong with it is
        told when it is carried."""

    def carry(self, parcel: Parcel, leave: Leave, on_slow: OnSlow) -> Outcome:
        """Hand one message over. Never raises for what the other side or the line does."""

    def close(self) -> None:
        """Let go of the line. Never raises."""
