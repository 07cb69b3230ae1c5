import pytest

from regulars.rules.guarantee_surveys import WORDS, guarantee_of, key_of, quoted, tally
from regulars.rules.kinds import Tone


def test_the_key_says_of_which_guarantee_it_is():
    assert guarantee_of(key_of(17)) == 17
    assert guarantee_of("after-job") is None
    assert guarantee_of("guarantee-") is None


def test_a_long_sentence_ends_at_a_word_and_fits_a_question():
    assert quoted("Mended within five days.") == "Mended within five days."
    long = quoted("very " * 60)
    assert long.endswith("very…")
    assert all(len(words[2].format(sentence=long)) <= 300 for words in WORDS.values())


def test_both_languages_are_there_in_both_tones():
    assert set(WORDS) == {
        (one, tone) for one in ("en", "de") for tone in (Tone.FRIENDLY, Tone.FORMAL)
    }


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([(1, 1), (2, 2)], (True, False)),
        ([(2, 1), (1, 2)], (False, True)),
        ([(1, 1)], None),
        ([(1, 1), (2, None)], None),
    ],
)
def test_half_an_answer_counts_for_nothing(choices, said):
    assert tally(choices) == said
