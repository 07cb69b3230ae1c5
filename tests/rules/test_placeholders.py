import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.placeholders import fields_of, fill


def test_named_gaps_are_found_and_filled():
    text = "You had {item} from us {when}."

    assert fields_of(text) == {"item", "when"}
    assert fill(text, {"item": "tea", "when": "today"}) == "You had tea from us today."


def test_a_gap_that_nothing_fills_stops_the_sentence():
    with pytest.raises(KeyError):
        fill("You had {item} from us.", {})


@given(st.text())
def test_no_value_is_read_as_a_gap_again(value):
    assert fill("a {item} b", {"item": value}) == f"a {value} b"


@pytest.mark.parametrize("text", ["{item.name}", "{0}", "{item!r}", "{ item }", "{{%s}}"])
def test_nothing_but_names_is_a_gap(text):
    assert fill(text, {"item": "tea"}) == text
