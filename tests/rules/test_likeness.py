"""Suggestions only: wishes that mean the same in English and in German come first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.likeness import LEAST, alike, grams

WISHES = {
    1: "I would like decaf beans in small bags",
    2: "Small bags of decaf, please",
    3: "Open earlier on Saturdays",
    4: "Could you open at seven on Saturday?",
    5: "Kleinere Kaffeetüten wären schön",
    6: "Bitte Kaffee in kleinen Tüten",
    7: "Parkplätze vor dem Laden",
    8: "Ein Parkplatz am Laden wäre gut",
    9: "A workshop about grinding",
}


def test_what_means_the_same_is_suggested_in_both_languages():
    pairs = {(one, other) for _score, one, other in alike(WISHES)}

    assert {(1, 2), (3, 4), (5, 6), (7, 8)} <= pairs


def test_what_means_something_else_is_not():
    mates = [{1, 2, 5, 6}, {3, 4}, {7, 8}, {9}]
    for _score, one, other in alike(WISHES):
        assert any({one, other} <= group for group in mates), (WISHES[one], WISHES[other])


@pytest.mark.parametrize("text", ["", "  ", "I would like", "ich hätte gern", "…?!"])
def test_a_text_that_says_nothing_is_like_no_other(text):
    assert not grams(text)
    assert alike({1: text, 2: text, 3: "beans"}) == []


@given(st.dictionaries(st.integers(1, 50), st.text(max_size=40), max_size=8))
def test_scores_are_shares_each_pair_comes_once_and_the_order_is_one(texts):
    found = alike(texts)

    assert all(LEAST <= score <= 1 and one < other for score, one, other in found)
    assert len({(one, other) for _score, one, other in found}) == len(found)
    assert found == alike(dict(reversed(texts.items())))


@given(st.text(alphabet="abcdefghäöü ", min_size=4, max_size=60))
def test_a_text_is_wholly_like_itself(text):
    if grams(text):
        ((score, _one, _other),) = alike({1: text, 2: text.upper()})
        assert score == pytest.approx(1)
