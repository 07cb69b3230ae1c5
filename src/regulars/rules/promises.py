"""What we said we would do: its states, what may follow on what, and how a kept one is told from a
late one. Days are local dates of the business."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from regulars.rules.channels import Channel
from regulars.rules.reach import WaysIn, offered

LONGEST_KIND = 60
IN_A_WEEK_DAYS = 7
FRIDAY = 4
FEW_CASES = 3  # fewer than that say nothing about a kind
LOOK_BACK_DAYS = 730  # older ones were made by another business than today's


class PromiseState(StrEnum):
    """Stored: never rename one."""

    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN_TOLD = "broken_told"  # they heard of it before its day was over
    BROKEN_SILENT = "broken_silent"  # the day passed, and nobody had said a word
    RELEASED = "released"  # they let us off; it counts for nothing


class PromiseAct(StrEnum):
    KEEP = "keep"
    TELL = "tell"  # it will not hold, and they hear it in time
    BREAK = "break"  # its day passed in silence, and it will not be kept
    RELEASE = "release"


class ReadyKind(StrEnum):
    """Kinds that every trade knows. An owner's own words stand beside them as they are."""

    CALL_BACK = "call_back"
    QUOTE = "quote"
    DELIVERY = "delivery"
    REPAIR = "repair"
    FIND_OUT = "find_out"


class TrueReason(StrEnum):
    """Why something will not be as it was said (E6). Chosen from what happens, never invented."""

    OUR_MISTAKE = "our_mistake"
    FORGOTTEN = "forgotten"
    TOO_MUCH = "too_much"  # we took on more than fits
    ILLNESS = "illness"
    SUPPLIER = "supplier"
    CARRIER = "carrier"
    TECHNICAL = "technical"  # a machine, the weather, the power
    COSTS = "costs"  # it became dearer for us
    CHANGED = "changed"  # they asked for something else meanwhile
    OTHER = "other"


class WrongAct(ValueError):
    """From that state nothing leads there."""


NOT_KEPT = frozenset({PromiseState.BROKEN_TOLD, PromiseState.BROKEN_SILENT})
DONE_AS_SAID = frozenset({PromiseState.KEPT, PromiseState.KEPT_LATE})


def state_after(
    state: PromiseState, act: PromiseAct, *, due_on: date, made_on: date, on: date | None
) -> PromiseState:
    """What a promise becomes by an act on that day. Raises WrongAct.

    Everything but open is final, so that nobody can better the record later.
    """
    if state is not PromiseState.OPEN:
        raise WrongAct(f"{act} of one that is {state}")
    if act is PromiseAct.RELEASE:
        return PromiseState.RELEASED
    if on is None or on < made_on:
        raise WrongAct(f"{act} needs a day, not before it was made")
    if act is PromiseAct.KEEP:
        return PromiseState.KEPT if on <= due_on else PromiseState.KEPT_LATE
    if act is PromiseAct.TELL:
        if on > due_on:
            raise WrongAct("its day is over: nobody was told beforehand")
        return PromiseState.BROKEN_TOLD
    if on <= due_on:
        raise WrongAct("its day is not over: they can still be told")
    return PromiseState.BROKEN_SILENT


def quick_days(today: date) -> list[date]:
    """Today, tomorrow, the coming Friday, in a week: each day once, in their order.

    On a Thursday tomorrow is the Friday; on a Friday the next one is in a week.
    """
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    wanted = [today, today + timedelta(days=1), friday, today + timedelta(days=IN_A_WEEK_DAYS)]
    return sorted(set(wanted))


@dataclass(frozen=True, slots=True)
class Case:
    """One promise of a kind, for counting."""

    state: PromiseState
    made_on: date
    due_on: date
    kept_on: date | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How promises of one kind came out. Released ones and those still ahead are no cases."""

    kept: int = 0  # by the day
    late: int = 0
    told: int = 0
    silent: int = 0
    overdue: int = 0  # the day is over, and it is still open
    open: int = 0
    released: int = 0
    usual_days: float | None = None  # from saying to doing, the middle one of those done

    @property
    def cases(self) -> int:
        return self.kept + self.late + self.told + self.silent + self.overdue

    @property
    def share(self) -> float | None:
        return self.kept / self.cases if self.cases else None


def tally_of(cases: Iterable[Case], *, today: date) -> Tally:
    """Counted on that day: an open one whose day is over counts as not kept."""
    found = list(cases)
    count = dict.fromkeys(PromiseState, 0)
    for one in found:
        count[one.state] += 1
    overdue = sum(one.state is PromiseState.OPEN and one.due_on < today for one in found)
    took = [
        (one.kept_on - one.made_on).days
        for one in found
        if one.state in DONE_AS_SAID and one.kept_on is not None
    ]
    return Tally(
        kept=count[PromiseState.KEPT],
        late=count[PromiseState.KEPT_LATE],
        told=count[PromiseState.BROKEN_TOLD],
        silent=count[PromiseState.BROKEN_SILENT],
        overdue=overdue,
        open=count[PromiseState.OPEN] - overdue,
        released=count[PromiseState.RELEASED],
        usual_days=median(took) if took else None,
    )


def ways_to_tell(ways: WaysIn) -> list[Channel]:
    """By which ways somebody hears that something will not be as it was said, the first one first.

    Personally (E5): a call, or when they stand before us. In writing only where they prefer it, or
    where no number is known.
    """
    open_ways = offered(ways)
    personal = [channel for channel in (Channel.PHONE,) if channel in open_ways]
    prefers = [ways.preferred] if ways.preferred in open_ways else []
    written = [] if personal else [one for one in open_ways if one is not Channel.PHONE]
    return list(dict.fromkeys([*prefers, *personal, Channel.VISIT, *written]))
