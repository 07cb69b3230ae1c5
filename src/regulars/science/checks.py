"""What every function here refuses, in one voice."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class ScienceError(ValueError):
    """The numbers given make no sense. The message says which and what was expected."""


def columns(**given: ArrayLike) -> tuple[Floats, ...]:
    """The given columns as equal (n,) arrays of floats.

    Returns them in order. Raises ScienceError on lengths that differ, more than one dimension,
    or anything that is not a finite number.

    Source: none; this is the door.
    """
    arrays = tuple(np.asarray(values, dtype=np.float64) for values in given.values())
    shapes = {name: array.shape for name, array in zip(given, arrays, strict=True)}
    if len(set(shapes.values())) > 1 or any(len(shape) != 1 for shape in shapes.values()):
        said = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise ScienceError(f"expected equal (n,) arrays, got {said}")
    for name, array in zip(given, arrays, strict=True):
        if not np.isfinite(array).all():
            raise ScienceError(f"{name} holds a value that is not a finite number")
    return arrays


def share(**given: float) -> None:
    """Refuse what is not strictly between 0 and 1, NaN included.

    Returns nothing. Raises ScienceError.

    Source: none; this is the door.
    """
    for name, value in given.items():
        if not 0 < value < 1:
            raise ScienceError(f"expected {name} between 0 and 1, got {value}")


def count(least: int = 0, /, **given: float) -> None:
    """Refuse what is not a whole number of at least this much, NaN included.

    Returns nothing. Raises ScienceError.

    Source: none; this is the door.
    """
    for name, value in given.items():
        if not (value >= least and value % 1 == 0):
            raise ScienceError(f"expected {name} a whole number >= {least}, got {value}")
