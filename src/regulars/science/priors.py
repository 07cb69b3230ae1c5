"""What is believed before the records speak.

Likelihood alone finds on small or staggered bases that nobody ever leaves, or everybody. These
beliefs weigh as much as a handful of customers and are forgotten with some hundreds.
"""

import numpy as np

from regulars.science.checks import Floats
from regulars.science.fitting import Prior
from regulars.science.statistics import Statistics

GAP_DAYS = 30.0  # until a gap is seen


def guessed_gap(people: Statistics) -> float:
    """The mean of all gaps and one of GAP_DAYS: what to begin from, also where nobody came back.

    Returns days > 0.

    Source: own work.
    """
    return float((people.last_days.sum() + GAP_DAYS) / (people.repeats.sum() + 1))


def log_shares_of(at: Floats) -> Floats:
    """The logarithms of the ks' shares, from the free ones behind the first four parameters.

    Returns (len(ks),).

    Source: the softmax with the first held at 0.
    """
    free = np.concatenate(([0.0], at[4:]))
    top = free.max()
    return np.asarray(free - top - np.log(np.exp(free - top).sum()))


def leaving_after_purchases(gap_days: float, ks: tuple[int, ...] = (1,)) -> Prior:
    """What is believed before the records speak: keeps a small or staggered base from claiming
    that nobody or everybody leaves. Gaussian on log shape, log mean gap, logit of leaving after
    a purchase (centred at 0.18) and log(leave + stay); half a customer spread over the ks.

    Returns a function of the log parameters giving (log prior, gradient).

    Source: docs/science/models.md; the widths are those under which 50 customers suffice.
    """
    centre = np.array([0.0, np.log(gap_days), np.log(0.18 / 0.82), np.log(2.5)])
    width = np.array([0.7, 1.5, 1.0, 1.0])

    def log_prior(at: Floats) -> tuple[float, Floats]:
        shape, rate, leave, stay = at[:4]
        total = np.logaddexp(leave, stay)
        z = (np.array([shape, rate - shape, leave - stay, total]) - centre) / width
        pull = -z / width
        share = np.exp(leave - total)
        slope = np.zeros(len(at))
        slope[:4] = [
            pull[0] - pull[1],
            pull[1],
            pull[2] + pull[3] * share,
            -pull[2] + pull[3] * (1 - share),
        ]
        log_shares = log_shares_of(at)
        slope[4:] = 0.5 / len(ks) * (1 - len(ks) * np.exp(log_shares))[1:]
        return float(-0.5 * (z @ z) + 0.5 / len(ks) * log_shares.sum()), slope

    return log_prior


def leaving_at_any_time(gap_days: float, length_days: float) -> Prior:
    """The same for Pareto/NBD: Gaussian on log shape, log mean gap, log leave_shape and the log of
    leave_days / leave_shape, about how long a customer stays, centred at the records' length.

    Returns a function of the four log parameters giving (log prior, gradient).

    Source: docs/science/models.md.
    """
    centre = np.array([0.0, np.log(gap_days), 0.0, np.log(length_days)])
    width = np.array([0.7, 1.5, 0.7, 1.5])
    turned = np.array([[1.0, 0, 0, 0], [-1, 1, 0, 0], [0, 0, 1, 0], [0, 0, -1, 1]])

    def log_prior(at: Floats) -> tuple[float, Floats]:
        z = (turned @ at - centre) / width
        return float(-0.5 * (z @ z)), turned.T @ (-z / width)

    return log_prior
