"""What was learnt, kept apart from those it was learnt from: anybody can be scored by it later.

`outlook` looks at everybody at once. A product learns at night from some, keeps plain numbers,
scores all in portions, and one customer again the moment they buy.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from regulars.science.backtest import backtest
from regulars.science.bgnbd import BgNbd
from regulars.science.calibration import ChanceCorrection, CountCorrection
from regulars.science.candidates import Candidate, Model, Prediction, fitted, predicted
from regulars.science.checks import Floats
from regulars.science.choice import (
    Alarm,
    Choice,
    alarm_score,
    chance_columns,
    choose,
    count_columns,
    spoken,
)
from regulars.science.forecast import forecast
from regulars.science.gammagamma import GammaGamma, expected_amount
from regulars.science.mixture import Mixture
from regulars.science.moments import Moment, known_on
from regulars.science.nbd import Nbd
from regulars.science.outlook import COVERED_GAPS, FEWEST_GAPS
from regulars.science.pareto import ParetoNbd
from regulars.science.report import NAME, VERSION, reported
from regulars.science.season import Season, has_season
from regulars.science.silences import silences
from regulars.science.spending import LARGEST, PRIOR_VISITS, expected_amounts
from regulars.science.statistics import Ints, Statistics, Visits

YEAR_DAYS = 365.0
BAND = (0.9, 0.5, 0.1)  # eight in ten next visits come between the first and the last
SLIPPING, LAPSED, LOST = 0.5, 0.25, 0.1  # chances not to have left for good
FEWEST_CALLED = 10  # overdue in the look back, below which it says nothing of the alarm
MODELS: dict[Candidate, Callable[..., Model]] = {
    Candidate.NBD: Nbd,
    Candidate.BG_NBD: BgNbd,
    Candidate.MBG_NBD: Mixture,
    Candidate.PARETO_NBD: ParetoNbd,
    Candidate.MIXTURE: Mixture,
}

__all__ = ["NAME", "VERSION", "Known", "Learnt", "Scores", "learn", "read", "score"]


@dataclass(frozen=True, slots=True)
class Spending:
    """How amounts are expected: by the model, else between one's own mean and everybody's.

    largest     amounts above are taken as this
    everybody   mean amount of a visit; NaN where nobody paid
    """

    model: GammaGamma | None
    largest: float
    everybody: float

    def expected(self, visits: Floats, mean_amount: Floats) -> Floats:
        """(n,) what one further visit brings; see `spending.expected_amounts`."""
        paid = mean_amount > 0
        if self.model is not None:
            return np.asarray(expected_amount(self.model, visits * paid, mean_amount))
        weight = visits / (visits + PRIOR_VISITS) * paid
        trimmed = np.minimum(mean_amount, self.largest)
        return np.asarray(weight * trimmed + (1 - weight) * self.everybody)


@dataclass(frozen=True)
class Learnt:
    """Everything that scoring needs; `numbers` and `read` keep it.

    report   of `report.Report`, as plain values
    """

    until_day: int
    horizon_days: float
    horizon: float  # the same on the season's clock
    choice: Choice
    models: dict[Candidate, Model]
    season: Season | None
    spending: Spending
    report: dict[str, Any]

    @property
    def can_tell(self) -> bool:
        return bool(self.report["can_tell"])

    @property
    def may_alarm(self) -> bool:
        """Whether the look back shows that those called overdue stay away more than the others."""
        back = self.report["looked_back"]
        if not self.can_tell or not back or back["called_overdue"] < FEWEST_CALLED:
            return False
        others = back["of_them_away"] / max(back["not_called"], 1)
        return bool(back["stayed_away"] / back["called_overdue"] > others)

    def time(self, day: Ints) -> Floats:
        """Days on the clock of this business at the end of each day."""
        return np.asarray(day, dtype=np.float64) if self.season is None else self.season.time(day)

    def day(self, time: Floats) -> Floats:
        """The day at which that clock shows a time."""
        return time if self.season is None else self.season.day(time)

    def numbers(self) -> dict[str, Any]:
        """Plain numbers to keep; `read` reads them back."""
        kept = {
            "until_day": self.until_day,
            "horizon_days": self.horizon_days,
            "horizon": self.horizon,
            "choice": asdict(self.choice),
            "models": {str(name): asdict(model) for name, model in self.models.items()},
            "pace": None if self.season is None else self.season.pace,
            "spending": asdict(self.spending),
            "report": self.report,
        }
        return dict(json.loads(json.dumps(kept, allow_nan=False)))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of each customer, (n,) each; days are numbers as `learn` saw them.

    before_day   the visit before the last; the last itself where there is one only
    log_gaps     sum of the logarithms of the gaps, on the clock of what was learnt
    paid         in all, in the unit of the amounts, >= 0
    recent       visits in the last moments.RECENT_DAYS
    """

    visits: Ints
    first_day: Ints
    before_day: Ints
    last_day: Ints
    log_gaps: Floats
    paid: Floats
    recent: Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """Of each customer, (n,) each; days are numbers, with fractions, NaN where nothing is said."""

    active: Floats
    buys: Floats  # within the horizon
    expected: Floats  # purchases within the horizon, on average
    spend: Floats  # within the horizon; NaN without amounts
    spend_year: Floats  # in the coming 365 days
    overdue: Floats  # chance that a gap lasts longer than this silence, given active
    alarm: Floats
    next_from: Floats  # from the last visit on, given active
    next_on: Floats
    next_to: Floats
    slipping_from: Floats
    lapsed_from: Floats
    lost_from: Floats
    was_lost_from: Floats  # the day on which the silence before the last visit counted as lost


