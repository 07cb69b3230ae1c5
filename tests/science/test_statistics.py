import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.science.checks import ScienceError
from regulars.science.statistics import Statistics, statistics, visits

LOGS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(-30, 30), st.integers(-3, 9)), min_size=1, max_size=60
)


def plainly(rows, until):
    """Customer by customer, with sets and loops."""
    found = {}
    for person in sorted({c for c, _, paid in rows if paid >= 0}):
        days = sorted({d for c, d, paid in rows if c == person and paid >= 0 and d <= until})
        if days:
            gaps = np.diff(days)
            found[person] = (
                len(days) - 1, days[-1] - days[0], until - days[0], np.log(gaps).sum()
            )  # fmt: skip
    return found


@given(LOGS, st.booleans())
def test_the_same_as_counted_by_hand(rows, with_amounts):
    kept = rows if with_amounts else [(c, d, 1) for c, d, _ in rows]
    c, d, paid = (np.array(column) for column in zip(*kept, strict=True))
    expected = plainly(kept, 10)

    seen = visits(c, d, paid if with_amounts else None)
    if not expected:
        with pytest.raises(ScienceError, match="no purchase"):
            statistics(seen, until_day=10)
        return
    who, people = statistics(seen, until_day=10)

    assert list(who) == list(expected)
    counted = np.array(list(expected.values()))
    got = [people.repeats, people.last_days, people.age_days, people.log_gaps]
    assert np.stack(got, axis=1) == pytest.approx(counted, abs=1e-9)


@given(LOGS)
def test_a_day_is_one_visit_and_its_amounts_add_up(rows):
    c, d, paid = (np.array(column) for column in zip(*rows, strict=True))

    seen = visits(c, d, paid)

    assert seen.amount.sum() == paid[paid >= 0].sum()
    assert len(set(zip(seen.customer, seen.on_day, strict=True))) == len(seen.on_day)


def test_days_far_apart_do_not_mix_customers():
    far = np.array([2**40, 2**40 + 1, 2**40 + 1])

    seen = visits(np.array([5, 1, 5]), far, np.array([1.0, 2.0, 3.0]))

    assert list(seen.customer) == [1, 5, 5]
    assert list(seen.amount) == [2, 1, 3]


@pytest.mark.parametrize(
    ("x", "last", "age"), [(-1, 0, 1), (1.5, 1, 1), (1, 2, 1), (0, 1, 2), (np.nan, 0, 1)]
)
def test_impossible_customers_are_refused(x, last, age):
    with pytest.raises(ScienceError):
        Statistics([x], [last], [age], [0.0])


@pytest.mark.parametrize(
    ("who", "day", "paid"),
    [([0, 1], [0], None), ([0.5], [0], None), ([-1], [0], None), ([0], [0], [np.nan])],
)
def test_impossible_logs_are_refused(who, day, paid):
    with pytest.raises(ScienceError):
        visits(np.array(who), np.array(day), paid)
