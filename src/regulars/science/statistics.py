"""From a log of purchases to what a model needs of each customer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.science.checks import Floats, ScienceError, columns

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Statistics:
    """One row per customer, all (n,): sufficient for every model of this package.

    repeats      whole number >= 0   days with a purchase after the first
    last_days    days >= 0           from the first purchase to the last
    age_days     days >= last_days   from the first purchase to the end of the records
    log_gaps     log days            sum of the logarithms of the gaps between purchases
    """

    repeats: Floats
    last_days: Floats
    age_days: Floats
    log_gaps: Floats

    def __post_init__(self) -> None:
        given = columns(
            repeats=self.repeats,
            last_days=self.last_days,
            age_days=self.age_days,
            log_gaps=self.log_gaps,
        )
        for name, array in zip(self.__slots__, given, strict=True):
            object.__setattr__(self, name, array)
        x, last, age, _ = given
        if not ((x >= 0) & (x % 1 == 0) & (last >= 0) & (last <= age)).all():
            raise ScienceError("expected whole repeats >= 0 and 0 <= last_days <= age_days")
        if not ((x > 0) | (last == 0)).all():
            raise ScienceError("expected last_days of 0 where there is no repeat purchase")

    def __len__(self) -> int:
        return len(self.repeats)

    def rows(self, chosen: slice | NDArray[np.bool_] | Ints) -> "Statistics":
        """The same for some of the customers; looked at once, they are not checked again."""
        some = object.__new__(Statistics)
        for name in self.__slots__:
            object.__setattr__(some, name, getattr(self, name)[chosen])
        return some


@dataclass(frozen=True, slots=True)
class Visits:
    """Purchases with several of a day counted once, by customer and then by day; all (m,).

    customer   0 .. customers-1
    on_day     whole days since any fixed day
    amount     what was paid that day, in any one unit; NaN-free, zeros where unknown
    """

    customer: Ints
    on_day: Ints
    amount: Floats
    customers: int


def visits(customer: ArrayLike, on_day: ArrayLike, amount: ArrayLike | None = None) -> Visits:
    """One row per customer and day with a purchase.

    customer   (m,) whole number >= 0   a number per customer
    on_day     (m,) whole number        the local day of the purchase
    amount     (m,) or None             what was paid; rows below zero are refunds and no visit

    Returns Visits, sorted. Refunds lower the amount of nothing here: they are left out, since
    money given back is no visit. Raises ScienceError on lengths that differ or values that are
    not whole numbers.

    Source: definition; the sort on one combined key is what makes it quick.
    """
    people, days = np.asarray(customer), np.asarray(on_day)
    if people.shape != days.shape or people.ndim != 1:
        raise ScienceError(f"expected equal (m,) arrays, got {people.shape} and {days.shape}")
    if not (np.issubdtype(people.dtype, np.integer) and np.issubdtype(days.dtype, np.integer)):
        raise ScienceError("expected whole numbers for customer and on_day")
    paid = None if amount is None else np.asarray(amount, dtype=np.float64)
    if paid is not None:
        if paid.shape != people.shape:
            raise ScienceError(f"expected amounts {people.shape}, got {paid.shape}")
        if not np.isfinite(paid).all():
            raise ScienceError("amount holds a value that is not a finite number")
        kept = paid >= 0
        if not kept.all():
            people, days, paid = people[kept], days[kept], paid[kept]
    if not len(people):
        return Visits(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), 0)
    if people.min() < 0:
        raise ScienceError("expected customers numbered from 0")
    begin = int(days.min())
    width = int(days.max()) - begin + 1
    end = (int(people.max()) + 1) * width
    whole = np.dtype(np.int32 if end < 2**31 else np.int64)  # half as wide sorts twice as fast
    key: NDArray[Any] = people.astype(whole) * width + (days.astype(np.int64) - begin).astype(whole)
    if paid is None:
        key = key if _is_sorted(key) else np.sort(key)
        seen = key[_firsts(key)]
        sums = np.zeros(len(seen))
    else:
        key, paid = _sorted_with(key, paid)
        starts = np.flatnonzero(_firsts(key))
        seen, sums = key[starts], np.add.reduceat(paid, starts)
    who = seen // width
    day = seen - who * width
    return Visits(who.astype(np.int64), day.astype(np.int64) + begin, sums, int(people.max()) + 1)


def _is_sorted(key: Ints) -> bool:
    return bool((key[1:] >= key[:-1]).all())


def _firsts(key: Ints) -> NDArray[np.bool_]:
    """Where a value stands for the first time in a sorted array."""
    first = np.ones(len(key), dtype=bool)
    np.not_equal(key[1:], key[:-1], out=first[1:])
    return first


def _sorted_with(key: Ints, paid: Floats) -> tuple[Ints, Floats]:
    """Both in the order of the key. Sorting values is several times quicker than sorting places,
    so key and place travel in one number where they fit."""
    if _is_sorted(key):
        return key, paid
    bits = len(key).bit_length()
    if int(key.max()).bit_length() + bits < 63:
        packed = np.sort((key.astype(np.int64) << bits) | np.arange(len(key)))
        return packed >> bits, paid[packed & ((1 << bits) - 1)]
    order = np.argsort(key, kind="stable")
    return key[order], paid[order]


def statistics(
    seen: Visits, *, until_day: int, clock: Callable[[Ints], Floats] | None = None
) -> tuple[Ints, Statistics]:
    """What the visits up to and with `until_day` say of each customer who had one.

    clock   tells the time at the end of each day, rising; days themselves if None. A season's
            clock (season.py) goes slowly through the quiet months.

    Returns the customers' numbers (n,) rising, and their Statistics (n,). Raises ScienceError
    where nobody had a visit by then.

    Source: Fader, Hardie, Lee (2005), the (x, t_x, T) of a customer; the sum of log gaps is what
    Erlang gaps need besides (Platzer and Reutterer 2021).
    """
    if len(seen.on_day) and int(seen.on_day.max()) > until_day:
        kept = seen.on_day <= until_day
        customer, day = seen.customer[kept], seen.on_day[kept]
    else:
        customer, day = seen.customer, seen.on_day
    if not len(customer):
        raise ScienceError("there is no purchase up to that day")
    starts = np.flatnonzero(_firsts(customer))
    ends = np.concatenate((starts[1:], [len(customer)])) - 1
    time = day if clock is None else clock(day)
    now = until_day if clock is None else clock(np.array([until_day]))[0]
    first, last = time[starts], time[ends]
    gaps = np.ones(len(time))
    np.subtract(time[1:], time[:-1], out=gaps[1:], dtype=np.float64)
    gaps[starts] = 1.0  # log 1 = 0: no gap before the first purchase
    np.log(gaps, out=gaps)
    return customer[starts], Statistics(
        (ends - starts).astype(np.float64),
        (last - first).astype(np.float64),
        np.maximum(now - first, last - first).astype(np.float64),
        np.add.reduceat(gaps, starts),
    )
