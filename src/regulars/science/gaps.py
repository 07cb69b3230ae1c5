"""How long people take to come back, and what a silence says.

Plain and inspectable: a customer's own median gap, drawn towards the group's where few gaps are
known. Everybody's visit days lie in one array, customer after customer; all times are whole days.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

NAME, VERSION = "gaps", "1"

PRIOR_GAPS = 2.0  # the group's word weighs at most as much as this many gaps of one's own
FEWEST_PRIOR_GAPS = 0.25  # and at least as much as this, however steady somebody is
RECENT_GAPS = 12  # older ones describe somebody who has changed since
LATE, SLIPPING, LAPSED, LOST = 1.5, 2.0, 2.5, 3.0  # silences in expected gaps
BAND = (0.1, 0.9)  # the expected visit lies in this part of what the past shows
FEWEST_GAPS = 5  # below this the whole shop cannot tell yet
SHORTEST_SPAN = 2.0  # records must cover this many usual gaps
SHORTEST_GAP_DAYS = 5.0  # a daily guest is not lost over a long weekend
RANDOM_SPREAD = 1.28  # spread of log gaps of somebody who comes quite at random
FEWEST_SILENCES = 20  # a share of fewer is an anecdote
FEWEST_AT_END = 5  # silences that must have been seen to the end of the look back
EDGES = np.geomspace(0.5, 12.0, 41)  # silences in expected gaps, for the look back
FARTHER = 9  # edges: a look back must see silences grow to twice their length
# Silences are compared with those of people of whom as much was known: 0 nobody's gap, 1 a few,
# 2 OFTEN or more and steady, 3 OFTEN or more and unsteady. One row more for all but the first.
STRATA, OFTEN, STEADY = 4, 3, 0.5


class ScienceError(ValueError):
    """What came in makes no sense."""


@dataclass(frozen=True)
class Visits:
    """Everybody's visit days.

    days     (m,) whole days, strictly increasing within a customer
    offsets  (n+1,) customer i has days[offsets[i]:offsets[i+1]], at least one
    """

    days: Days
    offsets: Days

    def __post_init__(self) -> None:
        if self.offsets.size < 1 or self.offsets[0] != 0 or self.offsets[-1] != self.days.size:
            raise ScienceError("expected offsets from 0 to the number of days")
        if (np.diff(self.offsets) < 1).any():
            raise ScienceError("expected at least one visit per customer")
        steps = np.diff(self.days)
        steps[self.offsets[1:-1] - 1] = 1  # from one customer to the next
        if (steps < 1).any():
            raise ScienceError("expected visit days strictly increasing within a customer")

    @property
    def counts(self) -> Days:
        return np.diff(self.offsets)

    @property
    def last(self) -> Days:
        return self.days[self.offsets[1:] - 1]

    @property
    def first(self) -> Days:
        return self.days[self.offsets[:-1]]


@dataclass(frozen=True)
class Group:
    """What everybody's gaps say together. `None` where they cannot tell yet.

    log_gap       middle of the customers' own middle gaps, as log days
    log_second    middle of the gaps between a first visit and the second
    spread        how far one's gaps stray from one's own middle one, in log days
    second_spread the same for first-to-second gaps, between people
    between       how far the customers' own middle gaps lie apart, in log days
    low, high     where the BAND of all gaps lies, in spreads from the expected one
    second_low, second_high  the same for first-to-second gaps
    returns       per stratum: share of silences as long as EDGES that ended; None: too few
    """

    log_gap: float | None
    log_second: float | None
    spread: float
    second_spread: float
    between: float
    low: float
    high: float
    second_low: float
    second_high: float
    returns: list[list[float | None]]
    gaps: int
    from_day: int | None
    to_day: int | None

    def numbers(self) -> dict[str, Any]:
        """Plain numbers to keep; `Group(**numbers)` reads them back."""
        return asdict(self)


@dataclass(frozen=True)
class Estimate:
    """One entry per customer; days are NaN where nobody can tell yet."""

    usual_gap_days: Numbers
    own_gaps: Days
    spread: Numbers  # 0 very steady … 1 anything goes
    next_from: Numbers
    next_on: Numbers
    next_to: Numbers
    late_from: Numbers
    slipping_from: Numbers
    lapsed_from: Numbers
    lost_from: Numbers
    has_returned: Flags
    return_share: Numbers


def fit(visits: Visits, *, today: int) -> Group:
    """What all customers' gaps say together.

    today   day number; later visits are not looked at by any estimate

    Returns a Group. It cannot tell (log_gap is None) with fewer than FEWEST_GAPS gaps or records
    that cover less than SHORTEST_SPAN usual gaps.

    Source: own work; the look back is the actuarial life table (Cutler, Ederer 1958), open
    silences counting as cut off today.
    """
    gaps, owner = _gaps(visits)
    repeated = visits.counts > 1
    middle, deviation, known = _own(visits)
    second = np.log(gaps[_starts(visits)]) if gaps.size else np.empty(0)
    log_gap = _tellable(middle[repeated], gaps.size, visits)
    log_second = _tellable(second, second.size, visits) if log_gap is not None else None
    strayed = deviation[known > 1]
    weight = known[known > 1] - 1
    spread = float(np.average(strayed, weights=weight)) if strayed.size else RANDOM_SPREAD
    spread = max(spread, 0.05)
    second_spread = max(float(second.std()), 0.05) if second.size > 1 else RANDOM_SPREAD
    apart = middle[known > 1]
    between = max(float(apart.std()), 0.1) if apart.size > 1 else RANDOM_SPREAD
    low, high = _band(np.log(gaps) - middle[owner], known[owner] > 1, spread)
    second_low, second_high = _band(
        second - np.median(second) if second.size else second,
        np.ones(second.size, dtype=bool),
        second_spread,
    )
    partial = Group(
        log_gap=log_gap,
        log_second=log_second,
        spread=spread,
        second_spread=second_spread,
        between=between,
        low=low,
        high=high,
        second_low=second_low,
        second_high=second_high,
        returns=[],
        gaps=int(gaps.size),
        from_day=int(visits.days.min()) if visits.days.size else None,
        to_day=int(visits.days.max()) if visits.days.size else None,
    )
    return Group(**{**asdict(partial), "returns": _look_back(partial, visits, today)})


def estimate(group: Group, visits: Visits, *, today: int) -> Estimate:
    """When each customer is expected, and from which day on their silence says something.

    Returns an Estimate, one entry per customer. Silences are late, slipping, lapsed and lost at
    LATE … LOST expected gaps; where the upper end of the expected range is later than LATE, all
    four move out in proportion, so that nobody unsteady is called late within what is usual.

    Source: median shrunk with weight n / (n + k) on the log scale, k from the ratio of the spread
    within one customer to that between customers (empirical Bayes, Morris 1983).
    """
    known, log_gap, spread, low, high = _expected(group, visits)
    gap = np.exp(log_gap)
    unit = _unit(gap, high)
    last = visits.last.astype(float)
    states = {
        name: np.ceil(last + times * unit)
        for name, times in (
            ("late_from", LATE),
            ("slipping_from", SLIPPING),
            ("lapsed_from", LAPSED),
            ("lost_from", LOST),
        )
    }
    return Estimate(
        usual_gap_days=gap,
        own_gaps=known,
        spread=spread,
        next_from=np.round(last + np.maximum(1.0, gap * np.exp(low))),
        next_on=np.round(last + np.maximum(1.0, gap)),
        next_to=np.round(last + np.maximum(1.0, gap * np.exp(high))),
        has_returned=_has_returned(group, visits),
        return_share=_return_share(group, visits, today),
        **states,
    )


def care_weight(estimated: Estimate, paid_minor: Numbers, counts: Days) -> Numbers:
    """What a word to each customer is worth, to sort by.

    paid_minor  (n,) all that was paid, minor units >= 0
    counts      (n,) visits

    Returns (n,) >= 0: log of the usual takings in a year, lowered where the rhythm is unsteady or
    rests on few gaps; a silence says little there. The log keeps one large firm from always
    standing before everybody else (B13).

    Source: own work.
    """
    if (paid_minor < 0).any() or paid_minor.shape != counts.shape:
        raise ScienceError("expected one amount >= 0 per customer")
    per_visit = paid_minor / counts
    per_year = per_visit * 365.0 / np.maximum(np.nan_to_num(estimated.usual_gap_days, nan=365.0), 1)
    told = estimated.own_gaps / (estimated.own_gaps + PRIOR_GAPS)
    return np.asarray(np.log1p(per_year) * (1.0 - estimated.spread / 2) * (0.25 + 0.75 * told))


def _gaps(visits: Visits) -> tuple[Numbers, Days]:
    """All gaps in order, and whose they are."""
    owner = np.repeat(np.arange(visits.counts.size), visits.counts - 1)
    steps = np.diff(visits.days)
    inside = np.ones(steps.size, dtype=bool)
    inside[visits.offsets[1:-1] - 1] = False
    return steps[inside].astype(float), owner


def _starts(visits: Visits) -> Days:
    """Where the first gap of each repeated customer stands among all gaps."""
    before = np.concatenate(([0], np.cumsum(visits.counts - 1)))[:-1]
    return np.asarray(before[visits.counts > 1])


def _own(visits: Visits) -> tuple[Numbers, Numbers, Days]:
    """Per customer, of the last RECENT_GAPS: middle log gap, spread around it, how many. NaN
    without a gap; a spread from one gap is NaN too."""
    gaps, owner = _gaps(visits)
    size = visits.counts.size
    from_end = np.repeat(visits.offsets[1:] - np.arange(1, size + 1), visits.counts - 1)
    recent = from_end - np.arange(gaps.size) <= RECENT_GAPS
    logs, owner = np.log(gaps[recent]), owner[recent]
    known = np.bincount(owner, minlength=size)
    start = np.concatenate(([0], np.cumsum(known)))[:-1]
    has = known > 0
    middle = np.full(size, np.nan)
    deviation = np.full(size, np.nan)
    ordered = logs[np.lexsort((logs, owner))]
    below, above = start[has] + (known[has] - 1) // 2, start[has] + known[has] // 2
    middle[has] = (ordered[below] + ordered[above]) / 2
    strayed = np.bincount(owner, np.abs(logs - middle[owner]), minlength=size)
    several = known > 1
    # mean deviation to standard deviation (1.2533 for a normal), one gap being used up
    deviation[several] = 1.2533 * strayed[several] / (known[several] - 1)
    return middle, deviation, known


def _tellable(logs: Numbers, count: int, visits: Visits) -> float | None:
    if count < FEWEST_GAPS or not logs.size:
        return None
    middle = float(np.median(logs))
    span = visits.days.max() - visits.days.min()
    return middle if span >= SHORTEST_SPAN * np.exp(middle) else None


def _band(strayed: Numbers, counts: Flags, spread: float) -> tuple[float, float]:
    """The BAND of what strays from the expected gap, in spreads; a normal's where few are known."""
    normal = 1.2816
    taken = strayed[counts]
    if taken.size < FEWEST_SILENCES:
        return -normal, normal
    low, high = np.quantile(taken, BAND) / spread
    return float(min(low, 0.0)), float(max(high, 0.0))


