"""Forecasts against customers drawn with their rates and chances, weighted by their records."""

import numpy as np
import pytest
from scipy.stats import gamma

from regulars.science.checks import ScienceError
from regulars.science.forecast import forecast, next_visit_days
from regulars.science.mixture import Mixture
from regulars.science.statistics import Statistics

MODEL = Mixture((1, 3), (0.6, 0.4), 1.3, 15.0, 0.7, 3.0, skip=0.0)
GAPS = [np.array([]), np.array([9.0, 11.0, 10.0]), np.array([2.0, 30.0])]
SILENCE = np.array([20.0, 12.0, 25.0])
PEOPLE = Statistics(
    [len(g) for g in GAPS],
    [g.sum() for g in GAPS],
    [g.sum() + s for g, s in zip(GAPS, SILENCE, strict=True)],
    [np.log(g).sum() for g in GAPS],
)
DAYS = 30.0


def drawn(gaps: np.ndarray, quiet: float, people: int = 400_000):
    """Weights of drawn customers who are active, of those who left, and the former's waits for
    the next purchases (people, 12), infinite after leaving."""
    rng = np.random.default_rng(10)
    k = rng.choice(MODEL.ks, people, p=MODEL.shares)
    rate = rng.gamma(MODEL.shape, 1 / MODEL.rate_days, people)
    leave = rng.beta(MODEL.leave, MODEL.stay, people)
    density = gamma(k, scale=1 / (k * rate))
    seen = np.prod([density.pdf(g) for g in gaps], axis=0) * (1 - leave) ** len(gaps)
    active, left = seen * (1 - leave) * density.sf(quiet), seen * leave
    # the running gap, given that it is longer than the silence so far
    running = density.isf(rng.random(people) * density.sf(quiet)) - quiet
    waits = np.column_stack([running, rng.gamma(k[:, None], 1 / (k * rate)[:, None], (people, 11))])
    stays = rng.random((people, 11)) >= leave[:, None]
    gone = np.column_stack([np.zeros(people, bool), ~np.logical_and.accumulate(stays, axis=1)])
    return active, left, np.where(gone, np.inf, waits.cumsum(axis=1))


@pytest.mark.parametrize("who", range(3))
def test_by_definition(who):
    active, left, bought_at = drawn(GAPS[who], SILENCE[who])
    count = (bought_at <= DAYS).sum(axis=1)
    weight = active / (active.sum() + left.sum())

    found = forecast(MODEL, PEOPLE, DAYS)

    assert found.active[who] == pytest.approx(weight.sum(), abs=0.01)
    assert found.buys[who] == pytest.approx(weight @ (count > 0), abs=0.01)
    assert found.expected[who] == pytest.approx(weight @ count, rel=0.02)
    middle = np.flatnonzero([weight @ (count > i) <= 0.5 for i in range(12)])[0]
    assert found.median[who] == middle


@pytest.mark.parametrize("who", range(3))
def test_the_next_visit_by_definition(who):
    active, _, bought_at = drawn(GAPS[who], SILENCE[who])
    order = np.argsort(bought_at[:, 0])
    reached = np.cumsum(active[order]) / active.sum()

    found = [days[who] for days in next_visit_days(MODEL, PEOPLE)]

    drawn_days = [bought_at[order, 0][np.searchsorted(reached, part)] for part in (0.1, 0.5, 0.9)]
    assert found == pytest.approx(drawn_days, rel=0.03)


def test_the_chance_that_a_gap_is_so_long_by_definition():
    found = forecast(MODEL, PEOPLE, DAYS).overdue
    rng = np.random.default_rng(11)
    k = rng.choice(MODEL.ks, 400_000, p=MODEL.shares)
    rate = rng.gamma(MODEL.shape, 1 / MODEL.rate_days, 400_000)
    density = gamma(k, scale=1 / (k * rate))
    for who, gaps in enumerate(GAPS):
        seen = np.prod([density.pdf(g) for g in gaps], axis=0) * np.ones(len(k))
        longer = (seen * density.sf(SILENCE[who])).sum() / seen.sum()
        assert found[who] == pytest.approx(longer, abs=0.01)


def test_hundreds_of_visits_are_forecast_in_range():
    busy = Statistics([700], [725], [726], [np.log(1.03) * 700])
    model = Mixture((1, 4, 9), (0.4, 0.3, 0.3), 2.0, 6.0, 0.5, 30.0)

    found = forecast(model, busy, 90.0)

    # a steady one who was here yesterday comes about daily, and may leave
    assert 50 < found.expected[0] < 95
    assert 50 < found.median[0] <= 95
    assert 0.9 < found.buys[0] <= 1


@pytest.mark.parametrize("days", [0.0, -1.0, np.nan])
def test_a_horizon_that_is_none_is_refused(days):
    with pytest.raises(ScienceError, match="horizon"):
        forecast(MODEL, PEOPLE, days)
