from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.sending import (
    FIRST_WAIT,
    LONGEST_WAIT,
    MOST_TRIES,
    is_about_address,
    wait_after,
)


@given(st.integers(min_value=0, max_value=10_000))
def test_waits_grow_and_end(tries):
    assert FIRST_WAIT <= wait_after(tries) <= wait_after(tries + 1) <= LONGEST_WAIT


def test_a_server_that_is_always_busy_is_asked_for_days():
    assert sum(map(wait_after, range(1, MOST_TRIES)), timedelta()) > timedelta(days=3)


@pytest.mark.parametrize(
    ("code", "said", "at_recipient", "expected"),
    [
        (550, "5.1.1 no such user", True, True),
        (550, "no such user", True, True),
        (550, "", True, True),
        (550, "5.7.1 listed in a block list", True, False),
        (552, "5.2.2 mailbox full", True, False),
        (554, "5.6.0 this text looks like spam", False, False),
        (550, "this text looks like spam", False, False),
        (550, "5.1.1 no such user", False, True),
        (554, "no thanks", True, False),
    ],
)
def test_only_a_word_about_the_address_suppresses_it(code, said, at_recipient, expected):
    assert is_about_address(code, said, at_recipient=at_recipient) is expected


@given(st.integers(500, 599), st.text(), st.booleans())
def test_whatever_a_server_says_is_read(code, said, at_recipient):
    assert is_about_address(code, said, at_recipient=at_recipient) in {True, False}
