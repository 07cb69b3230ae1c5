"""What a charter is made of, how its versions follow each other, and what its figures may say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from regulars.rules.open_days import OpenDays

SHOWN_DAYS = 90  # what the wall and the public page look back on
FEWEST_CASES = 10  # below it a share says nothing
LOWEST_PERCENT, HIGHEST_PERCENT = 50, 100  # a target below one half is none
MOST_WITHIN = 365


class VersionState(StrEnum):
    """The way of a version. What was published is never written over: the next one replaces it."""

    DRAFT = "draft"
    DISCUSSION = "discussion"  # the team has its say
    AGREED = "agreed"  # by the owner, every remark answered
    PUBLISHED = "published"
    REPLACED = "replaced"
    DROPPED = "dropped"  # never published


class Step(StrEnum):
    """What somebody does with a version."""

    DISCUSS = "discuss"
    REVISE = "revise"  # back to the desk
    AGREE = "agree"
    PUBLISH = "publish"
    REPLACE = "replace"  # by the next version, never by hand
    DROP = "drop"


STEPS: dict[tuple[VersionState, Step], VersionState] = {
    (VersionState.DRAFT, Step.DISCUSS): VersionState.DISCUSSION,
    (VersionState.DISCUSSION, Step.REVISE): VersionState.DRAFT,
    (VersionState.DISCUSSION, Step.AGREE): VersionState.AGREED,
    (VersionState.AGREED, Step.REVISE): VersionState.DRAFT,
    (VersionState.AGREED, Step.PUBLISH): VersionState.PUBLISHED,
    (VersionState.PUBLISHED, Step.REPLACE): VersionState.REPLACED,
    (VersionState.DRAFT, Step.DROP): VersionState.DROPPED,
    (VersionState.DISCUSSION, Step.DROP): VersionState.DROPPED,
    (VersionState.AGREED, Step.DROP): VersionState.DROPPED,
}
IN_THE_MAKING = (VersionState.DRAFT, VersionState.DISCUSSION, VersionState.AGREED)


def after(state: VersionState, step: Step) -> VersionState | None:
    """Where the step leads; None where it is not to be had."""
    return STEPS.get((state, step))


class RemarkKind(StrEnum):
    COMMENT = "comment"
    OBJECTION = "objection"  # "we cannot do that, because …"


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"


class Metric(StrEnum):
    """What is measured, from what is recorded anyway (queries/metrics.py)."""

    ANSWERED = "answered"  # whoever writes has an answer within hours of open days
    THANKED = "thanked"  # after a purchase, a word of ours within days
    FOLLOWED_UP = "followed_up"  # the follow-up that a sale started came in time
    KEPT_ON_DAY = "kept_on_day"  # done on the day that was promised, or before
    DONE_IN = "done_in"  # what was promised is done within days
    TOLD_FIRST = "told_first"  # of bad news they heard from us before they asked
    FIRST_WORD = "first_word"  # a first word to a complaint within hours of open days
    RECOVERED = "recovered"  # a complaint put right within days


UNITS: dict[Metric, Unit] = {
    Metric.ANSWERED: Unit.HOURS,
    Metric.THANKED: Unit.DAYS,
    Metric.DONE_IN: Unit.DAYS,
    Metric.FIRST_WORD: Unit.HOURS,
    Metric.RECOVERED: Unit.DAYS,
}
TIMED = tuple(UNITS)  # they need a limit; the others are kept or not


class Missing(StrEnum):
    """What keeps a clause from being published."""

    SENTENCE = "sentence"
    METRIC = "metric"
    LIMIT = "limit"
    TARGET = "target"


def missing_in(
    *, sentence: str, metric: str, within: int | None, target_percent: int | None
) -> list[Missing]:
    lacks = []
    if not sentence.strip():
        lacks.append(Missing.SENTENCE)
    if metric not in set(Metric):
        lacks.append(Missing.METRIC)
    elif Metric(metric) in UNITS and not within:
        lacks.append(Missing.LIMIT)
    if target_percent is None:
        lacks.append(Missing.TARGET)
    return lacks


@dataclass(frozen=True, slots=True)
class Case:
    """One occasion on which a promise was at stake. `waited` is in the metric's unit; None where
    nothing is timed. Open ones have waited until now."""

    day: date
    is_kept: bool = False  # where nothing is timed
    waited: float | None = None
    is_open: bool = False

    def kept_within(self, within: float | None) -> bool | None:
        """None: not decided yet."""
        if self.waited is None or within is None:
            return None if self.is_open else self.is_kept
        if self.waited > within:
            return False
        return None if self.is_open else True


@dataclass(frozen=True, slots=True)
class Counted:
    """Cases that are decided: "47 of 49"."""

    kept: int
    cases: int

    @property
    def is_too_few(self) -> bool:
        return self.cases < FEWEST_CASES

    @property
    def percent(self) -> int | None:
        """Never rounded up to a whole that is not there. None for too few."""
        return None if self.is_too_few else self.kept * 100 // self.cases

    def reaches(self, target_percent: int) -> bool | None:
        """None for too few."""
        return None if self.is_too_few else self.kept * 100 >= target_percent * self.cases


def count(cases: Iterable[Case], within: float | None = None) -> Counted:
    decided = [kept for case in cases if (kept := case.kept_within(within)) is not None]
    return Counted(sum(decided), len(decided))


def first_shown(today: date, since_on: date | None) -> date:
    """The first of the last SHOWN_DAYS days, or the day the promise began if that is later."""
    first = today - timedelta(days=SHOWN_DAYS - 1)
    return max(first, since_on) if since_on else first


def open_hours(start: datetime, end: datetime, *, zone: ZoneInfo, open_days: OpenDays) -> float:
    """Hours from start to end; those of closed days do not count (as in rules/answering.py)."""
    waited = timedelta(0)
    moment = start
    while moment < end:
        day = moment.astimezone(zone).date()
        day_ends = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(start.tzinfo)
        until = min(day_ends, end)
        if day in open_days:
            waited += until - moment
        moment = until
    return waited.total_seconds() / 3600
