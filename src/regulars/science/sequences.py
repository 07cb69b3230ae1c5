"""Bounds that hold however often one looks.

An ordinary interval is right at one look, chosen before. These are right at all looks at once,
for 1.55 times the width where they are tuned, so that an owner may look every morning and stop
when they please. Tuned for 50 to 150 customers; a web-scale tuning would be four times as wide.
"""

import math
from collections.abc import Callable

from scipy.optimize import brentq
from scipy.special import betaincc, betaln, log_ndtr, xlog1py, xlogy

from regulars.science.checks import ScienceError, share

TUNED_FOR = 100  # orders, or customers in each half of a trial
EDGE = 1e-9  # as near to 0 and 1 as a share is looked for


def mixture_scale(
    tuned_for: float = TUNED_FOR, *, confidence: float = 0.95, is_one_sided: bool = False
) -> float:
    """The width rho of the normal mixture that is narrowest at a given variance.

    tuned_for   > 0, the accumulated variance, that is the number of unit-variance steps
    confidence  in (0, 1), one-sided in (.5, 1)

    Returns rho > 0. Raises ScienceError outside these ranges.

    Source: Howard, Ramdas, McAuliffe, Sekhon (2021), Annals of Statistics 49(2), section 3.5.
    """
    error = _error(confidence, is_one_sided)
    if not 0 < tuned_for < math.inf:
        raise ScienceError(f"expected tuned_for > 0, got {tuned_for}")
    evidence = -2 * math.log(error)
    return tuned_for / (evidence + math.log1p(evidence))


def log_mixture(
    total: float, variance: float, scale: float, *, is_one_sided: bool = False
) -> float:
    """Log evidence against a mean of zero (one-sided: of at most zero).

    total     sum of the steps
    variance  >= 0, sum of their variances
    scale     > 0, from `mixture_scale`

    Returns a log; above log(1 / (1 - confidence)) the mean is not zero. Raises ScienceError
    outside these ranges.

    Source: Howard et al. (2021), propositions 5 and 6.
    """
    _variance(variance, scale)
    if not math.isfinite(total):
        raise ScienceError(f"expected a finite total, got {total}")
    both = variance + scale
    log = 0.5 * math.log(scale / both) + total * total / (2 * both)
    return log + math.log(2) + float(log_ndtr(total / math.sqrt(both))) if is_one_sided else log


def sum_bound(
    variance: float, scale: float, *, confidence: float = 0.95, is_one_sided: bool = False
) -> float:
    """How far a sum of mean zero strays at most, at any time.

    variance, scale  as in `log_mixture`

    Returns the distance, >= 0. Raises ScienceError outside these ranges.

    Source: Howard et al. (2021), equation 14; one-sided by root finding.
    """
    _error(confidence, is_one_sided)
    _variance(variance, scale)
    both = variance + scale
    outer = math.sqrt(both * (math.log(both / scale) - 2 * math.log(1 - confidence)))
    if not is_one_sided:
        return outer
    wanted = -math.log(1 - confidence)
    return _root(lambda s: log_mixture(s, variance, scale, is_one_sided=True) - wanted, outer, 0.0)


def always_valid_errors(
    customers: float, *, tuned_for: float = TUNED_FOR, confidence: float = 0.95
) -> float:
    """Standard errors on each side of an estimate that hold at every look.

    customers   > 0 behind the estimate
    tuned_for   > 0 customers at which the interval is narrowest for its looks

    Returns a factor, 3.04 at 100 tuned for 100 where a single look takes 1.96. It leans on the
    normal shape of a mean: from some 25 customers on. Raises ScienceError outside these ranges.

    Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas (2021), "Time-uniform central limit
    theory".
    """
    if not 0 < customers < math.inf:
        raise ScienceError(f"expected customers > 0, got {customers}")
    scale = mixture_scale(tuned_for, confidence=confidence)
    return sum_bound(customers, scale, confidence=confidence) / math.sqrt(customers)


