"""A stop is heard in every language that is offered, however it is written; and nothing else is."""

import unicodedata

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.stop_words import (
    MAY_MEAN_MORE,
    START_WORDS,
    STOP_WORDS,
    Said,
    may_mean_more,
    said_by,
)

EVERY_STOP = sorted({word for words in STOP_WORDS.values() for word in words})
EVERY_START = sorted({word for words in START_WORDS.values() for word in words})
AROUND = st.text(
    alphabet=" \t\n.,!?;:-–—…*_~'\"“”„()[]<>/\\|#+=&%§\u200b\u200e\ufeff👍🛑", max_size=6
)
FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
CASES = st.sampled_from([str.lower, str.upper, str.title, str.capitalize, str.swapcase])


def test_every_language_that_is_offered_has_its_words():
    for code, _name in settings.LANGUAGES:
        assert STOP_WORDS[code]
        assert START_WORDS[code]


@given(st.sampled_from(EVERY_STOP), AROUND, AROUND, FORMS, CASES)
def test_a_stop_is_heard_however_it_is_written(word, before, after, form, case):
    assert said_by(before + unicodedata.normalize(form, case(word)) + after) is Said.STOP


@given(st.sampled_from(EVERY_START), AROUND, AROUND, FORMS, CASES)
def test_a_start_is_heard_however_it_is_written(word, before, after, form, case):
    assert said_by(before + unicodedata.normalize(form, case(word)) + after) is Said.START


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop.",
        "ＳＴＯＰ",  # as a Japanese keyboard writes it
        "S\u200bTOP",  # with a space that nobody sees
        "Stop bitte",
        "Bitte abmelden!",
        "please stop",
        "Stop, danke",
        "stop stop stop",
        "STOPP!!!",
        "»Ende«",
        "aufhoren",  # without its dots, by a keyboard without them
        "arret",
        "СТОП",
        "🛑 STOP 🛑",
    ],
)
def test_ways_in_which_people_write_it(text):
    assert said_by(text) is Said.STOP


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "👍",
        "Stop by tomorrow at ten?",
        "I'll stop at the shop",
        "Kann ich am Ende der Woche kommen?",
        "Please cancel my appointment on Friday",
        "the stop button is broken",
        "nonstop",
        "unstoppable",
        "start with the front wheel",
        "Danke",
        "please",
        "x" * 5_000,
        "stop " * 2_000,
    ],
)
def test_a_message_is_no_stop(text):
    assert said_by(text) is Said.NOTHING


@given(st.text(max_size=80))
def test_whatever_is_written_has_a_meaning(text):
    assert said_by(text) in set(Said)


def test_no_word_is_a_stop_and_a_start():
    assert not set(EVERY_STOP) & set(EVERY_START)


def test_a_stop_that_may_mean_an_appointment_is_read_by_somebody():
    assert all(said_by(word) is Said.STOP for word in MAY_MEAN_MORE)
    assert may_mean_more("CANCEL")
    assert not may_mean_more("STOP")
