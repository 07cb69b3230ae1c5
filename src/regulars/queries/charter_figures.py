"""How each clause of the charter was kept: the last 90 days, as counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from regulars.models import CharterClause
from regulars.queries.metrics import cases_of, has_source
from regulars.rules.charters import UNITS, Case, Counted, Metric, Unit, count, first_shown


@dataclass(frozen=True, slots=True)
class Figure:
    """A clause and its count. `first_on` is the first day that is counted."""

    clause: CharterClause
    counted: Counted
    first_on: date

    @property
    def words(self) -> str:
        """47 of 49; "too few yet" below ten."""
        return figure_words(self.counted)

    @property
    def is_reached(self) -> bool | None:
        """None where too few cases say nothing, or nothing is asked."""
        if self.clause.target_percent is None:
            return None
        return self.counted.reaches(self.clause.target_percent)


def figures_for(clauses: Iterable[CharterClause], today: date) -> dict[int, Figure]:
    """By the clause's key. Each metric is read once, however many clauses lean on it."""
    found: dict[int, Figure] = {}
    read: dict[str, list[Case]] = {}
    earliest = first_shown(today, None)
    for clause in clauses:
        if not has_source(clause.metric):
            continue
        if clause.metric not in read:
            read[clause.metric] = cases_of(clause.metric, earliest, today)
        first = first_shown(today, clause.since_on)
        cases = [case for case in read[clause.metric] if case.day >= first]
        found[clause.pk] = Figure(clause, count(cases, clause.within), first)
    return found


def figure_words(counted: Counted) -> str:
    if counted.is_too_few:
        return gettext("too few yet")
    return gettext("%(kept)d of %(cases)d") % {"kept": counted.kept, "cases": counted.cases}


def limit_words(metric: str, within: int | None) -> str:
    """within 24 hours; "" where nothing is timed."""
    if not within or metric not in set(Metric) or Metric(metric) not in UNITS:
        return ""
    if UNITS[Metric(metric)] is Unit.HOURS:
        words = ngettext("within %(count)d hour", "within %(count)d hours", within)
    else:
        words = ngettext("within %(count)d day", "within %(count)d days", within)
    return words % {"count": within}


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the record says of a metric today, before anything is promised (E11)."""

    metric: Metric
    limit: str
    counted: Counted

    @property
    def words(self) -> str:
        return figure_words(self.counted)


USUAL_LIMITS = {
    Metric.ANSWERED: 24,
    Metric.THANKED: 7,
    Metric.DONE_IN: 7,
    Metric.FIRST_WORD: 24,
    Metric.RECOVERED: 7,
}


def baselines(today: date) -> list[Baseline]:
    """For every metric of which there was a case in the last 90 days."""
    found = []
    for metric in Metric:
        within = USUAL_LIMITS.get(metric)
        counted = count(cases_of(metric, first_shown(today, None), today), within)
        if counted.cases:
            found.append(Baseline(metric, limit_words(metric, within), counted))
    return found
