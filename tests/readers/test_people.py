import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.readers.people import (
    bare,
    consent_in,
    country_in,
    emails_in,
    key_in,
    name_in,
    phones_in,
)


@pytest.mark.parametrize(
    "text",
    [
        "WALK_IN",
        "walk-in",
        "Guest",
        "Gast",
        "Laufkundschaft",
        "cash customer",
        "Barverkauf",
        "Divers",
        "client comptoir",
        "--",
        "Anonymous",
        "n/a",
        "  ",
        "12345",
    ],
)
def test_a_pseudo_customer_has_no_name(text):
    assert name_in(text) == ""


@pytest.mark.parametrize("text", ["WALK_IN", "Guest", "0", "-", "", "00"])
def test_a_pseudo_customer_has_no_key(text):
    assert key_in(text) == ""


def test_armour_and_double_spaces_go():
    assert name_in("'Ann  Lee ") == "Ann Lee"
    assert key_in("'7210448301122") == "7210448301122"
    assert key_in('="2"') == "2"


def test_several_addresses_in_one_cell():
    cells = ["* Ann@X.com ::: a.lee@work.example", "Ann <ann@x.com>; mailto:b@x.de, no address"]

    assert emails_in(cells) == ("ann@x.com", "a.lee@work.example", "b@x.de")


@pytest.mark.parametrize(
    "text", ["a@b", "@x.com", "a b@x.com", "a..b@x.com", "a@-x.com", "x" * 300 + "@x.com", "a@x.1"]
)
def test_what_is_no_address(text):
    assert emails_in([text]) == ()


def test_several_numbers_in_one_cell():
    assert phones_in(["0171 1234567 ::: +44 20 7946 0958"], country="DE") == (
        "+491711234567",
        "+442079460958",
    )


@pytest.mark.parametrize(
    ("text", "given"),
    [("yes", True), ("Ja", True), ("TRUE", True), ("no", False), ("unsubscribed", False)],
)
def test_a_plain_yes_or_no_is_consent(text, given):
    assert consent_in(text) is given


@pytest.mark.parametrize("text", ["", "maybe", "pending", "never subscribed"])
def test_anything_else_says_nothing(text):
    assert consent_in(text) is None


def test_countries_by_name_and_code():
    assert [country_in(c) for c in ("DEU", "Deutschland", "uk", "United States", "Mars")] == [
        "DE",
        "DE",
        "GB",
        "US",
        "",
    ]


@given(st.text(max_size=300))
def test_no_text_breaks_them(text):
    emails_in([text])
    phones_in([text], country="DE")
    name_in(text)
    key_in(text)


@pytest.mark.parametrize("name", ["علی\u200cرضا", "👩\u200d👧 Kim"])
def test_joiners_inside_a_name_are_kept(name):
    assert bare(f"\u200e{name}\u200b ") == name
