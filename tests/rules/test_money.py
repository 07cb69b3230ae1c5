from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.money import from_minor, minor_digits, split_minor, to_minor

MINOR = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.34", "EUR", 1234),
        ("0.005", "EUR", 1),
        ("-0.005", "EUR", -1),
        ("33.333", "EUR", 3333),
        ("1000", "JPY", 1000),
        ("1000.5", "JPY", 1001),
        ("1.000", "KWD", 1000),
        ("1.0005", "KWD", 1001),
        ("5", "CLP", 5),
    ],
)
def test_half_a_minor_unit_goes_away_from_zero(amount, currency, minor):
    assert to_minor(Decimal(amount), currency) == minor


@given(MINOR, st.sampled_from(["EUR", "JPY", "KWD"]))
def test_minor_units_survive_the_way_there_and_back(minor, currency):
    assert to_minor(from_minor(minor, currency), currency) == minor


def test_currencies_have_their_own_digits():
    assert [minor_digits(code) for code in ("EUR", "JPY", "KWD")] == [2, 0, 3]


@given(MINOR, st.lists(st.integers(0, 10**6), min_size=1, max_size=9).filter(any))
def test_parts_sum_to_the_whole_and_keep_their_proportion(minor, weights):
    parts = split_minor(minor, weights)

    assert sum(parts) == minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - minor * weight / sum(weights)) <= 1 + 1e-3


def test_three_equal_parts_of_a_hundred():
    assert split_minor(100, [1, 1, 1]) == [34, 33, 33]


@pytest.mark.parametrize("weights", [[], [0, 0], [-1, 2]])
def test_weights_that_divide_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        split_minor(100, weights)
