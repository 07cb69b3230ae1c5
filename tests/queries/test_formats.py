"""How amounts and days are written."""

from datetime import date

import pytest
from django.utils import translation

from regulars.queries import formats

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("amount_minor", "currency", "language", "written"),
    [
        (123450, "EUR", "en", "€1,234.50"),
        (123450, "EUR", "de", "1.234,50\xa0€"),
        (1234, "JPY", "en", "JP¥1,234"),
        (1234, "KWD", "en", "KWD\xa01.234"),
        (-500, "EUR", "en", "-€5.00"),
    ],
)
def test_money_is_written_as_the_reader_writes_it(amount_minor, currency, language, written):
    assert formats.money(amount_minor, currency, language) == written


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (TODAY, "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 27), "Friday"),
        (date(2026, 11, 29), "29 Nov"),
        (date(2026, 9, 24), "24 Sept"),
        (date(2024, 3, 1), "1 Mar 2024"),
        (date(2027, 1, 2), "2 Jan 2027"),
    ],
)
def test_a_day_is_written_as_people_say_it(on, written):
    with translation.override("en"):
        assert formats.day(on, today=TODAY, language="en") == written


def test_german_days_are_german():
    assert formats.day(date(2026, 11, 27), today=TODAY, language="de") == "Freitag"
    assert formats.full_day(TODAY, "de") == "Sonntag, 22. November 2026"
    assert formats.month(date(2024, 3, 9), "de") == "März 2024"


def test_numbers_and_shares_follow_the_language():
    assert formats.whole(12345, "en") == "12,345"
    assert formats.whole(12345, "de") == "12.345"
    assert formats.share(0.42, "en") == "42%"


@pytest.mark.parametrize(
    ("told", "language", "written"),
    [
        ((9, 24, None), "en", "24 September"),
        ((9, 24, 2019), "de", "24. September 2019"),
        ((2, 29, None), "de", "29. Februar"),
        ((2, 31, None), "de", "31.2."),
    ],
)
def test_a_day_that_comes_every_year_is_written_with_its_month(told, language, written):
    assert formats.day_of_year(*told, language) == written


def test_a_language_has_its_name_in_the_readers_own():
    assert formats.language_name("ja", "de") == "Japanisch"
    assert formats.language_name("pt-BR", "en") == "Brazilian Portuguese"
    assert formats.language_name("tlh-x", "en") == "tlh-x"


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        (34_000, "EUR", "en", "€340"),
        (34_000, "EUR", "de", "340\u00a0€"),
        (1_200_000, "EUR", "en", "€12,000"),
        (34_000, "JPY", "en", "JP¥34,000"),
        (340_000, "KWD", "en", "KWD\u00a0340"),
    ],
)
def test_an_amount_that_is_known_about_has_no_cents(amount, currency, language, said):
    assert formats.round_money(amount, currency, language) == said
