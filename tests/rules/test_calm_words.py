from itertools import product

import pytest

from regulars.rules.calm_words import CALM_WORDS, CalmKind, calm_words
from regulars.rules.greetings import LANGUAGES
from regulars.rules.kinds import Tone


@pytest.mark.parametrize(
    ("language", "kind", "tone"), list(product(LANGUAGES, CalmKind, Tone)), ids=str
)
def test_each_language_kind_and_tone_has_its_words(language, kind, tone):
    words = calm_words(kind, tone=tone, language=language)

    assert len(words) > 80
    assert "!" not in words


def test_who_is_friends_is_spoken_to_as_one():
    assert " du " in calm_words(CalmKind.LISTEN, tone=Tone.FRIENDLY, language="de")
    for tone in (Tone.FORMAL, Tone.UNDECIDED):
        assert "Sie" in calm_words(CalmKind.LISTEN, tone=tone, language="de")
    assert len(set(CALM_WORDS.values())) == len(CALM_WORDS)
