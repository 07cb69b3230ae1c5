from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.fields import (
    DETAILS,
    FIELDS,
    LONGEST_OUT,
    LONGEST_TEXT,
    LONGEST_VALUE,
    Known,
    full_day,
    moment_said,
    values_of,
)
from regulars.rules.situations import Detail
from regulars.rules.suggestions import Truths

DAY = date(2026, 11, 23)


def values(language="en", **known):
    truths = Truths(item="Ethiopia Natural", bought_on=date(2026, 11, 22))
    return values_of(truths, Known(**known), day=DAY, language=language)


def test_each_detail_of_a_suggestion_is_a_field_and_a_true_detail():
    assert set(Detail) <= DETAILS
    links = {"preferences_link", "own_page_link"}
    assert not DETAILS & {"first_name", "name", "shop", "signer", *links}


def test_only_what_is_known_has_a_value():
    assert values(first_name="Maria") == {
        "first_name": "Maria",
        "item": "Ethiopia Natural",
        "when": "yesterday",
    }


def test_every_value_belongs_to_a_field():
    everything = values(
        first_name="Maria",
        name="Maria Schulz",
        shop="Aurora",
        signer="Ana",
        visits=10,
        what_for="a wedding",
        goal="to sleep better",
        colleague="Ben",
        thing="the boiler",
        service_on=date(2027, 3, 12),
        appointment_at=datetime(2026, 12, 3, 14, 30),
        appointment_what="a cut",
        preferences_link="https://shop.example/p",
        own_page_link="https://shop.example/y",
    )

    assert everything.keys() <= FIELDS.keys()
    assert everything["visits"] == "10"


def test_a_single_visit_is_not_counted_aloud():
    assert "visits" not in values(visits=1)


def test_days_and_hours_as_people_write_them():
    at = datetime(2026, 12, 3, 14, 30)

    assert full_day(date(2027, 3, 12), language="en") == "12 March 2027"
    assert full_day(date(2027, 3, 12), language="de") == "12. März 2027"
    assert moment_said(at, language="en") == "Thursday, 3 December, at 14:30"
    assert moment_said(at, language="de") == "Donnerstag, 3. Dezember, um 14:30 Uhr"


def test_a_value_is_one_line_and_what_is_too_long_is_not_said():
    assert values(thing="the\n old\tboiler")["thing"] == "the old boiler"
    assert "thing" not in values(thing="x" * (LONGEST_VALUE + 1))


@given(st.text(max_size=400))
def test_no_value_is_longer_than_it_may_be(text):
    assert all(len(value) <= LONGEST_VALUE for value in values(goal=text, thing=text).values())
    assert LONGEST_OUT > LONGEST_TEXT