def _prior_gaps(group: Group, spread: Numbers) -> Numbers:
    """How many own gaps the group's word is worth: few where somebody is steadier than people
    differ from each other, PRIOR_GAPS where gaps tell little."""
    return np.clip((spread / group.between) ** 2, FEWEST_PRIOR_GAPS, PRIOR_GAPS)


def _expected(group: Group, visits: Visits) -> tuple[Days, Numbers, Numbers, Numbers, Numbers]:
    """Known gaps, log of the expected gap, spread from 0 to 1, and the band in log days."""
    middle, deviation, known = _own(visits)
    prior = np.nan if group.log_gap is None else group.log_gap
    second = np.nan if group.log_second is None else group.log_second
    seen = np.maximum(known - 1, 0)
    own = seen / (seen + PRIOR_GAPS)
    strays = own * np.nan_to_num(deviation) + (1 - own) * group.spread
    weight = known / (known + _prior_gaps(group, strays))
    log_gap = weight * np.nan_to_num(middle) + (1 - weight) * prior
    log_gap = np.where(known == 0, second, log_gap)
    strays = np.where(known == 0, group.second_spread, strays)
    low = strays * np.where(known == 0, group.second_low, group.low)
    high = strays * np.where(known == 0, group.second_high, group.high)
    spread = np.clip(strays / RANDOM_SPREAD, 0.0, 1.0)
    return known, log_gap, spread, low, high


