"""Logs of made-up trades, each of another kind; drawn day by day, with no model of the package."""

import numpy as np

from regulars.science.statistics import Visits, visits

START = 20_000


def _log(rng, rows, *, amounts=True):
    who = np.concatenate([np.full(len(days), i) for i, days in enumerate(rows)])
    day = np.concatenate(rows).astype(int) + START
    return visits(who, day, rng.gamma(4.0, 5.0, len(who)) if amounts else None)


def grocer(people=700, until=480, seed=1) -> Visits:
    """Steady to very steady people of all ages, who now and then are away for two weeks."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(people):
        k, gap, leave = rng.choice([1, 2, 6, 12]), rng.gamma(3, 4) + 3, rng.beta(0.6, 14)
        day, days = rng.uniform(0, 300), []
        while day < until:
            days.append(day)
            if rng.random() < leave:
                break
            day += max(1.0, rng.gamma(k, gap / k)) + (14 if rng.random() < 0.04 else 0)
        rows.append(np.array(days))
    return _log(rng, rows)


def yearly(people=500, until=1700, seed=2) -> Visits:
    """Once a year, give or take five weeks."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(people):
        day, days, leave = rng.uniform(0, 1000), [], rng.beta(1, 6)
        while day < until:
            days.append(day)
            if rng.random() < leave:
                break
            day += max(30.0, rng.normal(365, 35))
        rows.append(np.array(days))
    return _log(rng, rows)


def staggered_with_returns(people=900, until=500, seed=3) -> Visits:
    """Random buyers who begin at any time; some purchases are given back."""
    rng = np.random.default_rng(seed)
    rows, paid = [], []
    for _ in range(people):
        rate, gone = rng.gamma(0.9, 1 / 30), rng.exponential(300)
        begin = rng.uniform(0, until - 1)
        end = min(until - begin, gone)
        days = begin + np.r_[0.0, rng.uniform(0, end, rng.poisson(rate * end))]
        money = rng.gamma(2.0, 20.0, len(days))
        back = rng.random(len(days)) < 0.15
        rows.append(np.concatenate([days, days[back] + 3]))
        paid.append(np.concatenate([money, -money[back]]))
    who = np.concatenate([np.full(len(days), i) for i, days in enumerate(rows)])
    day = np.concatenate(rows).astype(int) + START
    kept = day < START + until
    return visits(who[kept], day[kept], np.concatenate(paid)[kept])


def daily(people=150, until=500, seed=4) -> Visits:
    """A bakery: hundreds of visits per person."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(people):
        chance, gone = rng.beta(2.5, 1.5), rng.exponential(1500)
        days = np.flatnonzero(rng.random(until) < chance)
        rows.append(days[days < max(gone, 3)])
    return _log(rng, [days for days in rows if len(days)], amounts=False)


def garden_centre(people=500, years=4, seed=5) -> Visits:
    """Every three weeks from March to September, and nobody in winter."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(people):
        day, days, leave = rng.uniform(0, 365 * years - 300), [], rng.beta(0.8, 16)
        while day < 365 * years:
            if 70 < (day + START) % 365.25 < 270:
                days.append(day)
                if rng.random() < leave:
                    break
            day += max(1.0, rng.gamma(3, 7))
        if days:
            rows.append(np.array(days))
    return _log(rng, rows)
