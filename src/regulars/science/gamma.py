"""log Gamma and its slope, without the half second that importing scipy.special takes."""

from functools import lru_cache

import numpy as np

from regulars.science.checks import Floats

# Bernoulli numbers over 2j (2j - 1): Stirling's series, good to 1e-15 from SAFE on
STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
SAFE = 12


def log_gamma(z: Floats) -> Floats:
    """Natural logarithm of Gamma.

    z   any shape, > 0
    Returns the same shape, exact to about 1e-14 of its size.

    Source: Abramowitz and Stegun (1964), 6.1.15 and 6.1.41.
    """
    z = np.asarray(z, dtype=np.float64)
    shifted = z < SAFE
    product = np.where(shifted, _rising(z), 1.0)
    at = np.where(shifted, z + SAFE, z)
    inverse = 1 / at
    series = _horner(STIRLING, inverse * inverse) * inverse
    sum_: Floats = (at - 0.5) * np.log(at) - at + 0.5 * np.log(2 * np.pi) + series
    return sum_ - np.log(product)


def digamma(z: Floats) -> Floats:
    """Slope of log Gamma.

    z   any shape, > 0
    Returns the same shape.

    Source: Abramowitz and Stegun (1964), 6.3.5 and 6.3.18.
    """
    z = np.asarray(z, dtype=np.float64)
    shifted = z < SAFE
    before = np.zeros_like(z)
    for j in range(SAFE):
        before += 1 / (z + j)
    at = np.where(shifted, z + SAFE, z)
    square = 1 / (at * at)
    slopes = tuple(c * (2 * j + 1) for j, c in enumerate(STIRLING))
    value: Floats = np.log(at) - 0.5 / at - _horner(slopes, square) * square
    return value - np.where(shifted, before, 0.0)


def _rising(z: Floats) -> Floats:
    """z (z + 1) … (z + SAFE - 1), of those small enough to need it."""
    small = np.minimum(z, float(SAFE))
    product = small.copy()
    for j in range(1, SAFE):
        product *= small + j
    return product


def _horner(coefficients: tuple[float, ...], x: Floats) -> Floats:
    value = np.full_like(x, coefficients[-1])
    for c in reversed(coefficients[:-1]):
        value = np.asarray(value * x + c)
    return value


def log_gamma_ratio(shift: float, counts: Floats, times: int = 1) -> tuple[Floats, Floats]:
    """log Gamma(shift + times x) - log Gamma(shift) of each whole x, and its slope by `shift`.

    shift    > 0
    counts   (n,) whole number >= 0
    Returns ((n,), (n,)).

    Source: definition; a table over the distinct counts, since they are few.
    """
    top = int(counts.max(initial=0.0))
    if top > 4 * len(counts) + 1_000:  # a table would be longer than the rows
        at, zero = shift + times * counts, np.array([shift])
        return log_gamma(at) - log_gamma(zero), digamma(at) - digamma(zero)
    which = counts.astype(np.intp)
    values, slopes = _table(shift, times, _room(top))
    return values[which], slopes[which]


def _room(top: int) -> int:
    """A table for counts up to `top`, and some more, so that the next piece finds it made."""
    return 1 << (top + 1).bit_length()


@lru_cache(maxsize=64)
def _table(shift: float, times: int, room: int) -> tuple[Floats, Floats]:
    at = shift + times * np.arange(room, dtype=np.float64)
    values, slopes = log_gamma(at), digamma(at)
    values, slopes = values - values[0], slopes - slopes[0]
    values.flags.writeable = slopes.flags.writeable = False
    return values, slopes


def log_gamma_sums(shift: float, tally: Floats) -> tuple[float, float]:
    """Sums of the same over customers, who come tallied by their counts.

    tally   (most + 1,) how many customers have each count
    Returns (sum of values, sum of slopes).

    Source: definition.
    """
    values, slopes = _table(shift, 1, _room(len(tally)))
    return float(tally @ values[: len(tally)]), float(tally @ slopes[: len(tally)])
