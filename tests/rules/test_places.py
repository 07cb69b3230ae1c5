"""What a place suggests."""

import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules import places
from regulars.rules.money import is_currency

OFFERED = ["en", "de"]


def test_every_country_has_a_known_currency_and_zone():
    known = zoneinfo.available_timezones()
    for country in places.countries():
        assert is_currency(places.currency_of(country)), country
        assert places.zone_of(country) in known, country
        assert places.zone_of(country) in places.zones(), country


@pytest.mark.parametrize(
    ("country", "currency", "zone"),
    [
        ("DE", "EUR", "Europe/Berlin"),
        ("HR", "EUR", "Europe/Zagreb"),
        ("BG", "EUR", "Europe/Sofia"),
        ("CH", "CHF", "Europe/Zurich"),
        ("US", "USD", "America/New_York"),
        ("IN", "INR", "Asia/Kolkata"),
        ("JP", "JPY", "Asia/Tokyo"),
        ("HT", "HTG", "America/Port-au-Prince"),
        ("AU", "AUD", "Australia/Sydney"),
    ],
)
def test_a_country_suggests_its_money_and_clock(country, currency, zone):
    assert places.currency_of(country) == currency
    assert places.zone_of(country) == zone


def test_a_code_that_is_no_place_suggests_nothing():
    assert places.currency_of("XX") is None
    assert not places.is_country("XX")
    assert not places.is_country("de")


def test_a_zone_says_its_country_under_each_of_its_names():
    assert places.country_of_zone("Europe/Berlin") == "DE"
    assert places.country_of_zone("Asia/Calcutta") == "IN"
    assert places.country_of_zone("UTC") is None
    assert places.country_of_zone("Not/There") is None


def test_a_zone_knows_its_older_names():
    assert "Asia/Calcutta" in places.other_names("Asia/Kolkata").split()
    assert "Europe/Kiev" in places.other_names("Europe/Kyiv").split()
    assert places.other_names("Europe/Vienna") == ""


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", [("de", "AT"), ("de", None), ("en", None)]),
        ("en;q=0.1, fr-CA;q=0.8", [("fr", "CA"), ("en", None)]),
        ("zh-Hant-TW", [("zh", "TW")]),
        ("de_CH", [("de", "CH")]),
        ("*", []),
        ("", []),
        ("de;q=nonsense, en;q=0", []),
    ],
)
def test_an_accept_language_header_is_read_best_first(header, languages):
    assert places.accepted_languages(header) == languages


@pytest.mark.parametrize(
    ("header", "zone", "place"),
    [
        ("de-AT,de", None, ("AT", "EUR", "Europe/Vienna", "de")),
        ("de-AT,de", "America/New_York", ("AT", "EUR", "Europe/Vienna", "de")),
        ("de", "Europe/Zurich", ("CH", "CHF", "Europe/Zurich", "de")),
        ("en-US,en", "Europe/Berlin", ("DE", "EUR", "Europe/Berlin", "en")),
        ("en-US,en", "America/Chicago", ("US", "USD", "America/Chicago", "en")),
        ("en-US,en", "UTC", ("US", "USD", "America/New_York", "en")),
        ("de", "UTC", ("DE", "EUR", "Europe/Berlin", "de")),
        ("pt", None, ("BR", "BRL", "America/Sao_Paulo", "en")),
        ("", None, ("US", "USD", "America/New_York", "en")),
    ],
)
def test_the_guess_follows_what_is_known(header, zone, place):
    guessed = places.guess(languages=places.accepted_languages(header), zone=zone, offered=OFFERED)
    assert guessed == places.Place(*place)


@given(header=st.text(max_size=600), zone=st.none() | st.text(max_size=40))
def test_whatever_a_browser_says_the_guess_is_a_place(header, zone):
    guessed = places.guess(languages=places.accepted_languages(header), zone=zone, offered=OFFERED)
    assert places.is_country(guessed.country)
    assert guessed.currency in places.currencies()
    assert guessed.time_zone in zoneinfo.available_timezones()
    assert guessed.language in OFFERED
