import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.amends import is_within, limit_of
from regulars.rules.kinds import Role

LIMITS = {Role.OWNER: None, Role.STAFF: 2_000}


def test_each_role_has_its_limit_and_an_unknown_one_gives_nothing():
    assert limit_of("owner", LIMITS) is None
    assert limit_of("staff", LIMITS) == 2_000
    assert limit_of("gardener", LIMITS) == 0


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_up_to_the_limit_and_no_further(cost, limit):
    assert is_within(cost, limit) == (cost <= limit)
    assert is_within(cost, None)


def test_nobody_is_paid_for_amends():
    with pytest.raises(ValueError, match="at least nothing"):
        is_within(-1, None)
