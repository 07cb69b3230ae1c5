"""From a log of visits to what is to be expected of each customer, and how far to believe it.

The one way in for everything outside this package.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.science.backtest import Trial, backtest
from regulars.science.candidates import Candidate, Model, Prediction, fitted, predicted
from regulars.science.checks import Floats, ScienceError
from regulars.science.choice import (
    Choice,
    alarm_score,
    chance_columns,
    choose,
    count_columns,
    spoken,
)
from regulars.science.forecast import Forecast, forecast, next_visit_days
from regulars.science.mixture import Mixture, posterior
from regulars.science.moments import Moment, known_on
from regulars.science.report import Report, reported
from regulars.science.season import has_season
from regulars.science.spending import expected_amounts
from regulars.science.statistics import Ints, Visits

FEWEST_GAPS = 5  # in all records, below which nothing can be told
GAPS_FOR_PERCENT = 30  # below which a chance is a range and no percentage
COVERED_GAPS = 2.0  # usual gaps that the records must be long


@dataclass(frozen=True, slots=True)
class Outlook:
    """One entry per customer who had bought by then, (n,); `customer` are the log's numbers.

    days count from the last day of the records; NaN where there is nothing to say.
    A paused customer is expected to do nothing, and is no reason for an alarm.
    """

    customer: Ints
    purchases: Floats  # days with a purchase
    first_day: Ints
    last_day: Ints
    silent_days: Floats
    usual_gap_days: Floats  # NaN with one purchase
    probability_active: Floats  # in (0, 1): has not left for good
    probability_buys: Floats  # in (0, 1): at least one purchase within the horizon
    expected_purchases: Floats  # mean
    median_purchases: Floats
    expected_spend: Floats  # within the horizon, in the unit of the amounts; NaN without amounts
    next_from_days: Floats  # eight in ten come between next_from and next_to, given active
    next_on_days: Floats
    next_to_days: Floats
    overdue: Floats  # chance that a gap lasts longer than this silence, given active
    alarm: Floats  # in [0, 1], to rank by: how much the silence speaks for drifting
    can_tell: NDArray[np.bool_]  # the records carry a statement on this customer
    is_paused: NDArray[np.bool_]
    report: Report


def outlook(
    visits: Visits, *, until_day: int, horizon_days: float, paused: ArrayLike | None = None
) -> Outlook:
    """What to expect of each customer in the `horizon_days` after `until_day`.

    visits         of `statistics.visits`; later ones are not looked at
    until_day      the last day that the records cover
    horizon_days   > 0
    paused         numbers of customers known to be away, or gone for good

    Returns an Outlook. Raises ScienceError on nobody by then or a horizon that is not above 0.

    Source: own work: candidates of the literature, chosen and corrected by the shop's own past.
    """
    if not 0 < horizon_days < float("inf"):
        raise ScienceError(f"expected a horizon above 0 days, got {horizon_days}")
    with_season = has_season(visits, until_day=until_day)
    now = known_on(visits, until_day, horizon_days=horizon_days, with_season=with_season)
    trials = backtest(
        visits, until_day=until_day, horizon_days=horizon_days, with_season=with_season
    )
    chosen = choose(trials, horizon_days=horizon_days)
    near = trials[0].models if trials else {}
    models = {
        candidate: fitted(candidate, now.people, near.get(candidate))
        for candidate in Candidate
        if candidate in chosen.needed | {Candidate.MIXTURE}
    }
    return _looked_ahead(visits, now, chosen, models, trials, paused)


def _looked_ahead(
    visits: Visits,
    now: Moment,
    chosen: Choice,
    models: dict[Candidate, Model],
    trials: list[Trial],
    paused: ArrayLike | None,
) -> Outlook:
    mixture = models[Candidate.MIXTURE]
    assert isinstance(mixture, Mixture)
    full = forecast(mixture, now.people, now.horizon)
    buys, expected = _expected(now, chosen, models, full)
    active = np.maximum(np.clip(full.active, 1e-4, 1 - 1e-4), buys)
    amounts, spending = expected_amounts(now.people.repeats + 1, now.mean_amount)
    early, middle, late = _next(mixture, now)
    first, last = _ends(visits, now)
    away = np.isin(now.customer, np.asarray([] if paused is None else paused, dtype=np.int64))
    here = np.where(away, 0.0, 1.0)
    gone = np.where(away, np.nan, 0.0)
    told = _can_tell(now)
    score = alarm_score(chosen.alarm, overdue=full.overdue, active=active, buys=buys)
    return Outlook(
        customer=now.customer,
        purchases=now.people.repeats + 1,
        first_day=first,
        last_day=last,
        silent_days=(now.day - last).astype(np.float64),
        usual_gap_days=_usual_gaps(mixture, now),
        probability_active=active * here,
        probability_buys=buys * here,
        expected_purchases=expected * here,
        median_purchases=full.median * here,
        expected_spend=expected * amounts * here,
        next_from_days=early + gone,
        next_on_days=middle + gone,
        next_to_days=late + gone,
        overdue=full.overdue + gone,
        alarm=score * here,
        can_tell=np.full(len(away), told) & ~away,
        is_paused=away,
        report=reported(visits, now, chosen, models, trials, spending, can_tell=told),
    )


def _expected(
    now: Moment, chosen: Choice, models: dict[Candidate, Model], full: Forecast
) -> tuple[Floats, Floats]:
    said: dict[Candidate, Prediction] = {
        candidate: predicted(model, now.people, now.horizon)
        for candidate, model in models.items()
        if candidate in chosen.needed and candidate != Candidate.MIXTURE
    }
    said[Candidate.MIXTURE] = Prediction(full.buys, full.expected)
    chance, count = spoken(chosen, said)
    buys = chosen.chances.apply(chance, chance_columns(now, chance))
    if chosen.counts.weights:
        at_random = said[Candidate.NBD].expected
        count = chosen.counts.apply(count, count_columns(now, count, at_random))
    return buys, np.maximum(count, buys)


def _next(mixture: Mixture, now: Moment) -> list[Floats]:
    """Days to the next visit: from, on, to; on the calendar, not the season's clock."""
    waits = next_visit_days(mixture, now.people)
    if now.season is None:
        return waits
    begin = now.season.time(np.array([now.day]))
    return [np.maximum(now.season.day(begin + wait) - now.day, 0.01) for wait in waits]


def _ends(visits: Visits, now: Moment) -> tuple[Ints, Ints]:
    """First and last day of each customer of the moment."""
    past = visits.on_day <= now.day
    who, day = visits.customer[past], visits.on_day[past]
    starts = np.searchsorted(who, now.customer, side="left")
    ends = np.searchsorted(who, now.customer, side="right") - 1
    return day[starts], day[ends]


def _usual_gaps(mixture: Mixture, now: Moment) -> Floats:
    """What a gap of each customer is believed to last on average; own gaps and everybody's."""
    people = now.people
    seen = posterior(mixture, people)
    gaps = np.zeros(len(people))
    for k, chance in zip(seen.ks, seen.chance, strict=True):
        power = mixture.shape + k * people.repeats
        gaps += chance * (mixture.rate_days + k * people.last_days) / power
    return np.where(people.repeats > 0, gaps, np.nan)


def _can_tell(now: Moment) -> bool:
    people = now.people
    gaps = people.repeats.sum()
    if gaps < FEWEST_GAPS:
        return False
    usual = people.last_days.sum() / gaps
    return bool(people.age_days.max() >= COVERED_GAPS * usual)
