"""From what a silence says to the days on which somebody is called late, slipping, lost."""

from dataclasses import dataclass, replace

import numpy as np

from regulars.science.gaps import SHORTEST_GAP_DAYS, Days, Estimate, Flags, Numbers
from regulars.science.scoring import Scores

HOLIDAY_DAYS = 21.0  # on top of a usual gap nobody has lapsed: people travel and are ill
LONG_HOLIDAY_DAYS = 28.0  # and nobody is lost
DAY_0 = 719_163.0  # date.toordinal() of the day from which scores count


@dataclass(frozen=True, slots=True)
class States:
    """Of each customer, (n,) each, as date.toordinal() counts; NaN where nobody can tell yet.

    has_returned   the last visit ended a silence that counted as lost
    """

    next_from: Numbers
    next_on: Numbers
    next_to: Numbers
    late_from: Numbers
    slipping_from: Numbers
    lapsed_from: Numbers
    lost_from: Numbers
    has_returned: Flags


def states(estimated: Estimate, scores: Scores | None, *, before: Days, last: Days) -> States:
    """When each customer is expected, and from which day on a silence is called what.

    estimated   of `gaps.estimate`
    scores      of `scoring.score`; None where the look back does not support them: then multiples
                of gaps are counted
    before      (n,) day of the visit before the last, the last itself where there is one only
    last        (n,) day of the last visit

    Returns States, no day before the one that comes first. By scores, late begins where nine in
    ten gaps have ended. A steady weekly guest of three silent weeks is slipping, not lost: no model
    of gaps knows holidays (HOLIDAY_DAYS).

    Source: own work; thresholds in `scoring`, multiples of gaps in `gaps`.
    """
    found = _by_gaps(estimated) if scores is None else _by_scores(scores, last)
    gap = np.maximum(estimated.usual_gap_days, SHORTEST_GAP_DAYS)
    if scores is not None:
        gap = np.maximum(np.nan_to_num(estimated.usual_gap_days), SHORTEST_GAP_DAYS)
    earliest = (
        np.maximum(np.nan_to_num(found.next_to) + 1, np.ceil(last + 1.5 * SHORTEST_GAP_DAYS)),
        last + 2 * SHORTEST_GAP_DAYS,
        np.ceil(last + gap + HOLIDAY_DAYS),
        np.ceil(last + gap + LONG_HOLIDAY_DAYS),
    )
    begins = found.late_from, found.slipping_from, found.lapsed_from, found.lost_from
    called = np.maximum.accumulate(np.maximum(begins, earliest))
    return replace(
        found,
        late_from=called[0],
        slipping_from=called[1],
        lapsed_from=called[2],
        lost_from=called[3],
        has_returned=found.has_returned & (last - before >= gap + LONG_HOLIDAY_DAYS),
    )


def _by_gaps(found: Estimate) -> States:
    return States(
        next_from=found.next_from,
        next_on=found.next_on,
        next_to=found.next_to,
        late_from=found.late_from,
        slipping_from=found.slipping_from,
        lapsed_from=found.lapsed_from,
        lost_from=found.lost_from,
        has_returned=found.has_returned,
    )


def _by_scores(scores: Scores, last: Days) -> States:
    return States(
        next_from=np.round(scores.next_from + DAY_0),
        next_on=np.round(scores.next_on + DAY_0),
        next_to=np.round(scores.next_to + DAY_0),
        late_from=np.ceil(scores.next_to + DAY_0),
        slipping_from=np.ceil(scores.slipping_from + DAY_0),
        lapsed_from=np.ceil(scores.lapsed_from + DAY_0),
        lost_from=np.ceil(scores.lost_from + DAY_0),
        has_returned=last >= np.nan_to_num(scores.was_lost_from + DAY_0, nan=np.inf),
    )
