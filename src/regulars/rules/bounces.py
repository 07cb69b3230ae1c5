"""What a mail that came back says about an address.

An address is at fault where it does not exist or is closed. A busy server, a full mailbox or a
refusal for what we wrote is not its fault: the message came back, the address stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
MOST_REFUSALS = 3  # as often may an address refuse for good, then it is left alone


class Verdict(StrEnum):
    NOTHING = "nothing"  # a delay: the server goes on trying
    GAVE_UP = "gave_up"  # nobody got it, as no server could be reached for days
    CAME_BACK = "came_back"  # refused for good, for no fault of the address
    NO_SUCH_ADDRESS = "no_such_address"


# Enhanced status codes (RFC 3463) that speak of the address itself.
OF_THE_ADDRESS = {
    ("1", "0"),
    ("1", "1"),  # no such mailbox
    ("1", "2"),  # no such domain
    ("1", "3"),
    ("1", "6"),  # moved, no forwarding
    ("1", "10"),  # takes no mail
    ("2", "1"),  # disabled
}
VAGUE = {("0", "0"), ("5", "0")}
WORDS = re.compile(
    r"user unknown|unknown user|no such (?:user|recipient|mailbox|address)|does not exist"
    r"|doesn't exist|mailbox (?:unavailable|not found|unknown)|recipient (?:address )?rejected"
    r"|address (?:not found|rejected)|unknown recipient|invalid recipient|account (?:has been )?"
    r"(?:disabled|closed)|unrouteable address|host or domain name not found|domain not found"
    r"|empfänger unbekannt|existiert nicht",
    re.IGNORECASE,
)
NOT_WORDS = re.compile(
    r"full|quota|too (?:big|large)|size|spam|blocked|blacklist|policy|reputation|dmarc|spf|dkim"
    r"|rate|try again|later|temporar",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a server says of one mail of ours. `action` as in RFC 3464, "" where it says none."""

    action: str = ""
    statuses: Sequence[str] = ()
    said: str = ""
    is_permanent: bool = False  # what a reader of many formats takes it for


def verdict(report: Report) -> Verdict:
    action = report.action.lower()
    is_failed = action == "failed"
    if action in {"delayed", "delivered", "relayed", "expanded"}:
        return Verdict.NOTHING
    codes = [match.groups() for text in report.statuses if (match := STATUS.search(text))]
    codes = codes or [match.groups() for match in STATUS.finditer(report.said)]
    if not codes:
        return _by_words(report.said) if report.is_permanent or is_failed else Verdict.NOTHING
    hard = [(subject, detail) for kind, subject, detail in codes if kind == "5"]
    if hard:
        return _by_codes(hard, report.said)
    is_over = is_failed and any(kind == "4" for kind, _, _ in codes)  # after days of trying
    return Verdict.GAVE_UP if is_over else Verdict.NOTHING


def _by_codes(hard: Sequence[tuple[str, str]], said: str) -> Verdict:
    if any(code in OF_THE_ADDRESS for code in hard):
        return Verdict.NO_SUCH_ADDRESS
    if all(code in VAGUE for code in hard):
        return _by_words(said)
    return Verdict.CAME_BACK


def _by_words(said: str) -> Verdict:
    if WORDS.search(said) and not NOT_WORDS.search(said):
        return Verdict.NO_SUCH_ADDRESS
    return Verdict.CAME_BACK


def suppresses(found: Verdict, *, refusals_before: int) -> bool:
    """Whether nothing is sent to this address any more. `refusals_before` counts the mails that it
    refused for good lately; a server that was busy or away never counts."""
    if found is Verdict.NO_SUCH_ADDRESS:
        return True
    return found is Verdict.CAME_BACK and refusals_before + 1 >= MOST_REFUSALS