def learn(visits: Visits, *, until_day: int, horizon_days: float) -> Learnt:
    """What these customers' past says about all customers of the business.

    visits         of `statistics.visits`; a sample of the customers will do
    until_day      the last day that the records cover
    horizon_days   > 0

    Returns a Learnt. Raises ScienceError on nobody by then.

    Source: `outlook`, kept for later.
    """
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
    spending = _spending(now)
    told = reported(visits, now, chosen, models, trials, spending.model, can_tell=_can_tell(now))
    return Learnt(
        until_day,
        horizon_days,
        now.horizon,
        chosen,
        models,
        now.season,
        spending,
        json.loads(told.as_json()),
    )


def _spending(now: Moment) -> Spending:
    amounts = now.mean_amount
    _, model = expected_amounts(now.people.repeats + 1, amounts)
    paid = amounts[amounts > 0]
    largest = float(np.quantile(paid, LARGEST)) if len(paid) else 0.0
    everybody = float(np.minimum(paid, largest).mean()) if len(paid) else 0.0
    return Spending(model, largest, everybody)


def _can_tell(now: Moment) -> bool:
    people = now.people
    gaps = float(people.repeats.sum())
    usual = float(people.last_days.sum()) / max(gaps, 1.0)
    return gaps >= FEWEST_GAPS and bool(people.age_days.max() >= COVERED_GAPS * usual)


def read(numbers: dict[str, Any]) -> Learnt:
    """What `Learnt.numbers` kept.

    Returns the Learnt. Raises KeyError or TypeError on numbers of another version.

    Source: none.
    """
    choice, spending = numbers["choice"], numbers["spending"]
    gamma = spending["model"]
    return Learnt(
        until_day=numbers["until_day"],
        horizon_days=numbers["horizon_days"],
        horizon=numbers["horizon"],
        choice=Choice(
            buys=tuple(map(Candidate, choice["buys"])),
            expected=tuple(map(Candidate, choice["expected"])),
            alarm=Alarm(choice["alarm"]),
            chances=ChanceCorrection(**_tuples(choice["chances"])),
            counts=CountCorrection(**_tuples(choice["counts"])),
        ),
        models={
            Candidate(name): MODELS[Candidate(name)](**_tuples(model))
            for name, model in numbers["models"].items()
        },
        season=None if numbers["pace"] is None else Season(tuple(numbers["pace"])),
        spending=Spending(**{**spending, "model": None if gamma is None else GammaGamma(**gamma)}),
        report=numbers["report"],
    )


def _tuples(numbers: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in numbers.items()}


