"""Who gets a small, unexpected thing this week, and which (N12, C8, C15 to C17)."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regulars.rules.search import fold
from regulars.rules.stages import Stage


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing from the box of ideas."""

    pk: int
    cost_minor: int = 0
    stages: frozenset[Stage] = frozenset()  # empty: all
    interest: str = ""  # fits those of whom we noticed this


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could get one. Whoever must not is none."""

    pk: int
    stage: Stage
    had: frozenset[int] = frozenset()  # ideas they were thought of for before
    latest_week: str = ""  # of the last one; "": never had one
    noticed: tuple[str, ...] = ()  # what we know that they like


@dataclass(frozen=True, slots=True)
class Chosen:
    customer: int
    idea: int
    cost_minor: int
    matched: str = ""  # what we had noticed that it fits


def week_of(day: date) -> str:
    """2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weeks_of_month(day: date) -> list[str]:
    """The weeks whose Monday lies in the month of this day's Monday: they share one budget."""
    monday = day - timedelta(days=day.weekday())
    first = monday.replace(day=1)
    days = (first + timedelta(days=ahead) for ahead in range(31))
    return [week_of(one) for one in days if one.month == monday.month and one.weekday() == 0]


def choose(
    candidates: Iterable[Candidate],
    ideas: Sequence[Idea],
    *,
    most: int,
    budget_minor: int,
    week: str,
) -> list[Chosen]:
    """At most so many, each person once, within the budget, nobody the same thing twice.

    Whoever had fewest comes first, then whose last one is longest ago, whatever they spend; among
    equals those for whom something fits what we noticed, then by a lot that changes each week.
    """
    chosen: list[Chosen] = []
    left = budget_minor
    for one in sorted(candidates, key=lambda one: _turn(one, ideas, week)):
        if len(chosen) >= most:
            break
        fitting = [idea for idea in _fitting(one, ideas) if idea.cost_minor <= left]
        if not fitting:
            continue
        idea = min(fitting, key=lambda idea: (not _match(one, idea), _lot(week, one.pk, idea.pk)))
        chosen.append(Chosen(one.pk, idea.pk, idea.cost_minor, _match(one, idea)))
        left -= idea.cost_minor
    return chosen


def _turn(one: Candidate, ideas: Sequence[Idea], week: str) -> tuple[int, str, bool, int]:
    matches = any(_match(one, idea) for idea in _fitting(one, ideas))
    return len(one.had), one.latest_week, not matches, _lot(week, one.pk)


def _fitting(one: Candidate, ideas: Iterable[Idea]) -> list[Idea]:
    """New to them, right for their stage; what is for an interest only where we noticed it."""
    return [
        idea
        for idea in ideas
        if idea.pk not in one.had
        and (not idea.stages or one.stage in idea.stages)
        and (not idea.interest or _match(one, idea))
    ]


def _match(one: Candidate, idea: Idea) -> str:
    """What we noticed of them that the idea is for; "" where nothing is."""
    wanted = fold(idea.interest)
    return next((text for text in one.noticed if wanted and wanted in fold(text)), "")


def _lot(*parts: object) -> int:
    return zlib.crc32(":".join(map(str, parts)).encode())
