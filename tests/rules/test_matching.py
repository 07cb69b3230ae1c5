"""When two records are one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.matching import (
    Likeness,
    Match,
    digest,
    is_alias,
    is_full_name,
    likeness,
    match_by_email,
    match_by_name,
    match_by_phone,
    match_name,
    match_postcode,
)

NAMES = st.text(max_size=40)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Anna Meier", "anna  MEIER", Likeness.SAME),
        ("José López", "Jose Lopez", Likeness.SAME),
        ("Meier, Anna", "Anna Meier", Likeness.SAME),
        ("A. Meier", "Anna Meier", Likeness.COMPATIBLE),
        ("Meier", "Anna Meier", Likeness.COMPATIBLE),
        ("Anna Maria Meier", "Anna Meier", Likeness.COMPATIBLE),
        ("Jon Smith", "John Smith", Likeness.SIMILAR),
        ("Mario Meier", "Marie Meier", Likeness.SIMILAR),
        ("Anna Meier", "Anna Schulz", Likeness.SIMILAR),
        ("Anna Meier", "Karl Meier", Likeness.DIFFERENT),
        ("Anna Meier", "Hot Yoga GmbH", Likeness.DIFFERENT),
        ("A. B.", "Anna Berg", Likeness.DIFFERENT),
        ("", "Anna Meier", Likeness.UNKNOWN),
        ("anna@example.com", "Anna Meier", Likeness.UNKNOWN),
        ("#12345", "Anna Meier", Likeness.UNKNOWN),
        ("+49 30 123", "Anna Meier", Likeness.UNKNOWN),
        ("田中 花子", "田中　花子", Likeness.SAME),
    ],
)
def test_what_two_names_say(one, other, said):
    assert likeness(match_name(one), match_name(other)) is said


@given(NAMES, NAMES)
def test_likeness_does_not_depend_on_the_order(one, other):
    ours, theirs = match_name(one), match_name(other)

    assert (likeness(ours, theirs) is Likeness.SAME) == (likeness(theirs, ours) is Likeness.SAME)
    assert (likeness(ours, theirs) is Likeness.UNKNOWN) == (
        likeness(theirs, ours) is Likeness.UNKNOWN
    )


@given(NAMES)
def test_a_name_is_like_itself_or_unknown(name):
    told = match_name(name)

    assert likeness(told, told) in {Likeness.SAME, Likeness.UNKNOWN}
    assert match_name(told) == told


def test_one_mailbox_is_one_person_unless_the_tool_and_the_names_say_two():
    assert match_by_email(Likeness.DIFFERENT, has_other_key=False) is Match.SAME
    assert match_by_email(Likeness.SAME, has_other_key=True) is Match.SAME
    assert match_by_email(Likeness.DIFFERENT, has_other_key=True) is Match.DOUBTFUL


@pytest.mark.parametrize(
    ("names", "other_key", "other_email", "said"),
    [
        (Likeness.SAME, True, True, Match.SAME),
        (Likeness.COMPATIBLE, False, True, Match.SAME),
        (Likeness.SIMILAR, False, False, Match.DOUBTFUL),
        (Likeness.DIFFERENT, False, False, Match.OTHER),
        (Likeness.UNKNOWN, False, False, Match.SAME),
        (Likeness.UNKNOWN, False, True, Match.DOUBTFUL),
        (Likeness.UNKNOWN, True, False, Match.DOUBTFUL),
    ],
)
def test_a_shared_phone_is_decided_by_the_names(names, other_key, other_email, said):
    assert match_by_phone(names, has_other_key=other_key, has_other_email=other_email) is said


def test_a_name_alone_is_a_doubt_only_where_nothing_else_could_settle_it():
    assert match_by_name(ours_is_reachable=True, theirs_is_reachable=True) is Match.OTHER
    assert match_by_name(ours_is_reachable=False, theirs_is_reachable=True) is Match.DOUBTFUL


def test_small_things():
    assert is_alias("abc123@marketplace.amazon.de")
    assert not is_alias("anna@example.com")
    assert is_full_name("anna meier")
    assert not is_full_name("anna")
    assert match_postcode(" sw1a 1aa ") == match_postcode("SW1A1AA")


def test_a_digest_is_the_same_in_every_process():
    assert digest("email", "anna@example.com") == -8995603140765343072
    assert digest("a", "b") != digest("ab")