def score(learnt: Learnt, known: Known) -> Scores:
    """What to expect of each customer after the records' end, or their own last visit if later.

    Returns Scores. Raises ScienceError on numbers that contradict each other.

    Source: the models chosen and corrected in `learn`.
    """
    people = _statistics(learnt, known)
    visits = known.visits.astype(np.float64)
    mean_amount = known.paid / visits
    moment = Moment(
        day=learnt.until_day,
        customer=np.arange(len(visits)),
        people=people,
        mean_amount=mean_amount,
        recent=known.recent,
        horizon=learnt.horizon,
        horizon_days=learnt.horizon_days,
        season=learnt.season,
    )
    mixture: Mixture = learnt.models[Candidate.MIXTURE]
    full = forecast(mixture, people, learnt.horizon)
    buys, expected = _expected(learnt, moment, Prediction(full.buys, full.expected))
    active = np.maximum(np.clip(full.active, 1e-4, 1 - 1e-4), buys)
    amounts = learnt.spending.expected(visits, mean_amount)
    year = np.maximum(forecast(mixture, people, YEAR_DAYS).expected, expected)
    at = silences(mixture, people, outlasted=BAND, active=(SLIPPING, LAPSED, LOST))
    last = learnt.time(known.last_day)
    early, middle, late = (learnt.day(last + at.outlasted[chance]) for chance in BAND)
    slipping, lapsed, lost = (
        learnt.day(last + at.active[chance]) for chance in (SLIPPING, LAPSED, LOST)
    )
    return Scores(
        active=active,
        buys=buys,
        expected=expected,
        spend=expected * amounts,
        spend_year=year * amounts,
        overdue=full.overdue,
        alarm=alarm_score(learnt.choice.alarm, overdue=full.overdue, active=active, buys=buys),
        next_from=early,
        next_on=middle,
        next_to=late,
        slipping_from=slipping,
        lapsed_from=lapsed,
        lost_from=lost,
        was_lost_from=_was_lost_from(learnt, mixture, known, people),
    )


def _statistics(learnt: Learnt, known: Known) -> Statistics:
    first, last = learnt.time(known.first_day), learnt.time(known.last_day)
    end = learnt.time(np.maximum(known.last_day, learnt.until_day))
    return Statistics(
        (known.visits - 1).astype(np.float64), last - first, end - first, known.log_gaps
    )


def _expected(learnt: Learnt, moment: Moment, mixed: Prediction) -> tuple[Floats, Floats]:
    chosen = learnt.choice
    said: dict[Candidate, Prediction] = {
        candidate: predicted(learnt.models[candidate], moment.people, moment.horizon)
        for candidate in chosen.needed
        if candidate != Candidate.MIXTURE
    }
    said[Candidate.MIXTURE] = mixed
    chance, count = spoken(chosen, said)
    buys = chosen.chances.apply(chance, chance_columns(moment, chance))
    if chosen.counts.weights:
        at_random = said[Candidate.NBD].expected
        count = chosen.counts.apply(count, count_columns(moment, count, at_random))
    return buys, np.maximum(count, buys)


def _was_lost_from(learnt: Learnt, model: Mixture, known: Known, people: Statistics) -> Floats:
    """NaN where the gap before the last visit was nothing special."""
    before = learnt.time(known.before_day)
    ended = learnt.time(known.last_day) - before
    repeats = np.maximum(people.repeats - 1, 0)
    since_first = np.maximum(people.last_days - ended, 0.0) * (repeats > 0)
    usual = (model.rate_days + since_first) / (model.shape + repeats)
    rows = np.flatnonzero((people.repeats > 0) & (ended > usual))
    days = np.full(len(people), np.nan)
    if rows.size:
        logs = (people.log_gaps - np.log(np.maximum(ended, 1e-9)))[rows]
        then = Statistics(repeats[rows], since_first[rows], since_first[rows], logs)
        at = silences(model, then, outlasted=(), active=(LOST,))
        days[rows] = learnt.day(before[rows] + at.active[LOST])
    return days


def care_weight(scores: Scores, *, spread: Floats, own_gaps: Ints) -> Floats:
    """What a word to each customer is worth, to sort by.

    spread     (n,) 0 very steady to 1 anything goes
    own_gaps   (n,) gaps of their own that the rhythm rests on

    Returns (n,) >= 0: log of what a year with them brings while they come, lowered where they have
    probably left, where the rhythm is unsteady or where it rests on few gaps. The log keeps one
    large firm from always standing before everybody else (B13).

    Source: own work.
    """
    year = np.nan_to_num(scores.spend_year) / scores.active
    told = own_gaps / (own_gaps + PRIOR_VISITS)
    here = 0.4 + 0.6 * scores.active
    return np.asarray(np.log1p(year) * here * (1.0 - spread / 2) * (0.25 + 0.75 * told))
