"""A clock that goes with the trade: fast in its busy months, slowly in its quiet ones.

In a garden centre nobody drifts in January. Time is measured in the purchases that a day of the
year usually brings; a silence through the quiet months is then a short one.
"""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats
from regulars.science.statistics import Ints, Visits

YEAR_DAYS = 365.25
PARTS = 12
SLOWEST = 0.05  # a day in the quietest month still counts this much
LEAST_VISITS = 240  # twenty a month before a month has a name
LEAST_YEARS = 2.0  # seen twice, or it is an event and not a season
STRONG = 0.35  # spread of the months' pace below which a year has no season
ALIKE = 0.6  # correlation of one year with the next


@dataclass(frozen=True, slots=True)
class Season:
    """pace (12,): how fast each twelfth of a year goes, counted from day 0; mean 1."""

    pace: tuple[float, ...]

    def time(self, day: Ints) -> Floats:
        """Days of mean pace from day 0 to the end of each day.

        Returns the shape of day, rising with it.
        """
        at = np.asarray(day) / YEAR_DAYS * PARTS
        edges = np.concatenate(([0.0], np.cumsum(self.pace))) * YEAR_DAYS / PARTS
        years, part = np.divmod(at, PARTS)
        return np.asarray(years * YEAR_DAYS + np.interp(part, np.arange(PARTS + 1), edges))

    def day(self, time: Floats) -> Floats:
        """The day, with fractions, at which the clock shows a time.

        Returns the shape of time.
        """
        edges = np.concatenate(([0.0], np.cumsum(self.pace))) * YEAR_DAYS / PARTS
        years, rest = np.divmod(np.asarray(time), YEAR_DAYS)
        part = np.interp(rest, edges, np.arange(PARTS + 1))
        return np.asarray((years * PARTS + part) / PARTS * YEAR_DAYS)


def has_season(seen: Visits, *, until_day: int) -> bool:
    """Whether the last years had the same busy and quiet months.

    Returns False where the records are shorter than LEAST_YEARS or hold few visits.

    Source: own work: the months' pace must spread, and one year must look like the next.
    """
    kept = seen.on_day <= until_day
    days = seen.on_day[kept]
    if not len(days) or until_day - int(days.min()) < LEAST_YEARS * YEAR_DAYS - 31:
        return False
    ago = (until_day - days) / YEAR_DAYS
    years = [_counts(days[(ago >= y) & (ago < y + 1)]) for y in range(2)]
    if min(year.sum() for year in years) < LEAST_VISITS:
        return False
    both = sum(year / year.mean() for year in years) / 2
    alike = np.corrcoef(years[0], years[1])[0, 1] if min(y.std() for y in years) > 0 else 0.0
    return bool(np.std(both) > STRONG and alike > ALIKE)


def season_of(seen: Visits, *, until_day: int) -> Season:
    """The pace of the months in the whole years before `until_day`.

    Returns Season; an even one where there is less than a year.

    Source: shares of a year's visits, drawn to even by LEAST_VISITS / 12 visits a month.
    """
    days = seen.on_day[seen.on_day <= until_day]
    if not len(days):
        return Season((1.0,) * PARTS)
    years = int((until_day - int(days.min()) + 31) / YEAR_DAYS)
    ago = (until_day - days) / YEAR_DAYS
    counts = np.full(PARTS, LEAST_VISITS / PARTS)
    for year in range(years):
        counts = counts + _counts(days[(ago >= year) & (ago < year + 1)])
    pace = np.maximum(counts / counts.mean(), SLOWEST)
    return Season(tuple((pace / pace.mean()).tolist()))


def _counts(days: Ints) -> Floats:
    part = (days % YEAR_DAYS / YEAR_DAYS * PARTS).astype(int)
    return np.bincount(np.minimum(part, PARTS - 1), minlength=PARTS).astype(float)
