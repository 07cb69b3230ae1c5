"""The models that compete, in one shape: fitted on a moment, each says who buys and how often."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from regulars.science import bgnbd, nbd, pareto
from regulars.science.checks import Floats
from regulars.science.forecast import forecast
from regulars.science.mixture import KS, fit_mixture
from regulars.science.statistics import Statistics

QUICK = 1e-7  # log-likelihood per customer; a shop's sampling noise is a million times that
MOST_FITTED = 40_000  # customers: more change no parameter in a digit that is shown


class Candidate(StrEnum):
    NBD = "nbd"
    BG_NBD = "bg_nbd"
    MBG_NBD = "mbg_nbd"
    PARETO_NBD = "pareto_nbd"
    MIXTURE = "mixture"


@dataclass(frozen=True, slots=True)
class Prediction:
    buys: Floats  # (n,) chance of a purchase within the horizon
    expected: Floats  # (n,) purchases within it, on average


Model = Any  # the frozen dataclass of one of the models


def fitted(candidate: Candidate, people: Statistics, near: Model | None = None) -> Model:
    """The candidate's parameters on these customers, or on a sample of MOST_FITTED.

    near   the same candidate's model of other records, to begin from

    Returns the model's frozen dataclass. Raises ScienceError on nobody.

    Source: each model's own fit.
    """
    step = -(-len(people) // MOST_FITTED)
    some = people.rows(slice(None, None, step)) if step > 1 else people
    if candidate is Candidate.NBD:
        return nbd.fit_nbd(some, enough=QUICK, near=near)[0]
    if candidate is Candidate.BG_NBD:
        return bgnbd.fit_bgnbd(some, with_prior=True, enough=QUICK, near=near)[0]
    if candidate is Candidate.PARETO_NBD:
        return pareto.fit_pareto(some, with_prior=True, enough=QUICK, near=near)[0]
    ks = (1,) if candidate is Candidate.MBG_NBD else KS
    return fit_mixture(some, ks, enough=QUICK, near=near)[0]


def predicted(model: Model, people: Statistics, horizon: float) -> Prediction:
    """What a fitted candidate says of the next `horizon` > 0, on the clock of `people`.

    Returns Prediction.

    Source: each model's own forecast.
    """
    if isinstance(model, nbd.Nbd):
        return Prediction(
            nbd.probability_buys(model, people, horizon),
            nbd.expected_purchases(model, people, horizon),
        )
    if isinstance(model, bgnbd.BgNbd):
        return Prediction(*bgnbd.purchases(model, people, horizon))
    if isinstance(model, pareto.ParetoNbd):
        return Prediction(
            pareto.probability_buys(model, people, horizon),
            pareto.expected_purchases(model, people, horizon),
        )
    seen = forecast(model, people, horizon)
    return Prediction(seen.buys, seen.expected)


def numbers(model: Model) -> dict[str, Any]:
    """The model's parameters by name, for a report.

    Returns plain numbers.

    Source: none.
    """
    return asdict(model)
