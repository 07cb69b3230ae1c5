"""Every format has a title that can be translated."""

from django.utils import translation

from regulars.queries.format_titles import TITLES, title_of
from regulars.readers.formats import BY_NAME


def test_each_format_says_what_its_reader_calls_it():
    with translation.override("en"):
        assert {name: str(title) for name, title in TITLES.items()} == {
            name: each.title for name, each in BY_NAME.items()
        }


def test_a_title_is_said_in_the_readers_language():
    with translation.override("de"):
        assert title_of("loyalty_cards") == "Kundenkarten"


def test_a_text_that_names_no_format_stays():
    assert title_of("kasse.csv") == "kasse.csv"