def _has_returned(group: Group, visits: Visits) -> Flags:
    """Whose last visit ended a silence that counted as lost on the day before."""
    returned = np.zeros(visits.counts.size, dtype=bool)
    repeated = np.flatnonzero(visits.counts > 1)
    if not repeated.size:
        return returned
    is_last = np.zeros(visits.days.size, dtype=bool)
    is_last[visits.offsets[1:] - 1] = True
    of_repeated = np.repeat(visits.counts > 1, visits.counts)
    counts = visits.counts[repeated] - 1
    before = Visits(
        days=visits.days[of_repeated & ~is_last], offsets=np.concatenate(([0], np.cumsum(counts)))
    )
    _, log_gap, _, _, high = _expected(group, before)
    lost_from = before.last + LOST * _unit(np.exp(log_gap), high)  # NaN: never
    returned[repeated] = visits.last[repeated] >= lost_from
    return returned


@dataclass(frozen=True)
class _Silence:
    """Silences, each measured in what was expected from the gaps before it alone, so that looking
    back never knows the future.

    at       (s,) log of the silence in units: 1.5 units is late, 3 is lost
    stratum  (s,) whom it is compared with
    """

    at: Numbers
    stratum: Days


def _unit(gap: Numbers, high: Numbers) -> Numbers:
    """Days that count as one expected gap when a silence is judged."""
    return np.maximum(gap, SHORTEST_GAP_DAYS) * np.maximum(1.0, np.exp(high) / LATE)


