"""Answers as people here read them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from regulars.models import ContactPoint, Customer
from regulars.queries.responses import (
    as_words,
    bad_words_of,
    call_note,
    is_bad_answer,
    lines_of,
    opens_of,
    said_in,
    until_words,
    wishes_of,
    zones_of,
)
from regulars.queries.surveys import asked_of
from regulars.rules.surveys import Opens, Said
from tests.surveying import NOON, answered, ready_survey


def test_an_answer_is_read_in_the_words_its_reader_saw(shop, customer):
    survey = ready_survey()
    response = answered(survey, {1: 2, 2: 3, 3: "It was late."}, language="de", tone="friendly")

    lines = [(one.text, as_words(one, answer)) for one, answer in lines_of(response)]

    assert lines == [
        ("Wie zufrieden bist du mit der Arbeit?", "2 / 5"),
        ("War sie fertig, wann wir es gesagt hatten?", "Nein"),
        ("Was hätten wir besser machen sollen?", "It was late."),
    ]
    assert [is_bad_answer(*line) for line in lines_of(response)] == [True, True, False]
    assert opens_of(response, asked_of(survey)) == {Opens.COMPLAINT}
    assert bad_words_of(response).splitlines()[2].endswith("It was late.")
    assert said_in(response.answers.get(question__position=1)) == Said(scale=2)


def test_wishes_are_the_words_where_wishes_are_asked_for_else_all(shop):
    survey = ready_survey("three-questions")
    both = answered(survey, {1: "Parking", 3: "The music"})
    odd = answered(survey, {3: "The music"})

    assert wishes_of(both, asked_of(survey)) == ["Parking"]
    assert wishes_of(odd, asked_of(survey)) == ["The music"]
    assert "Three questions" in call_note(both)


def test_the_day_runs_on_their_own_clock(shop, customer):
    Customer.objects.update(country="US")
    ContactPoint.objects.create(customer=customer, kind="phone", value="+12125550123")
    customer.refresh_from_db()

    assert ZoneInfo("America/New_York") in zones_of(customer)
    assert zones_of(None) == (ZoneInfo("Europe/Berlin"),)


def test_until_when_it_may_be_changed_is_said_by_that_clock(shop):
    response = answered(ready_survey(), {1: 5})
    assert response.correct_until_at == NOON + timedelta(days=1)

    assert until_words(response, None, "en") == "Wednesday, 25 November, at 12:00"
    assert until_words(response, None, "de") == "Mittwoch, 25. November, um 12:00 Uhr"
