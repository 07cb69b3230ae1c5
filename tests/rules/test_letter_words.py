import pytest

from regulars.rules.letter_words import ENGLISH, GERMAN, foot_words


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", GERMAN), ("de-AT", GERMAN), ("EN-gb", ENGLISH), ("", ENGLISH), ("fi", ENGLISH)],
)
def test_the_nearest_language_that_there_is(language, words):
    assert foot_words(language) is words
