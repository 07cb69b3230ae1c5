"""The way of a complaint from its first hearing to the day one knows whether it was put right.

    heard -> answered -> mended -> closed -> settled
       \\________\\_________\\-> none             (it was no complaint)

A closed complaint is not a recovered customer: some days later somebody asks, and what they say
or do decides. Pure: the same case, the same answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from regulars.rules.kinds import OpenState


class Step(StrEnum):
    """How far it has come. Stored values are never renamed."""

    HEARD = "heard"  # nobody has said a word yet
    ANSWERED = "answered"  # a person has apologised
    MENDED = "mended"  # what was wrong is put right, or something was given
    CLOSED = "closed"  # done on our side; they have not said how it is
    SETTLED = "settled"  # what became of it is known, or will never be
    NONE = "none"  # it was no complaint


class Act(StrEnum):
    """What a person does about it."""

    FIRST_WORD = "first_word"
    REVIEW = "review"
    MEND = "mend"
    CLOSE = "close"
    SETTLE = "settle"
    DISMISS = "dismiss"
    REOPEN = "reopen"


class HowBad(StrEnum):
    NUISANCE = "nuisance"
    SPOILED = "spoiled"
    GRAVE = "grave"


class Recovery(StrEnum):
    """What became of the customer."""

    RECOVERED = "recovered"
    NOT_RECOVERED = "not"
    UNKNOWN = "unknown"


class Evidence(StrEnum):
    """What an outcome rests on."""

    SAID = "said"  # they were asked, and said so
    BOUGHT = "bought"  # they bought again after it was closed
    LEFT = "left"  # silent beyond their own rhythm
    SILENT = "silent"  # nobody could find out


class Lacking(StrEnum):
    """What must be there before a complaint is closed."""

    FIRST_WORD = "first_word"
    MENDED = "mended"
    CAUSE = "cause"


OPEN_STEPS = frozenset({Step.HEARD, Step.ANSWERED, Step.MENDED})
# While it is at one of these nothing commercial reaches the customer (N15).
PAUSING = OPEN_STEPS | {Step.CLOSED}
STATE_OF: dict[Step, OpenState] = {
    Step.HEARD: OpenState.OPEN,
    Step.ANSWERED: OpenState.OPEN,
    Step.MENDED: OpenState.OPEN,
    Step.CLOSED: OpenState.DONE,
    Step.SETTLED: OpenState.DONE,
    Step.NONE: OpenState.DROPPED,
}
ALLOWED: dict[Step, frozenset[Act]] = {
    Step.HEARD: frozenset({Act.FIRST_WORD, Act.REVIEW, Act.DISMISS}),
    Step.ANSWERED: frozenset({Act.REVIEW, Act.MEND, Act.DISMISS}),
    Step.MENDED: frozenset({Act.REVIEW, Act.MEND, Act.CLOSE, Act.DISMISS}),
    Step.CLOSED: frozenset({Act.REVIEW, Act.SETTLE, Act.REOPEN}),
    Step.SETTLED: frozenset({Act.REVIEW, Act.SETTLE, Act.REOPEN}),
    Step.NONE: frozenset({Act.REOPEN}),
}
SAME_CAUSE = 3  # so many complaints of one cause make it a matter of how we work
SAME_CAUSE_DAYS = 365  # within so many days
WAITS_DAYS = 30  # after the day of asking again; then nobody will find out


class NotNow(Exception):
    """The act makes no sense at this step; `lacking` says what has to come before."""

    def __init__(self, act: Act, lacking: tuple[Lacking, ...] = ()) -> None:
        super().__init__(act.value)
        self.act, self.lacking = act, lacking


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint as the rules see it."""

    step: Step = Step.HEARD
    has_first_word: bool = False
    is_mended: bool = False
    has_cause: bool = False
    outcome: Recovery | None = None


def after(case: Case, act: Act, outcome: Recovery | None = None) -> Case:
    """How it stands after the act. Raises NotNow where the act has no place yet or any more, and
    ValueError where SETTLE comes without an outcome."""
    if act not in ALLOWED[case.step]:
        raise NotNow(act, lacking(case) if act is Act.CLOSE else ())
    if act is Act.CLOSE and (missing := lacking(case)):
        raise NotNow(act, missing)
    if act is Act.SETTLE:
        if outcome is None:
            raise ValueError("settled with an outcome or not at all")
        return replace(case, step=Step.SETTLED, outcome=outcome)
    changes: dict[Act, Case] = {
        Act.FIRST_WORD: replace(case, step=Step.ANSWERED, has_first_word=True),
        Act.REVIEW: replace(case, has_cause=True),
        Act.MEND: replace(case, step=Step.MENDED, is_mended=True),
        Act.CLOSE: replace(case, step=Step.CLOSED),
        Act.DISMISS: replace(case, step=Step.NONE),
        Act.REOPEN: replace(
            case,
            step=Step.ANSWERED if case.has_first_word else Step.HEARD,
            is_mended=False,
            outcome=None,
        ),
    }
    return changes[act]


def lacking(case: Case) -> tuple[Lacking, ...]:
    """What has to be done before it can be closed, in the order in which one does it."""
    wanted = {
        Lacking.FIRST_WORD: case.has_first_word,
        Lacking.CAUSE: case.has_cause,
        Lacking.MENDED: case.is_mended,
    }
    return tuple(what for what, is_there in wanted.items() if not is_there)


def first_word_by(heard_at: datetime, hours: int) -> datetime:
    """Until when a person has said a word. Trouble knows no opening hours: hours are hours."""
    return heard_at + timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the customer said or did since it was closed."""

    said: Recovery | None = None
    bought_on: date | None = None  # the first time after it was closed
    is_lost: bool = False  # silent beyond their own rhythm


def outcome_by(
    signs: Signs, *, closed_on: date, check_back_on: date, day: date
) -> tuple[Recovery, Evidence] | None:
    """What is known on that day; None while one may still find out.

    What they said counts first, then what they did, then that nothing came for WAITS_DAYS after
    the day of asking again. A purchase of the day it was closed was made before and says nothing.
    """
    if signs.said is not None and signs.said is not Recovery.UNKNOWN:
        return signs.said, Evidence.SAID
    if signs.bought_on is not None and closed_on < signs.bought_on <= day:
        return Recovery.RECOVERED, Evidence.BOUGHT
    if signs.is_lost:
        return Recovery.NOT_RECOVERED, Evidence.LEFT
    if day > check_back_on + timedelta(days=WAITS_DAYS):
        return Recovery.UNKNOWN, Evidence.SILENT
    return None


def names_somebody(text: str, people: Iterable[str]) -> bool:
    """Whether a cause names one of us: it is to name what in our way of working let it happen."""
    words = {word.strip(".,;:!?()\"'“”„«»").casefold() for word in text.split()}
    words |= {word.removesuffix("'s").removesuffix("’s") for word in words}
    return any(part.casefold() in words for name in people for part in name.split()[:1] if part)
