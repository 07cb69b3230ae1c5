from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.greetings import LANGUAGES, Addressee, Voice, letter
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose
from regulars.rules.sameness import core_of, digest_of, is_alike

MARIA = Addressee(name="Maria Schulz", given_name="Maria")


def voice(tone=Tone.FRIENDLY, language="en") -> Voice:
    return Voice("Ana Torres", "Aurora Coffee", tone, language)


@given(
    core=st.text(alphabet="abc ,.ä", min_size=1, max_size=60),
    tone=st.sampled_from(Tone),
    language=st.sampled_from(LANGUAGES),
)
def test_the_core_is_what_stands_between_greeting_and_signature(tone, language, core):
    whole = letter(core.strip(), MARIA, voice(tone, language))

    assert core_of(whole, MARIA, voice(tone, language)) == core.strip()


def test_a_text_in_other_words_is_taken_as_a_whole():
    assert core_of("Just a line.", MARIA, voice()) == "Just a line."


def test_the_same_thanks_to_two_people_are_the_same_words():
    for_maria = digest_of("Thank you.", purpose=Purpose.THANKS, called="Maria")
    for_tom = digest_of("thank  you. ", purpose=Purpose.THANKS, called="Tom")

    assert for_maria == for_tom


def test_a_greeting_belongs_to_the_one_it_names():
    for_maria = digest_of("All the best.", purpose=Purpose.GREETING, called="Maria")
    for_tom = digest_of("All the best.", purpose=Purpose.GREETING, called="Tom")

    assert for_maria != for_tom


def test_a_notice_may_be_said_again():
    assert digest_of("We are closed on Friday.", purpose=Purpose.NOTICE, called="Maria") == ""


def test_one_pattern_with_another_thing_in_it_is_alike():
    before = "Thank you for choosing Ethiopia yesterday. Is it what you hoped for?"

    assert is_alike(
        "Thank you for choosing Kenya AA yesterday. Is it what you hoped for?", [before]
    )
    assert not is_alike("You came back on Monday, and that made my day.", [before])
    assert not is_alike("Anything at all.", [])
