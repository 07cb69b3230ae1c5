import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.search import fold, search_text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("José  LÓPEZ", "jose lopez"),
        ("Weiß", "weiss"),
        ("Søren Æbelø", "soren aebelo"),
        ("Łukasz Đurić", "lukasz duric"),
        ("İnci Yılmaz", "inci yılmaz"),
        ("Jose\u0301", "jose"),
        ("\u00a0 \t", ""),
    ],
)
def test_a_name_is_found_without_its_accents(typed, found):
    assert fold(typed) == found


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aáàeéèoöøuüßñç AÁÖÜŁ"))
def test_composed_and_decomposed_letters_are_the_same(text):
    apart = unicodedata.normalize("NFD", text)

    assert fold(apart) == fold(text)


def test_everything_a_customer_is_found_by_stands_on_a_line_of_its_own():
    told = search_text(
        name="Ayşe Yılmaz", company="", emails=["Ayse@Example.com"], phones=["+4930123"]
    )

    assert told.split("\n") == ["ayse yılmaz", "ayse@example.com", "+4930123"]


def test_letters_that_only_look_special_are_found_as_they_are_read():
    assert fold("𝒥𝒶𝓃𝑒 Ｓｍｉｔｈ") == "jane smith"
