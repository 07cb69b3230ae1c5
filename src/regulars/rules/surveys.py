"""Short surveys: what is asked, for how long an answer may be corrected, who is not asked and why.

Stored values are never renamed.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from regulars.rules.messages import Reason
from regulars.rules.moments import instant_of
from regulars.rules.search import fold

MOST_QUESTIONS = 5
MOST_OPTIONS = 8
HIGHEST = 5  # of a scale; 1 is its other end
GOOD_FROM = 4
BAD_UP_TO = 2
LONGEST_WORDS = 2_000
LONGEST_CONTACT = 200
LINK_DAYS = 60  # so long a link may be answered, a month on its way included
REMIND_WITHIN_DAYS = 14  # a reminder that found no room by then is none
MACHINE_SECONDS = 3  # nobody reads and answers within so few
SCANNER_SECONDS = 20  # so soon after delivery it is a program that opens the mail
AGAIN = "-again"  # the end of a reminder's occurrence
MOST_REST_DAYS = 730


class SurveyKind(StrEnum):
    """What a survey is for."""

    AFTER_JOB = "after_job"
    STAGE = "stage"  # of the way somebody goes with us
    IDEAL = "ideal"  # what the best customers call excellent (D4)
    EXIT = "exit"  # why somebody leaves
    OWN = "own"


class QuestionKind(StrEnum):
    SCALE = "scale"  # 1 to 5
    CHOICE = "choice"
    WORDS = "words"


class AskStage(StrEnum):
    """Which part of the way with us a question is about (D2)."""

    FIRST_CONTACT = "first_contact"
    SALE = "sale"
    DELIVERY = "delivery"
    USE = "use"
    REGULAR = "regular"


class Opens(StrEnum):
    """What a bad answer, or any words, opens by itself."""

    NOTHING = "nothing"
    COMPLAINT = "complaint"
    WISH = "wish"


class SetAside(StrEnum):
    """Why an answer is kept and not counted."""

    MACHINE = "machine"  # a program that looks into mails sent it


class SheetKind(StrEnum):
    """What is printed."""

    POSTER = "poster"  # for everybody who comes in
    SLIPS = "slips"  # one for each person


class FindingState(StrEnum):
    OPEN = "open"  # the action is to be done
    DONE = "done"  # it is to be measured again
    MEASURED = "measured"
    DROPPED = "dropped"


class FindingResult(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"


class WhyNot(StrEnum):
    """Why somebody gets no survey, beside what the manners say (rules.messages.Reason)."""

    RESTING = "resting"  # another survey asked not long ago
    WAITING = "waiting"  # another invitation has not left yet
    ASKED = "asked"  # this one was asked for this occasion
    BY_HAND = "by_hand"  # somebody here said so


# The manners' verdicts that are a reason to ask nothing, rather than to ask a little later.
NO_SURVEY = frozenset(
    {
        Reason.COMPLAINT,
        Reason.GIVE_FIRST,
        Reason.NO_CONSENT,
        Reason.LEFT_IN_PEACE,
        Reason.NO_ADDRESS,
        Reason.SUPPRESSED,
        Reason.EXPIRED,
        Reason.CHAT_CLOSED,
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, as an answer is read against it."""

    position: int
    kind: QuestionKind
    options: int = 0  # how many there are to choose from
    good: frozenset[int] = frozenset()  # options that are good news
    bad: frozenset[int] = frozenset()
    opens: Opens = Opens.NOTHING


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to one question. Options count from 1, as they stand."""

    scale: int | None = None
    choice: int | None = None
    words: str = ""

    @property
    def is_nothing(self) -> bool:
        return self.scale is None and self.choice is None and not self.words


def read_answers(asked: Iterable[Asked], told: Mapping[str, str]) -> dict[int, Said]:
    """The answers in a form's fields q1 … q5, by position. What is none is left out."""
    found = {}
    for question in asked:
        text = told.get(f"q{question.position}", "").strip()
        said = Said()
        if question.kind is QuestionKind.WORDS:
            said = Said(words=text[:LONGEST_WORDS])
        elif question.kind is QuestionKind.SCALE:
            said = Said(scale=_number(text, HIGHEST))
        else:
            said = Said(choice=_number(text, question.options))
        if not said.is_nothing:
            found[question.position] = said
    return found


