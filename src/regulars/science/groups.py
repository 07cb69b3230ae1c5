"""What sets a chosen group of customers apart from the rest.

Every field is asked, and of many fields some look different by luck. So the group is drawn anew
at random many times, and only what stands out more than the most striking field of nearly all of
those draws is reported. It says what differs, not why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.science.checks import Floats, ScienceError, columns, count, share

FEWEST = 5  # customers on each side
FEWEST_ALIKE = 5  # with the same value of a category, and not more than all but these
CELLS = 2_000_000  # customers times draws at once, to stay small in memory


@dataclass(frozen=True)
class Difference:
    """One field in which the group differs.

    field         its name
    value         the category that is more or less frequent; None for numbers and yes/no
    is_share      the effect is a difference of shares, else of means in standard deviations
    group, rest   mean, or share, of the group and of the others
    effect        group minus rest, drawn to zero as far as few customers call for it
    noise_chance  how often the most striking field of a random group stands out as much
    """

    field: str
    value: str | None
    is_share: bool
    group: float
    rest: float
    effect: float
    noise_chance: float


def what_distinguishes(
    is_chosen: ArrayLike,
    *,
    numbers: Mapping[str, ArrayLike] | None = None,
    flags: Mapping[str, ArrayLike] | None = None,
    categories: Mapping[str, Sequence[str]] | None = None,
    noise_share: float = 0.05,
    draws: int = 999,
    seed: int = 0,
) -> tuple[Difference, ...]:
    """The fields in which a group differs from the rest by more than luck.

    is_chosen    (n,) 0 or 1, at least FEWEST of each
    numbers      name to (n,) numbers; give amounts and other skewed ones as logs
    flags        name to (n,) 0 or 1
    categories   name to n texts; a text shared by fewer than FEWEST_ALIKE is not asked
    noise_share  in (0, 1), the chance of reporting anything at all of a random group
    draws        whole number >= 99 of random groups, with this seed

    Returns the differences, the most striking first; none is a good answer. Fields with the same
    value for everybody are left out. Raises ScienceError on unequal lengths, NaN, a flag that is
    not 0 or 1, a field named twice, or too small a group.

    Source: Westfall, Young (1993), "Resampling-Based Multiple Testing", maximum statistic; Hedges
    (1981) for means, Agresti, Caffo (2000) for shares.
    """
    (chosen,) = columns(is_chosen=is_chosen)
    share(noise_share=noise_share)
    count(99, draws=draws)
    if not np.isin(chosen, (0, 1)).all():
        raise ScienceError("expected 0 or 1 for each customer")
    if min(chosen.sum(), chosen.size - chosen.sum()) < FEWEST:
        raise ScienceError(f"expected {FEWEST} customers or more in the group and outside")
    names, fields = _fields(chosen, numbers or {}, flags or {}, categories or {})
    if not names:
        return ()
    matrix = np.column_stack(fields)
    matrix = (matrix - matrix.mean(axis=0)) / matrix.std(axis=0)
    strikes = np.abs(chosen @ matrix)
    noise = _noise(chosen, matrix, draws, seed)
    chances = (1 + (noise[:, None] >= strikes * (1 - 1e-12)).sum(axis=0)) / (draws + 1)
    found = []
    for at in np.argsort(-strikes, kind="stable"):
        if chances[at] <= noise_share:
            found.append(_difference(names[at], fields[at], chosen == 1, float(chances[at])))
    return tuple(found)


Name = tuple[str, str | None, bool]


def _fields(
    chosen: Floats,
    numbers: Mapping[str, ArrayLike],
    flags: Mapping[str, ArrayLike],
    categories: Mapping[str, Sequence[str]],
) -> tuple[list[Name], list[Floats]]:
    """All that is asked, one column each; a category gives one for each of its texts."""
    if len({*numbers, *flags, *categories}) < len(numbers) + len(flags) + len(categories):
        raise ScienceError("expected each field to be named once")
    asked: list[tuple[Name, Floats]] = []
    for name, values in numbers.items():
        asked.append(((name, None, False), _column(name, values, chosen.size)))
    for name, values in flags.items():
        column = _column(name, values, chosen.size)
        if not np.isin(column, (0, 1)).all():
            raise ScienceError(f"expected {name} to be 0 or 1")
        asked.append(((name, None, True), column))
    for name, texts in categories.items():
        if len(texts) != chosen.size:
            raise ScienceError(f"expected {chosen.size} texts in {name}, got {len(texts)}")
        asked.extend(_levels(name, texts))
    kept = [(name, column) for name, column in asked if np.ptp(column) > 0]
    return [name for name, _ in kept], [column for _, column in kept]


def _column(name: str, values: ArrayLike, size: int) -> Floats:
    (column,) = columns(**{name: values})
    if column.size != size:
        raise ScienceError(f"expected {size} values in {name}, got {column.size}")
    return column


def _levels(name: str, texts: Sequence[str]) -> list[tuple[Name, Floats]]:
    levels, which, sizes = np.unique(np.asarray(texts), return_inverse=True, return_counts=True)
    enough = (sizes >= FEWEST_ALIKE) & (sizes <= len(texts) - FEWEST_ALIKE)
    return [
        ((name, str(levels[at]), True), (which == at).astype(np.float64))
        for at in np.flatnonzero(enough)
    ]


def _noise(chosen: Floats, matrix: Floats, draws: int, seed: int) -> Floats:
    """How far the most striking field of each random group of the same size stands out."""
    rng = np.random.default_rng(seed)
    most = []
    at_once = max(CELLS // chosen.size, 1)
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        groups = rng.permuted(np.broadcast_to(chosen, (size, chosen.size)), axis=1)
        most.append(np.abs(groups @ matrix).max(axis=1))
    return np.concatenate(most)


def _difference(name: Name, column: Floats, inside: NDArray[np.bool_], chance: float) -> Difference:
    field, value, is_share = name
    group, rest = column[inside], column[~inside]
    one, other = float(group.mean()), float(rest.mean())
    effect = _risk(group, rest) if is_share else _standardised(group, rest)
    return Difference(field, value, is_share, one, other, effect, chance)


def _risk(group: Floats, rest: Floats) -> float:
    """Difference of shares, one yes and one no added to each side."""
    inside, outside = (float((side.sum() + 1) / (side.size + 2)) for side in (group, rest))
    return inside - outside


def _standardised(group: Floats, rest: Floats) -> float:
    """Difference of means in standard deviations within the sides, less the bias of few."""
    free = group.size + rest.size - 2
    within = float(group.var() * group.size + rest.var() * rest.size) / free
    apart = float(group.mean() - rest.mean())
    if within == 0:  # one value on each side: take the spread of all, which is never zero here
        within = float(np.concatenate((group, rest)).var())
    return (1 - 3 / (4 * free - 1)) * apart / float(np.sqrt(within))
