"""How good the numbers are: what was chosen, and what the shop's own past says of it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from regulars.science.backtest import Trial
from regulars.science.candidates import Candidate, Model, numbers
from regulars.science.choice import (
    OVERDUE,
    Alarm,
    Choice,
    alarm_score,
    said_to_others,
    spoken,
)
from regulars.science.gammagamma import GammaGamma
from regulars.science.moments import Moment
from regulars.science.scores import Bin, bins, brier, calibration_error, deviance, ranking
from regulars.science.statistics import Visits

NAME, VERSION = "outlook", "1"
CUT_OFF = 2.0  # so many times more new faces at the start than later: they were old ones


@dataclass(frozen=True)
class Scored:
    """One candidate at the earlier origins, uncorrected."""

    candidate: Candidate
    brier: float  # of buying within the horizon
    deviance: float  # of the number of purchases
    bias: float  # expected in all over what came; 1 is right
    speaks_for: tuple[str, ...]  # the questions it was chosen for: buys, expected


@dataclass(frozen=True)
class LookedBack:
    """What would have been said at earlier origins, by corrections learnt on other customers.

    called_overdue, stayed_away   customers whose silence was called overdue, over all origins, and
                                  how many of them did not come back within the horizon
    not_called, of_them_away      the same of the others who had come back before
    """

    origin_days: tuple[int, ...]
    horizon_days: tuple[float, ...]
    outcomes: int
    brier: float
    brier_uncorrected: float
    calibration_error: float
    mean_absolute_error: float  # of the median
    root_mean_square_error: float  # of the mean
    bias: float
    ranking: float  # of two, one of whom stayed away, how often the alarm says who
    called_overdue: int
    stayed_away: int
    not_called: int
    of_them_away: int
    bins: tuple[Bin, ...]
    candidates: tuple[Scored, ...]


@dataclass(frozen=True)
class Report:
    name: str
    version: str
    customers: int
    visits: int
    from_day: int
    until_day: int
    horizon_days: float
    gaps: int  # between visits of one customer, in all
    can_tell: bool
    can_tell_percent: bool  # or a chance is given as a range
    records_start_inside: bool  # many "new" customers of the first weeks were old ones
    has_season: bool
    buys_by: tuple[Candidate, ...]
    expected_by: tuple[Candidate, ...]
    alarm_by: Alarm
    is_corrected: tuple[bool, bool]  # chances, counts
    parameters: dict[str, dict[str, Any]]
    pace: tuple[float, ...] | None  # of the season's twelfths, from the first of January
    looked_back: LookedBack | None  # None: the records are too short or too few

    def as_json(self) -> str:
        """All of it as text that reads back as plain values."""
        return json.dumps(asdict(self), allow_nan=False)


def reported(
    visits: Visits,
    now: Moment,
    chosen: Choice,
    models: dict[Candidate, Model],
    trials: list[Trial],
    spending: GammaGamma | None,
    *,
    can_tell: bool,
) -> Report:
    """The report that goes with an outlook.

    Returns a Report of plain values.

    Source: own work.
    """
    past = visits.on_day <= now.day
    gaps = int(now.people.repeats.sum())
    parameters = {str(candidate): numbers(model) for candidate, model in models.items()}
    if spending is not None:
        parameters["gamma_gamma"] = asdict(spending)
    return Report(
        name=NAME,
        version=VERSION,
        customers=len(now.customer),
        visits=int(past.sum()),
        from_day=int(visits.on_day[past].min()),
        until_day=now.day,
        horizon_days=float(now.horizon_days),
        gaps=gaps,
        can_tell=can_tell,
        can_tell_percent=can_tell and gaps >= 30,
        records_start_inside=_starts_inside(now),
        has_season=now.season is not None,
        buys_by=chosen.buys,
        expected_by=chosen.expected,
        alarm_by=chosen.alarm,
        is_corrected=(bool(chosen.chances.weights), bool(chosen.counts.weights)),
        parameters=parameters,
        pace=None if now.season is None else now.season.pace,
        looked_back=_looked_back(chosen, trials, now.horizon_days) if trials else None,
    )


def _starts_inside(now: Moment) -> bool:
    """Whether far more customers turn up within the first usual gap than in later ones."""
    people = now.people
    length, gaps = float(people.age_days.max()), people.repeats.sum()
    if gaps < 1 or length <= 0:
        return False
    usual = max(float(people.last_days.sum() / gaps), 1.0)
    if length < 4 * usual:
        return False
    early = (people.age_days > length - usual).sum() / usual
    later = (people.age_days <= length - usual).sum() / (length - usual)
    return bool(later > 0 and early > CUT_OFF * later)


def _looked_back(chosen: Choice, trials: list[Trial], horizon_days: float) -> LookedBack:
    chances, counts = said_to_others(chosen, trials, horizon_days=horizon_days)
    came = np.concatenate([trial.came for trial in trials])
    plain = np.concatenate([spoken(chosen, trial.said)[0] for trial in trials])
    median = np.concatenate([trial.mixture.median for trial in trials])
    again = np.concatenate([trial.moment.people.repeats for trial in trials]) > 0
    overdue = np.concatenate([trial.mixture.overdue for trial in trials])
    active = np.concatenate([trial.mixture.active for trial in trials])
    score = alarm_score(chosen.alarm, overdue=overdue, active=active, buys=chances)
    told = ranking(score[again], (came[again] == 0).astype(float))
    called = again & (overdue < OVERDUE)
    others = again & ~called
    return LookedBack(
        origin_days=tuple(trial.moment.day for trial in trials),
        horizon_days=tuple(float(trial.moment.horizon_days) for trial in trials),
        outcomes=len(came),
        brier=float(brier(chances, came).mean()),
        brier_uncorrected=float(brier(plain, came).mean()),
        calibration_error=calibration_error(chances, (came > 0).astype(float)),
        mean_absolute_error=float(np.abs(median - came).mean()),
        root_mean_square_error=float(np.sqrt(((counts - came) ** 2).mean())),
        bias=float(counts.sum() / max(came.sum(), 1.0)),
        ranking=told if np.isfinite(told) else 0.5,
        called_overdue=int(called.sum()),
        stayed_away=int((came[called] == 0).sum()),
        not_called=int(others.sum()),
        of_them_away=int((came[others] == 0).sum()),
        bins=tuple(bins(chances, (came > 0).astype(float))),
        candidates=tuple(_scored(candidate, chosen, trials) for candidate in Candidate),
    )


def _scored(candidate: Candidate, chosen: Choice, trials: list[Trial]) -> Scored:
    came = np.concatenate([trial.came for trial in trials])
    buys = np.concatenate([trial.said[candidate].buys for trial in trials])
    expected = np.concatenate([trial.said[candidate].expected for trial in trials])
    questions = (("buys", chosen.buys), ("expected", chosen.expected))
    return Scored(
        candidate,
        float(brier(buys, came).mean()),
        float(deviance(expected, came).mean()),
        float(expected.sum() / max(came.sum(), 1.0)),
        tuple(name for name, voices in questions if candidate in voices),
    )
