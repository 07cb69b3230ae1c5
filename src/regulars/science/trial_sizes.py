"""What a trial could see at all, before and after it is run.

Two normal approximations, two-sided, for the share that buys. `customers_per_side` takes the
spread under "no effect" for the error and that of the two shares for the power (294 for 20 to
30 %; the arcsine version says 292). `smallest_lift` takes the spread of the two shares for both,
so that it can be told for uneven sides.
"""

import math

from scipy.optimize import brentq
from scipy.special import ndtri

from regulars.science.checks import ScienceError, count, share


def customers_per_side(
    base_share: float, lift_share: float, *, power: float = 0.8, confidence: float = 0.95
) -> int:
    """Customers needed on each of two even sides.

    base_share   in (0, 1), of those left alone who buy
    lift_share   > 0, and base_share + lift_share < 1
    power        in (0, 1), the chance to see it when it is there

    Returns a whole number. Raises ScienceError outside these ranges.

    Source: Fleiss, Levin, Paik (2003), "Statistical Methods for Rates and Proportions", 4.2,
    without the correction for continuity.
    """
    share(base_share=base_share, lift_share=lift_share, power=power, confidence=confidence)
    treated_share = base_share + lift_share
    share(base_share_and_lift=treated_share)
    middle = base_share + lift_share / 2
    under_none = float(ndtri((1 + confidence) / 2)) * math.sqrt(2 * middle * (1 - middle))
    under_some = float(ndtri(power)) * math.sqrt(_spread(base_share) + _spread(treated_share))
    return math.ceil(((under_none + under_some) / lift_share) ** 2)


def smallest_lift(
    customers: int,
    base_share: float,
    *,
    held_out_share: float = 0.5,
    explained_share: float = 0.0,
    power: float = 0.8,
    confidence: float = 0.95,
) -> float | None:
    """The smallest effect that this many customers could have shown.

    customers        whole number >= 2 that triggered the rule, both sides together
    base_share       in (0, 1), of those left alone who buy
    held_out_share   in (0, 1)
    explained_share  in [0, 1), what the prediction takes away of the spread (`compare` tells it)

    Returns a share, 0.36 for 50 customers who buy with 20 %, or None where not even a purchase of
    everybody would show. Raises ScienceError outside these ranges.

    Source: definition, lift = (z error + z power) times its standard error; the effective number
    with a covariate is n / (1 - R squared), Deng et al. (2013).
    """
    count(2, customers=customers)
    share(base_share=base_share, held_out_share=held_out_share, power=power, confidence=confidence)
    if not 0 <= explained_share < 1:
        raise ScienceError(f"expected explained_share in [0, 1), got {explained_share}")
    errors = float(ndtri((1 + confidence) / 2) + ndtri(power))
    effective = customers / (1 - explained_share)

    def excess(lift: float) -> float:
        held_out = _spread(base_share) / (effective * held_out_share)
        treated = _spread(base_share + lift) / (effective * (1 - held_out_share))
        return lift - errors * math.sqrt(held_out + treated)

    most = 1 - base_share
    return float(brentq(excess, 0.0, most)) if excess(most) > 0 else None


def _spread(of_share: float) -> float:
    return max(of_share * (1 - of_share), 0.0)
