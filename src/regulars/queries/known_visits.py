"""What is known of each customer's visits: read from all purchases, or kept and moved on by one.

Both ways lead to the same numbers, so that a sale costs the same after ten visits and ten thousand.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from regulars.models import Rhythm
from regulars.queries.histories import Histories
from regulars.science import scoring
from regulars.science.gaps import Visits
from regulars.science.moments import RECENT_DAYS
from regulars.science.scoring import Learnt

RECENT_VISITS = 24
DAY_0 = date(1970, 1, 1).toordinal()  # days of science count from here: a year begins near it

Days = NDArray[np.int64]


@dataclass(frozen=True)
class KnownVisits:
    """Customers with at least one visit, (n,) each; days as date.toordinal() gives them.

    recent       the last RECENT_VISITS visits of each, and all of the last half year
    paid_recent  (m,) paid at each of those, minor units
    """

    customer_ids: Days
    visits: Days
    purchases: Days
    first: Days
    last: Days
    paid_minor: Days
    log_gaps: NDArray[np.float64]
    recent: Visits
    paid_recent: Days

    @property
    def before(self) -> Days:
        """The visit before the last; the last itself where there is one only."""
        place = np.maximum(self.recent.offsets[1:] - 2, 0)
        return np.where(self.visits > 1, self.recent.days[place], self.last)

    def latest(self) -> Visits:
        """The last RECENT_VISITS of each: what a present rhythm is read from."""
        ends = self.recent.offsets[1:]
        starts = np.maximum(self.recent.offsets[:-1], ends - RECENT_VISITS)
        kept = _between(starts, ends, self.recent.days.size)
        offsets = np.concatenate(([0], np.cumsum(ends - starts))).astype(np.int64)
        return Visits(days=self.recent.days[kept], offsets=offsets)

    def for_science(self, until: date) -> scoring.Known:
        """`until` is the last day of the records."""
        end = np.maximum(self.last, until.toordinal())
        near = self.recent.days > np.repeat(end - RECENT_DAYS, self.recent.counts)
        return scoring.Known(
            visits=self.visits,
            first_day=self.first - DAY_0,
            before_day=self.before - DAY_0,
            last_day=self.last - DAY_0,
            log_gaps=self.log_gaps,
            paid=self.paid_minor.astype(np.float64),
            recent=np.add.reduceat(near, self.recent.offsets[:-1]).astype(np.float64),
        )


def known_visits(histories: Histories, *, until: date, learnt: Learnt | None) -> KnownVisits:
    """From all visits; `learnt` tells the season's clock."""
    visits = histories.visits
    starts, ends = visits.offsets[:-1], visits.offsets[1:]
    end = np.maximum(visits.last, until.toordinal())
    is_old = visits.days <= np.repeat(end - RECENT_DAYS, visits.counts)
    old = np.add.reduceat(is_old, starts) if starts.size else starts
    begin = np.minimum(starts + old, np.maximum(starts, ends - RECENT_VISITS))
    kept = _between(begin, ends, visits.days.size)
    offsets = np.concatenate(([0], np.cumsum(ends - begin))).astype(np.int64)
    nobody = np.empty(0, dtype=np.int64)
    return KnownVisits(
        customer_ids=histories.customer_ids,
        visits=visits.counts,
        purchases=histories.purchases,
        first=visits.first if starts.size else nobody,
        last=visits.last if starts.size else nobody,
        paid_minor=np.add.reduceat(histories.paid_minor, starts) if starts.size else nobody,
        log_gaps=_log_gaps(visits, learnt),
        recent=Visits(days=visits.days[kept], offsets=offsets),
        paid_recent=histories.paid_minor[kept],
    )


def one_more(
    rhythm: Rhythm, *, on: date, paid_minor: int, until: date, learnt: Learnt | None
) -> KnownVisits | None:
    """The kept row of somebody who bought again; None where all purchases must be read for that:
    the first visit, or one that lies before the last."""
    if rhythm.last_on is None or rhythm.first_on is None or on < rhythm.last_on:
        return None
    recent = [(date.fromisoformat(day).toordinal(), paid) for day, paid in rhythm.recent]
    log_gaps, is_new = rhythm.log_gaps, on > rhythm.last_on
    if is_new:
        ends = np.array([rhythm.last_on.toordinal(), on.toordinal()])
        log_gaps += float(np.log(np.diff(_times(ends, learnt)))[0])
        recent.append((on.toordinal(), paid_minor))
    else:
        recent[-1] = (recent[-1][0], recent[-1][1] + paid_minor)
    oldest = max(on, until).toordinal() - RECENT_DAYS
    old = sum(day <= oldest for day, _ in recent)
    recent = recent[min(old, max(len(recent) - RECENT_VISITS, 0)) :]
    return KnownVisits(
        customer_ids=np.array([rhythm.customer_id]),
        visits=np.array([rhythm.visits + is_new]),
        purchases=np.array([rhythm.purchases + 1]),
        first=np.array([rhythm.first_on.toordinal()]),
        last=np.array([on.toordinal()]),
        paid_minor=np.array([rhythm.paid_minor + paid_minor]),
        log_gaps=np.array([log_gaps]),
        recent=Visits(
            days=np.array([day for day, _ in recent]), offsets=np.array([0, len(recent)])
        ),
        paid_recent=np.array([paid for _, paid in recent]),
    )


def _log_gaps(visits: Visits, learnt: Learnt | None) -> NDArray[np.float64]:
    times = _times(visits.days, learnt)
    gaps = np.ones(times.size)
    gaps[1:] = np.diff(times)
    gaps[visits.offsets[:-1]] = 1.0  # log 1 = 0: no gap before the first visit
    return np.add.reduceat(np.log(gaps), visits.offsets[:-1]) if times.size else times


def _times(ordinals: Days, learnt: Learnt | None) -> NDArray[np.float64]:
    days = ordinals - DAY_0
    return days.astype(np.float64) if learnt is None else learnt.time(days)


def _between(starts: Days, ends: Days, size: int) -> NDArray[np.bool_]:
    """(size,) whether a place lies in one of these ranges, none of which overlap."""
    steps = np.zeros(size + 1, dtype=np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, ends, -1)
    return np.asarray(np.cumsum(steps[:-1]) > 0)
