"""How good a forecast was."""

from dataclasses import dataclass

import numpy as np

from regulars.science.checks import Floats


def brier(chance: Floats, came: Floats) -> Floats:
    """Squared distance between a chance and whether anything came.

    Returns (n,) in [0, 1].

    Source: Brier (1950).
    """
    return np.asarray((chance - (came > 0)) ** 2)


def deviance(expected: Floats, came: Floats) -> Floats:
    """How badly an expected count explains what came, half a unit deviance of a Poisson.

    Returns (n,) >= 0.

    Source: McCullagh and Nelder (1989).
    """
    mean = np.maximum(expected, 1e-3)
    return np.asarray(came * np.log(np.maximum(came, 1e-12) / mean) - came + mean)


def ranking(score: Floats, happened: Floats) -> float:
    """Chance that of two customers, one to whom it happened and one not, the first scores higher.

    Returns a number in [0, 1]; 0.5 says nothing, NaN where one kind is missing.

    Source: area under the curve by ranks (Hanley and McNeil 1982); ties count half.
    """
    yes = happened > 0
    if not yes.any() or yes.all():
        return float("nan")
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    many = yes.sum()
    return float((rank[yes].sum() - many * (many + 1) / 2) / (many * (~yes).sum()))


@dataclass(frozen=True)
class Bin:
    """Of those who were given about the same chance: how many, the chance, what came."""

    customers: int
    said: float
    came: float


def bins(chance: Floats, happened: Floats, count: int = 10) -> list[Bin]:
    """Chances in `count` classes of equal width, and what came of each.

    Returns Bins of the classes that hold anybody, rising.

    Source: the reliability diagram (Murphy and Winkler 1977).
    """
    which = np.minimum((chance * count).astype(int), count - 1)
    return [
        Bin(int(here.sum()), float(chance[here].mean()), float(happened[here].mean()))
        for i in range(count)
        if (here := which == i).any()
    ]


def calibration_error(chance: Floats, happened: Floats) -> float:
    """Mean distance between what was said and what came, over ten classes of equal width.

    Returns a number in [0, 1]; NaN of nobody.

    Source: expected calibration error (Naeini, Cooper, Hauskrecht 2015).
    """
    if not len(chance):
        return float("nan")
    return sum(b.customers * abs(b.said - b.came) for b in bins(chance, happened)) / len(chance)
