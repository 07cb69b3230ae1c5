import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.rhythm_words import (
    DAYS_IN,
    Steadiness,
    Unit,
    fraction,
    fraction_range,
    in_unit,
    steadiness,
)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0.2, (1, Unit.DAYS)),
        (31, (31, Unit.DAYS)),
        (56.4, (56, Unit.DAYS)),
        (63, (9, Unit.WEEKS)),
        (152, (5, Unit.MONTHS)),
        (364, (12, Unit.MONTHS)),
        (740, (2, Unit.YEARS)),
    ],
)
def test_times_are_said_in_the_unit_people_use(days, said):
    assert in_unit(days) == said


@given(st.floats(1, 5_000))
def test_what_is_said_is_close_to_what_is_meant(days):
    count, unit = in_unit(days)

    assert count * DAYS_IN[unit] == pytest.approx(days, rel=0.34)


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, (0, 1)), (0.06, (1, 20)), (0.27, (1, 4)), (0.5, (1, 2)), (0.76, (3, 4)), (1, (1, 1))],
)
def test_shares_are_said_as_one_in_so_many(share, said):
    assert fraction(share) == said


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="share"):
        fraction(share)


def test_steadiness_runs_from_very_steady_to_random():
    said = [steadiness(spread) for spread in (0.0, 0.3, 0.6, 1.0)]

    assert said == list(Steadiness)


@pytest.mark.parametrize(
    ("share", "fifths"),
    [(0.0, (0, 1)), (0.19, (0, 1)), (0.2, (1, 2)), (0.5, (2, 3)), (1.0, (4, 5))],
)
def test_little_knowledge_is_said_as_a_range(share, fifths):
    assert fraction_range(share) == fifths


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_range_of_no_share_is_refused(share):
    with pytest.raises(ValueError, match="from 0 to 1"):
        fraction_range(share)
