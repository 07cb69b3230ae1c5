import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.science.backtest import backtest, origins
from regulars.science.candidates import Candidate
from regulars.science.statistics import Visits, visits
from tests.science import logs


@given(st.integers(0, 3_000), st.integers(1, 5_000))
def test_origins_lie_inside_the_records_and_look_no_farther(length, horizon):
    found = origins(100, 100 + length, horizon)

    for origin in found:
        assert 100 <= origin.day < 100 + length
        assert origin.horizon_days >= 1
        assert origin.day + origin.horizon_days <= 100 + length
    assert [o.day for o in found] == sorted({o.day for o in found}, reverse=True)


def test_the_first_origin_mirrors_the_question():
    # nine months of records and nine months ahead: half and half
    middle = origins(0, 272, 273)[1]
    assert (middle.day + 1, middle.horizon_days) == (137, 136)
    # a year of records and a month ahead: months
    assert [o.horizon_days for o in origins(0, 364, 30)] == [28, 28, 28, 28]


def test_nothing_after_an_origin_moves_what_is_said_on_it():
    log = logs.grocer(200)
    until = int(log.on_day.max())
    first = backtest(log, until_day=until, horizon_days=60, with_season=False)[-1]
    kept = log.on_day <= first.moment.day
    after = np.random.default_rng(1).integers(first.moment.day + 1, until + 1, 3_000)
    other = visits(
        np.r_[log.customer[kept], np.arange(3_000) % 200], np.r_[log.on_day[kept], after]
    )  # fmt: skip

    again = backtest(other, until_day=until, horizon_days=60, with_season=False)[-1]

    assert again.moment.day == first.moment.day
    known = np.isin(again.moment.customer, first.moment.customer)
    for candidate in Candidate:
        assert again.said[candidate].buys[known] == pytest.approx(
            first.said[candidate].buys, abs=1e-9
        )
    assert not np.array_equal(again.came[known], first.came)


def empty() -> Visits:
    return visits(np.empty(0, int), np.empty(0, int))


@pytest.mark.parametrize(
    "log", [empty(), visits([0], [0]), visits(np.arange(500), np.zeros(500, int))]
)
def test_records_that_carry_none_have_none(log):
    assert backtest(log, until_day=300, horizon_days=30, with_season=False) == []
