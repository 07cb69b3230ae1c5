"""Who may do what."""

import pytest

from regulars.rules.access import RIGHTS, Right, may
from regulars.rules.kinds import Role


def test_an_owner_may_do_everything():
    assert all(may(Role.OWNER, right) for right in Right)


@pytest.mark.parametrize(
    "right", [Right.CHANGE_SHOP, Right.CHANGE_PEOPLE, Right.EXPORT, Right.ERASE]
)
def test_a_colleague_may_not_decide_about_the_business(right):
    assert not may(Role.STAFF, right)


def test_a_colleague_cares_and_brings_in_files():
    assert may(Role.STAFF, Right.CARE)
    assert may(Role.STAFF, Right.IMPORT)


@pytest.mark.parametrize("role", ["", "admin", "OWNER"])
def test_an_unknown_role_may_do_nothing(role):
    assert not any(may(role, right) for right in Right)


def test_every_role_is_decided_about():
    assert set(RIGHTS) == set(Role)
