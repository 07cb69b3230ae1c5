"""What a further visit of each customer is worth."""

import numpy as np

from regulars.science.checks import Floats, ScienceError
from regulars.science.gammagamma import GammaGamma, expected_amount, fit_gammagamma

FEWEST = 50  # customers with two paid visits, below which no model of amounts is fitted
HEAVY = 2.0  # a q below this leaves the mean to a few large amounts
PRIOR_VISITS = 2.0  # that everybody's amount weighs as much as, where there is no model
LARGEST = 0.99  # amounts above this part of all are taken as that
MOST_FITTED = 10_000


def expected_amounts(visits: Floats, mean_amount: Floats) -> tuple[Floats, GammaGamma | None]:
    """What one further visit of each customer brings on average, in the unit of the amounts.

    visits        (n,) >= 1   visits so far
    mean_amount   (n,) >= 0   paid per visit

    Returns (n,) >= 0 and the model; NaN throughout where nobody paid anything. No model: few
    customers or amounts with heavy tails; then own and everybody's trimmed mean are weighed.

    Source: Fader and Hardie (2013), note 025; the fallback is a shrunken trimmed mean.
    """
    paid = mean_amount > 0
    if not paid.any():
        return np.full(len(visits), np.nan), None
    if (paid & (visits >= 2)).sum() >= FEWEST:
        step = -(-int(paid.sum()) // MOST_FITTED)
        try:
            model, _ = fit_gammagamma(visits[paid][::step], mean_amount[paid][::step])
            if model.q > HEAVY:
                return np.asarray(expected_amount(model, visits * paid, mean_amount)), model
        except ScienceError:
            pass  # the trimmed mean below always exists
    trimmed = np.minimum(mean_amount, np.quantile(mean_amount[paid], LARGEST))
    everybody = float(trimmed[paid].mean())
    weight = visits / (visits + PRIOR_VISITS) * paid
    return np.asarray(weight * trimmed + (1 - weight) * everybody), None
