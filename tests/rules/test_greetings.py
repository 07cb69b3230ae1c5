import pytest

from regulars.rules.greetings import Addressee, Voice, called, letter, spoken_language
from regulars.rules.kinds import Tone

TOMAS = Addressee(name="Tomás Ferreira", given_name="Tomás")
HOTEL = Addressee(name="Hotel Aurora", company="Hotel Aurora")


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (("de-AT", "en"), "de"),
        (("fr", "de"), "de"),
        (("", "de"), "de"),
        (("pt_BR", "fr"), "en"),
        (("EN",), "en"),
    ],
)
def test_the_first_language_that_we_have_words_in(wanted, language):
    assert spoken_language(*wanted) == language


def test_friendly_takes_the_given_name_and_formal_the_whole_one():
    assert called(TOMAS, Voice("Ana", "Aurora", Tone.FRIENDLY, "de")) == "Tomás"
    assert called(TOMAS, Voice("Ana", "Aurora", Tone.FORMAL, "en")) == "Tomás Ferreira"
    assert called(TOMAS, Voice("Ana", "Aurora", Tone.UNDECIDED, "de")) == "Tomás Ferreira"
    assert called(Addressee(name="Prince"), Voice("Ana", "Aurora", Tone.FRIENDLY)) == "Prince"


def test_a_firm_is_many_people():
    assert called(HOTEL, Voice("Ana", "Aurora", Tone.FORMAL, "en")) == "everyone at Hotel Aurora"


def test_a_letter_is_signed_with_a_name():
    text = letter("thank you.", TOMAS, Voice("Ana Torres", "Aurora Coffee", Tone.FORMAL, "en"))

    assert (
        text == "Dear Tomás Ferreira,\n\nthank you.\n\nYours sincerely,\nAna Torres\nAurora Coffee"
    )


def test_a_friendly_word_says_who_speaks():
    text = letter("How are you?", TOMAS, Voice("Ana Torres", "Aurora", Tone.FRIENDLY, "de"))

    assert text == "Hallo Tomás, hier ist Ana von Aurora. How are you?"
