"""When a guarantee is dull, and which limits are next."""

import pytest

from regulars.rules.charters import Unit
from regulars.rules.guarantees import LIMITS, is_dull, is_valued, looser, permille, tighter


@pytest.mark.parametrize(
    ("expected", "answers", "dull"), [(4, 4, None), (4, 5, True), (3, 5, False), (79, 100, False)]
)
def test_dull_is_what_almost_everybody_expects_anyway(expected, answers, dull):
    assert is_dull(expected, answers) is dull


@pytest.mark.parametrize(
    ("mattering", "answers", "valued"), [(4, 4, None), (3, 5, True), (5, 10, False)]
)
def test_valued_is_what_matters_to_more_than_half(mattering, answers, valued):
    assert is_valued(mattering, answers) is valued


def test_the_next_limits_on_either_side():
    days = LIMITS[Unit.DAYS]
    assert tighter(days, 5) == [4, 3, 2, 1]
    assert looser(days, 5) == 7
    assert looser(days, 60) is None
    assert tighter(days, 1) == []


def test_a_bound_is_never_rounded_up():
    assert permille(0.96999) == 969
    assert permille(0.97) == 970
