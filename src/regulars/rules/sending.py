"""How one try to hand a message over ended, and what follows from it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from regulars.rules.messages import Purpose

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
MOST_TRIES = 30  # more than four days of a server that is always busy
ASK_AFTER = timedelta(minutes=10)  # RFC 5321, 4.5.3.2.6: as long an answer may take
# Sent again by itself, once, when nobody can say whether it arrived: two are better than none.
SENT_AGAIN = frozenset({Purpose.NOTICE, Purpose.SERVICE})


class Result(StrEnum):
    """How a try ended. Stored with each attempt: never rename one."""

    ACCEPTED = "accepted"
    BUSY = "busy"  # come back later; nobody got it
    REFUSED = "refused"  # no, for good; nobody got it
    UNREACHABLE = "unreachable"  # nothing of it left the house
    STOPPED = "stopped"  # the hand-over was not allowed; nothing of it left the house
    SPOILT = "spoilt"  # it cannot be put into a form that could be sent
    LOST = "lost"  # handed over, and no answer came


@dataclass(frozen=True, slots=True)
class Outcome:
    result: Result
    said: str = ""  # the server's own words
    is_about_address: bool = False  # a refusal that no other message to it would escape
    is_stop: bool = False  # the reader told the provider to stop, which told us only now
    provider: str = ""
    provider_id: str = ""
    may_repeat: bool = False  # the provider knows our key: asking again makes no second message


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: doubling, four hours at most."""
    doublings = min(max(tries - 1, 0), 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


# Enhanced status codes (RFC 3463) that say something of the address itself.
BAD_ADDRESS = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4")


def is_about_address(code: int, said: str, *, at_recipient: bool) -> bool:
    """Whether a refusal means that nothing can ever reach this address.

    An enhanced code decides where there is one; without it, a plain 550, 551 or 553 to the
    address itself does. What a server says of our text, our domain or its own load never does.
    """
    head = said.split(maxsplit=1)[0] if said.strip() else ""
    if head.count(".") == 2 and head.replace(".", "").isdigit():
        return head in BAD_ADDRESS
    return at_recipient and code in {550, 551, 553}
