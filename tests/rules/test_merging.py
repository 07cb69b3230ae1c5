from datetime import UTC, datetime, timedelta

import pytest

from regulars.rules.matching import DoubtReason
from regulars.rules.merging import Known, are_alike, doubt_about, keeps_from, may_undo_merge

PHONE = frozenset({"+4930123456"})
EMAIL = frozenset({"ana@example.com"})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Maria Schulz", "Schulz, Maria", True),
        ("Jürgen Müller", "Jurgen Muller", True),
        ("Ana Lima", "A. Lima", True),
        ("Jon Smith", "John Smith", True),
        ("Ana Lima", "Rui Lima", False),
        ("Maria Schulz", "Peter Schulz", False),
        ("", "Ana", False),
        ("", "", False),
    ],
)
def test_names_are_alike_in_any_order_and_accent(one, other, alike):
    assert are_alike(one, other) is alike
    assert are_alike(other, one) is alike


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (Known("Ana Lima", EMAIL), Known("A. Lima", EMAIL), DoubtReason.SAME_EMAIL),
        (Known("Ana Lima", EMAIL), Known("", EMAIL), DoubtReason.SAME_EMAIL),
        (
            Known("Ana Lima", phones=PHONE),
            Known("Lima, Ana", phones=PHONE),
            DoubtReason.SAME_PHONE,
        ),
        (
            Known("Ana Lima", postcode="10115"),
            Known("Ana Lima", postcode="10115"),
            DoubtReason.SAME_NAME,
        ),
        # a household: one phone, one address, two people
        (
            Known("Ana Lima", phones=PHONE, postcode="1"),
            Known("Rui Lima", phones=PHONE, postcode="1"),
            None,
        ),
        (Known("Ana Lima", postcode="10115"), Known("Ana Lima", postcode="20095"), None),
        (Known("Ana Lima"), Known("Ana Lima"), None),
        # the till itself keeps two
        (
            Known("Ana Lima", phones=PHONE, sources=frozenset({"square"})),
            Known("Ana Lima", phones=PHONE, sources=frozenset({"square"})),
            None,
        ),
        # father and son
        (
            Known("Rui Lima", phones=PHONE, birthday=(1, 2)),
            Known("Rui Lima", phones=PHONE, birthday=(3, 4)),
            None,
        ),
    ],
)
def test_a_doubt_needs_a_name_and_something_shared(one, other, reason):
    assert doubt_about(one, other) == reason
    assert doubt_about(other, one) == reason


def test_a_merge_can_be_undone_for_thirty_days():
    merged = datetime(2026, 1, 1, tzinfo=UTC)

    assert may_undo_merge(merged, merged + timedelta(days=30))
    assert not may_undo_merge(merged, merged + timedelta(days=30, seconds=1))


@pytest.mark.parametrize(
    ("kept", "gone", "side"),
    [
        ("Ana", "Anna", "kept"),
        ("", "Anna", "gone"),
        (None, 3, "gone"),
        ("", "", "kept"),
        ("Ana", "", "kept"),
    ],
)
def test_a_value_beats_none_and_the_kept_record_wins_otherwise(kept, gone, side):
    assert keeps_from(kept, gone) == side
