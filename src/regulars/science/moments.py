"""What is known of everybody on one day, and what came after it."""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats
from regulars.science.season import Season, season_of
from regulars.science.statistics import Ints, Statistics, Visits, statistics

RECENT_DAYS = 182  # people change: half a year tells of somebody's present


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a prediction may use on `day`; all arrays (n,).

    customer      numbers of those who had bought by then
    people        their statistics; in the season's time where there is one
    mean_amount   what was paid per visit, in the unit of the visits
    recent        visits in the last RECENT_DAYS
    horizon       how far to look, on the clock of `people`
    horizon_days  the same in days
    """

    day: int
    customer: Ints
    people: Statistics
    mean_amount: Floats
    recent: Floats
    horizon: float
    horizon_days: float
    season: Season | None

    @property
    def silent(self) -> Floats:
        """(n,) the silence until `day`, on the clock of `people`."""
        return self.people.age_days - self.people.last_days


def known_on(seen: Visits, day: int, *, horizon_days: float, with_season: bool) -> Moment:
    """What the visits up to and with `day` say.

    with_season   measure time on the clock of the season, learnt from before `day`

    Returns Moment. Raises ScienceError where nobody had bought yet.

    Source: own work; nothing after `day` is looked at.
    """
    season = season_of(seen, until_day=day) if with_season else None
    customer, people = statistics(seen, until_day=day, clock=season.time if season else None)
    past = seen.on_day <= day
    who = seen.customer[past]
    paid = np.bincount(who, seen.amount[past], minlength=seen.customers)[customer]
    near = seen.customer[past & (seen.on_day > day - RECENT_DAYS)]
    recent = np.bincount(near, minlength=seen.customers)[customer].astype(np.float64)
    horizon = horizon_days
    if season is not None:
        begin, end = season.time(np.array([day, day + round(horizon_days)]))
        horizon = max(float(end - begin), 1e-3 * horizon_days)
    return Moment(
        day, customer, people, paid / (people.repeats + 1), recent, horizon, horizon_days, season
    )


def bought_after(seen: Visits, moment: Moment) -> Floats:
    """Visits of each customer of the moment within its horizon.

    Returns (n,) whole numbers >= 0.

    Source: counting.
    """
    after = (seen.on_day > moment.day) & (seen.on_day <= moment.day + moment.horizon_days)
    counts = np.bincount(seen.customer[after], minlength=seen.customers)
    return counts[moment.customer].astype(np.float64)


def some_customers(seen: Visits, most: int) -> Visits:
    """Every n-th customer, so that no more than `most` are left; their numbers stay.

    Returns Visits.

    Source: a systematic sample; numbers say nothing about people.
    """
    step = -(-seen.customers // most)
    if step <= 1:
        return seen
    kept = seen.customer % step == 0
    return Visits(seen.customer[kept], seen.on_day[kept], seen.amount[kept], seen.customers)