def share_interval(
    kept: float, orders: float, *, tuned_for: float = TUNED_FOR, confidence: float = 0.95
) -> tuple[float, float]:
    """Where a true share lies, at every look.

    kept, orders  0 <= kept <= orders, orders > 0
    tuned_for     orders at which it is narrowest; more than 8, else the tuning has no room

    Returns (low, high) in [0, 1]. Exact for independent orders. Raises ScienceError outside these
    ranges.

    Source: Howard et al. (2021), proposition 7: beta-binomial mixture.
    """
    scale = _prior_orders(kept, orders, tuned_for, confidence, is_one_sided=False)
    wanted, middle = -math.log(1 - confidence), kept / orders

    def excess(at: float) -> float:
        return _log_beta_mixture(at, kept, orders, scale) - wanted

    low = 0.0 if kept == 0 else _root(excess, EDGE, min(middle, 1 - EDGE))
    high = 1.0 if kept == orders else _root(excess, 1 - EDGE, max(middle, EDGE))
    return low, high


def share_lower_bound(
    kept: float, orders: float, *, tuned_for: float = TUNED_FOR, confidence: float = 0.95
) -> float:
    """What a true share is at least, at every look.

    kept, orders, tuned_for  as in `share_interval`

    Returns a share in [0, 1). Exact for independent orders; narrower than the lower end of
    `share_interval`, wider than `guarantees.kept_share_bound`. Raises ScienceError outside these
    ranges.

    Source: Howard et al. (2021), proposition 7, one-sided: only larger shares are bet on.
    """
    scale = _prior_orders(kept, orders, tuned_for, confidence, is_one_sided=True)
    wanted = -math.log(1 - confidence)
    if kept == 0:
        return 0.0

    def excess(at: float) -> float:
        a, b = at * scale, (1 - at) * scale
        larger = float(betaincc(a + kept, b + orders - kept, at) / betaincc(a, b, at))
        if larger == 0:
            return -wanted
        return _log_beta_mixture(at, kept, orders, scale) + math.log(larger) - wanted

    return _root(excess, EDGE, min(kept / orders, 1 - EDGE))


def _log_beta_mixture(at: float, kept: float, orders: float, scale: float) -> float:
    """Log evidence against the share `at`, betting on shares drawn around it."""
    a, b = at * scale, (1 - at) * scale
    bet = betaln(a + kept, b + orders - kept) - betaln(a, b)
    return float(bet - xlogy(kept, at) - xlog1py(orders - kept, -at))


def _prior_orders(
    kept: float, orders: float, tuned_for: float, confidence: float, *, is_one_sided: bool
) -> float:
    """How tightly the bets lie around a share, as orders of a beta prior."""
    if not (0 <= kept <= orders and 0 < orders < math.inf):
        raise ScienceError(f"expected 0 <= kept <= orders and orders > 0, got {kept} of {orders}")
    scale = mixture_scale(tuned_for, confidence=confidence, is_one_sided=is_one_sided) - 1
    if scale <= 0:
        raise ScienceError(f"expected more orders to tune for than {tuned_for}")
    return scale


def _error(confidence: float, is_one_sided: bool) -> float:
    share(confidence=confidence)
    error = 1 - confidence
    if is_one_sided and confidence <= 0.5:
        raise ScienceError(f"expected confidence above .5 on one side, got {confidence}")
    return 2 * error if is_one_sided else error


def _variance(variance: float, scale: float) -> None:
    if not (0 <= variance < math.inf and 0 < scale < math.inf):
        raise ScienceError(f"expected variance >= 0 and scale > 0, got {variance} and {scale}")


def _root(excess: Callable[[float], float], outer: float, inner: float) -> float:
    """Where evidence passes what is wanted; the outer end where it never does."""
    if excess(outer) <= 0:
        return outer
    return float(brentq(excess, outer, inner, xtol=1e-13, rtol=1e-13))
