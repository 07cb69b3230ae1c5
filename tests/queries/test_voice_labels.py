from regulars.queries.voice_labels import VOICE_WORDS


def test_every_value_has_its_words():
    for kind, words in VOICE_WORDS.items():
        assert set(words) == set(kind)
