import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.worth import about


@pytest.mark.parametrize(
    ("exact", "said"), [(0, 0), (99, 99), (34_271, 34_000), (99_500, 100_000), (125, 130)]
)
def test_an_amount_is_said_with_two_digits(exact, said):
    assert about(exact) == said


@given(st.integers(0, 10**15))
def test_it_is_never_off_by_more_than_one_in_twenty(exact):
    assert abs(about(exact) - exact) <= exact / 20
