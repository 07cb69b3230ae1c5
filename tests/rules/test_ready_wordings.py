"""Everything that comes with the product, in every tone and language."""

from collections import Counter
from itertools import product

import pytest

from regulars.rules.composing import Text, candidates
from regulars.rules.fields import DETAILS, FIELDS
from regulars.rules.greetings import LANGUAGES, Addressee, Voice
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose
from regulars.rules.placeholders import fields_of
from regulars.rules.ready_wordings import BODIES, NAMES, PURPOSES, SUBJECTS, ready_texts
from regulars.rules.tones import trouble_in

EVERYTHING = list(product(PURPOSES, LANGUAGES, Tone))
MARIA = Addressee(name="Maria Schulz", given_name="Maria")
KNOWN = dict.fromkeys(FIELDS, "etwas")
CLOSE = {"du", "dich", "dir", "dein", "deine", "deinen", "deinem", "euch", "hallo", "hi", "hey"}
POLITE = {"Ihnen", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Sie"}


def words(text: str) -> set[str]:
    return {word.strip(".,?:„“") for word in text.split()}


def letters(key: str, language: str, tone: Tone) -> list[str]:
    voice = Voice("Ana Torres", "Aurora Coffee", tone, language)
    texts = [Text(body) for body in BODIES[language][key][tone]]
    made = candidates(texts, who=MARIA, voice=voice, known=KNOWN, purpose=PURPOSES[key])
    return [one.body for one in made]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_everything(language):
    assert set(BODIES[language]) == set(PURPOSES)
    assert set(SUBJECTS[language]) == set(PURPOSES)
    assert set(NAMES[language]) == set(PURPOSES)


@pytest.mark.parametrize(("key", "language", "tone"), EVERYTHING)
def test_each_text_passes_what_an_owners_text_must_pass(key, language, tone):
    texts = [text for text in ready_texts(key) if (text.language, text.tone) == (language, tone)]

    assert len(texts) >= 2
    for text in texts:
        found = trouble_in(
            text.body, purpose=PURPOSES[key], tone=tone, language=language, subject=text.subject
        )
        assert found is None, (text, found)
        assert "!" not in text.body


@pytest.mark.parametrize(("key", "language", "tone"), EVERYTHING)
def test_each_text_leaves_whole_signed_and_in_the_tone_of_its_reader(key, language, tone):
    for letter in letters(key, language, tone):
        assert "{" not in letter
        assert "Ana" in letter
        assert "Maria" in letter
        if tone is Tone.FORMAL:
            assert "Maria Schulz" in letter
            assert not letter.startswith(("Hi", "Hallo", "Hello"))
        if language == "de" and tone is not Tone.FRIENDLY:
            assert not words(letter.lower()) & CLOSE
            assert letter.startswith("Guten Tag Maria Schulz,")
        if language == "de" and tone is Tone.FRIENDLY:
            assert not words(letter) & POLITE


@pytest.mark.parametrize("tone", [Tone.UNDECIDED, Tone.FORMAL])
def test_polite_german_goes_on_after_the_comma_of_its_greeting(tone):
    polite = ("Sie", "Ihr", "Ihre", "Ihnen", "{")
    for key, by_tone in BODIES["de"].items():
        for body in by_tone[tone]:
            assert body[0].islower() or body[0].isdigit() or body.startswith(polite), (key, body)


def test_every_thanks_leans_on_something_true():
    for key, purpose in PURPOSES.items():
        if purpose is Purpose.THANKS:
            for text in ready_texts(key):
                assert fields_of(text.body) & DETAILS, text


@pytest.mark.parametrize("tone", Tone)
def test_nothing_stands_there_twice_within_a_wording(tone):
    for language, key in product(LANGUAGES, PURPOSES):
        assert max(Counter(BODIES[language][key][tone]).values()) == 1


def test_a_text_begins_with_a_field_only_where_it_is_a_name():
    for text in (text for key in PURPOSES for text in ready_texts(key)):
        if text.body.startswith("{"):
            assert text.body.startswith(("{thing}", "{item}", "{visits}")), text