def _number(text: str, most: int) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    return int(text) if is_number and 1 <= int(text) <= most else None


def is_good(question: Asked, said: Said) -> bool | None:
    """Whether the answer is good news; None where it says neither."""
    if said.scale is not None:
        return said.scale >= GOOD_FROM
    if said.choice is not None and (question.good or question.bad):
        return said.choice in question.good
    return None


def is_bad(question: Asked, said: Said) -> bool:
    if said.scale is not None:
        return said.scale <= BAD_UP_TO
    return said.choice is not None and said.choice in question.bad


def opened_by(question: Asked, said: Said) -> Opens:
    """What this answer opens by itself: a bad one, or any words where words are asked for."""
    if question.opens is Opens.NOTHING:
        return Opens.NOTHING
    if question.kind is QuestionKind.WORDS:
        return question.opens if said.words else Opens.NOTHING
    return question.opens if is_bad(question, said) else Opens.NOTHING


# --- "call me" in somebody's own words ---

_CALLS = (
    r"(?:please )?(?:call|ring|phone) (?:me|us)\b(?! \w+'s name)",
    r"give (?:me|us) a (?:call|ring)",
    r"(?:call|ring|phone) (?:me|us)? ?back",
    r"get (?:back )?in touch with me",
    r"(?:rufen|ruf) (?:sie )?(?:mich|uns|bitte)",
    r"(?:bitte )?(?:zuruck|an)rufen",
    r"\b(?:um |einen )?ruckruf\b",
    r"melden sie sich|melde dich",
)
_CALL = re.compile("|".join(_CALLS))
_NO_CALL = re.compile(r"(?:do not|don't|never|no need to|kein(?:en)?|nicht) ?(?:\w+ )?$")
LONGEST_LOOKED_AT = 2_000


def wants_call(words: str) -> bool:
    """Whether these words ask us to ring. A no before it counts: "please do not call me"."""
    text = fold(words[:LONGEST_LOOKED_AT])
    for found in _CALL.finditer(text):
        before = text[max(0, found.start() - 24) : found.start()]
        if not _NO_CALL.search(before) and not re.match(r" ?nicht\b", text[found.end() :]):
            return True
    return False


# --- for how long an answer may be corrected ---


def correct_until(answered_at: datetime, zones: Sequence[ZoneInfo]) -> datetime:
    """The first moment at which an answer is fixed: the same time of the next day on the clock of
    whoever answered, on the latest of these clocks where their place is not known."""
    return max(_same_time_next_day(answered_at, zone) for zone in zones)


def _same_time_next_day(at: datetime, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    following = local.date() + timedelta(days=1)
    moment = instant_of(following, local.time().replace(fold=0), zone)
    return max(moment, at + timedelta(hours=23))  # however clocks are changed, it is about a day


def may_correct(until_at: datetime, at: datetime) -> bool:
    return at < until_at


# --- the rest between two surveys, whatever they are about ---


def free_from(asked_on: Collection[date], rest_days: int) -> date | None:
    """The first day on which the next question may be asked; None: nobody has asked yet."""
    return max(asked_on) + timedelta(days=rest_days) if asked_on else None


def is_resting(asked_on: Collection[date], rest_days: int, day: date) -> bool:
    free = free_from(asked_on, rest_days)
    return free is not None and day < free


# --- programs that look into mails ---

_ROBOTS = re.compile(
    r"bot\b|crawl|spider|slurp|preview|proxy|scan|barracuda|mimecast|proofpoint|safelinks"
    r"|office protection|fireeye|facebookexternalhit|linkexpand|headless|python|curl|wget|go-http"
    r"|java/|okhttp|phantom",
    re.IGNORECASE,
)


def is_from_machine(
    *, agent: str, answered_at: datetime, delivered_at: datetime | None, trap: str
) -> bool:
    """Whether a program sent it: by its own name, by filling what nobody sees, or by pressing
    within seconds of the mail's arrival."""
    if trap.strip() or not agent.strip() or _ROBOTS.search(agent[:500]):
        return True
    soon = timedelta(seconds=SCANNER_SECONDS)
    return delivered_at is not None and answered_at - delivered_at < soon


def week_of(day: date) -> str:
    """2026-W48: the week as calendars number it."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
