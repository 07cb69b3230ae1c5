"""Forecasting the past: what each candidate would have said on earlier days, and what came."""

from dataclasses import dataclass

from regulars.science.candidates import Candidate, Model, Prediction, fitted, predicted
from regulars.science.checks import Floats, ScienceError
from regulars.science.forecast import Forecast, forecast
from regulars.science.mixture import Mixture
from regulars.science.moments import Moment, bought_after, known_on, some_customers
from regulars.science.statistics import Visits

MOST_CUSTOMERS = 4_000  # of a back-test; more sharpen no choice
FEWEST_CUSTOMERS = 30
FEWEST_REPEATS = 30
MOST_ORIGINS = 4
AROUND = (0.88, 1.0, 1.17)  # origins near the mirrored one, where there is room for one only


@dataclass(frozen=True, slots=True)
class Origin:
    """A day in the past that forecasts are made on, and how far they look."""

    day: int
    horizon_days: int


def origins(first_day: int, until_day: int, horizon_days: float) -> list[Origin]:
    """Days on which the past can be asked the same question.

    The first is mirrored: its horizon stands to its history as the real horizon to all records.
    Where that leaves room, earlier ones with the same horizon follow, each ending where the next
    begins; where not, neighbours of the first that look to the end of the records.

    Returns Origins, latest first; none where the records are too short.

    Source: rolling origins (Tashman 2000); mirroring is own work.
    """
    length = until_day - first_day + 1
    ahead = round(length * horizon_days / (length + horizon_days))
    if ahead < 1 or length - ahead < 2:
        return []
    if 3 * ahead <= length:
        steps = [i for i in range(1, MOST_ORIGINS + 1) if 3 * (length - i * ahead) >= length]
        return [Origin(until_day - i * ahead, ahead) for i in steps]
    places = sorted({round(part * (length - ahead)) for part in AROUND}, reverse=True)
    kept = [place for place in places if 0 < place < length]
    return [Origin(first_day + place - 1, length - place) for place in kept]


@dataclass(frozen=True, slots=True)
class Trial:
    """One origin: what was said by whom, and what came of it; arrays (n,)."""

    moment: Moment
    models: dict[Candidate, Model]  # what each was fitted to on that day
    said: dict[Candidate, Prediction]
    mixture: Forecast
    came: Floats


def backtest(
    seen: Visits, *, until_day: int, horizon_days: float, with_season: bool
) -> list[Trial]:
    """Every candidate on every origin, each fitted on what was known then.

    Returns Trials, latest origin first; none where the records carry no back-test.

    Source: rolling origins.
    """
    some = some_customers(seen, MOST_CUSTOMERS)
    known = some.on_day[some.on_day <= until_day]
    if not len(known):
        return []
    found: list[Trial] = []
    for origin in reversed(origins(int(known.min()), until_day, horizon_days)):
        trial = _tried(some, origin, with_season, found[-1].models if found else {})
        if trial is not None:
            found.append(trial)
    return found[::-1]


def _tried(
    seen: Visits, origin: Origin, with_season: bool, near: dict[Candidate, Model]
) -> Trial | None:
    try:
        moment = known_on(
            seen, origin.day, horizon_days=origin.horizon_days, with_season=with_season
        )
    except ScienceError:  # nobody had bought yet
        return None
    people = moment.people
    if len(people) < FEWEST_CUSTOMERS or people.repeats.sum() < FEWEST_REPEATS:
        return None
    models = {candidate: fitted(candidate, people, near.get(candidate)) for candidate in Candidate}
    mixture = models[Candidate.MIXTURE]
    assert isinstance(mixture, Mixture)
    full = forecast(mixture, people, moment.horizon)
    said: dict[Candidate, Prediction] = {
        candidate: predicted(model, people, moment.horizon)
        for candidate, model in models.items()
        if candidate is not Candidate.MIXTURE
    }
    said[Candidate.MIXTURE] = Prediction(full.buys, full.expected)
    return Trial(moment, models, said, full, bought_after(seen, moment))