def _silences(group: Group, visits: Visits, today: int) -> tuple[_Silence, _Silence]:
    """Those that ended in a visit, and the one that each customer is in now."""
    gaps, owner = _gaps(visits)
    start = np.concatenate(([0], np.cumsum(visits.counts - 1)))
    order = np.arange(gaps.size) - start[owner]
    logs = np.log(gaps)
    sums = np.concatenate(([0.0], np.cumsum(logs)))
    squares = np.concatenate(([0.0], np.cumsum(logs**2)))
    ended = _measured(
        group, gaps, order, sums[:-1] - sums[start[owner]], squares[:-1] - squares[start[owner]]
    )
    going_on = _measured(
        group,
        np.maximum(today - visits.last, 0.5),
        visits.counts - 1,
        sums[start[1:]] - sums[start[:-1]],
        squares[start[1:]] - squares[start[:-1]],
    )
    return ended, going_on


def _measured(
    group: Group, days: Numbers, known: Days, total: Numbers, squares: Numbers
) -> _Silence:
    """total, squares: sums of the log gaps before the silence and of their squares."""
    prior = np.nan if group.log_gap is None else group.log_gap
    second = prior if group.log_second is None else group.log_second
    mean = total / np.maximum(known, 1)
    within = np.maximum(squares - known * mean**2, 0.0)
    spread = np.sqrt((within + PRIOR_GAPS * group.spread**2) / (known + PRIOR_GAPS))
    weight = _prior_gaps(group, spread)
    log_gap = (total + weight * prior) / (known + weight)
    is_first = known == 0
    log_gap = np.where(is_first, second, log_gap)
    high = np.where(is_first, group.second_spread * group.second_high, spread * group.high)
    is_steady = spread < STEADY * RANDOM_SPREAD
    stratum = np.where(known < OFTEN, 1, np.where(is_steady, 2, 3))
    return _Silence(
        at=np.log(days / _unit(np.exp(log_gap), high)), stratum=np.where(is_first, 0, stratum)
    )


def _look_back(group: Group, visits: Visits, today: int) -> list[list[float | None]]:
    """Per stratum and edge: of the silences that grew this long, the share that ended."""
    if group.log_gap is None:
        return [[None] * EDGES.size for _ in range(STRATA + 1)]
    ended, going_on = _silences(group, visits, today)
    rows = []
    for stratum in range(STRATA):
        rows.append(
            _shares(ended.at[ended.stratum == stratum], going_on.at[going_on.stratum == stratum])
        )
    rows.append(_shares(ended.at[ended.stratum > 0], going_on.at[going_on.stratum > 0]))
    return rows


def _shares(ended_at: Numbers, open_at: Numbers) -> list[float | None]:
    """The life table: what is still silent at each edge, and how much of it came back later."""
    events, cut = _tally(ended_at), _tally(open_at)
    at_risk = np.cumsum((events + cut)[::-1])[::-1]
    seen = np.flatnonzero(at_risk >= FEWEST_AT_END)
    end = int(seen[-1]) if seen.size else 0
    hazard = events / np.maximum(at_risk - cut / 2, 1.0)
    stays = 1.0 - np.minimum(hazard, 1.0)
    # the share of those silent at an edge who are silent still at the end, from the end backwards
    still = np.ones(EDGES.size)
    for edge in range(end - 1, -1, -1):
        still[edge] = stays[edge] * still[edge + 1]
    can_tell = (at_risk >= FEWEST_SILENCES) & (np.arange(EDGES.size) <= end - FARTHER)
    return [float(1.0 - s) if ok else None for s, ok in zip(still, can_tell, strict=True)]


def _place(at: Numbers) -> Days:
    return np.searchsorted(np.log(EDGES), at, side="right") - 1


def _tally(at: Numbers) -> Numbers:
    """How many silences ended from each edge up to the next; those below the first are left out."""
    place = _place(at)
    return np.bincount(place[place >= 0], minlength=EDGES.size).astype(float)


def _return_share(group: Group, visits: Visits, today: int) -> Numbers:
    """Of silences as long as each customer's now, the share that ended; NaN: too few, or no
    silence to speak of."""
    _, going_on = _silences(group, visits, today)
    place = _place(going_on.at)
    table = np.array(
        [[np.nan if share is None else share for share in row] for row in group.returns]
    )
    at = np.clip(place, 0, EDGES.size - 1)
    share = table[going_on.stratum, at]
    is_thin = np.isnan(share) & (going_on.stratum > 0)
    share = np.where(is_thin, table[STRATA, at], share)
    return np.where(place >= 0, share, np.nan)
