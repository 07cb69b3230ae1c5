from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.composing import TONES_FOR, Said, Text, candidates, chosen, gaps_in
from regulars.rules.fields import LONGEST_OUT
from regulars.rules.greetings import Addressee, Voice
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose, Reason
from tests.rules.payloads import PAYLOADS

MARIA = Addressee(name="Maria Schulz", given_name="Maria")
KNOWN = {"first_name": "Maria", "item": "Ethiopia", "when": "yesterday"}
TEXTS = [
    Text("Thank you for choosing {item} {when}.", "Thanks, {first_name}"),
    Text("You came back {when}, and that made my day."),
    Text("I hope you like it."),
]


def made(texts=TEXTS, *, known=KNOWN, purpose=Purpose.THANKS, who=MARIA, **more):
    voice = Voice("Ana Torres", "Aurora Coffee", more.pop("tone", Tone.FRIENDLY), "en")
    return candidates(texts, who=who, voice=voice, known=known, purpose=purpose, **more)


def pick(found, *, said=Said(), turn="7:1", other=0, purpose=Purpose.THANKS):  # noqa: B008  # frozen
    return chosen(found, purpose=purpose, said=said, turn=turn, other=other)


def test_a_text_is_filled_framed_and_says_what_it_leans_on():
    whole = made()[0]

    assert whole.body == (
        "Hi Maria, Ana here from Aurora Coffee. Thank you for choosing Ethiopia yesterday."
    )
    assert whole.subject == "Thanks, Maria"
    assert whole.details == ("item", "when")
    assert whole.problems == []


def test_a_field_without_a_value_leaves_a_draft_and_never_a_gap():
    draft = made(TEXTS[:1], known={"first_name": "Maria"})[0]

    assert "Thank you for choosing {item} {when}." in draft.body
    assert draft.problems == [Reason.UNFILLED, Reason.NO_DETAIL]
    assert gaps_in(draft.body) == ["{item}", "{when}"]


def test_a_brace_of_the_writers_own_is_no_gap():
    assert gaps_in("The set {red, blue} and {smile} go well with {item}.") == ["{item}"]


def test_thanks_without_anything_true_wait_for_a_person():
    bare = made(TEXTS[2:])[0]

    assert bare.problems == [Reason.NO_DETAIL]


def test_a_sentence_by_hand_is_true_enough():
    written = made(TEXTS[2:], sentence="Your daughter's drawing still hangs here.")[0]

    assert written.problems == []
    assert written.body.endswith("I hope you like it. Your daughter's drawing still hangs here.")


def test_a_greeting_needs_no_detail():
    assert made(TEXTS[2:], purpose=Purpose.GREETING)[0].problems == []


def test_what_leans_on_the_records_comes_before_what_suits_anybody():
    picks = {pick(made(), turn=str(turn)).core for turn in range(30)}

    assert picks == {one.core for one in made()[:2]}


def test_the_same_occasion_gets_the_same_words_and_other_asks_for_the_next():
    assert pick(made()) == pick(made())
    assert pick(made()[:2], other=1).core != pick(made()[:2]).core


def test_taken_words_make_room_for_others_and_are_a_problem_where_there_are_none():
    first = pick(made())

    second = pick(made(), said=Said(taken={first.digest}))
    assert second.core != first.core
    assert second.problems == []

    only = pick(made(TEXTS[:1]), said=Said(taken={made()[0].digest}))
    assert only.problems == [Reason.SAME_WORDS]


def test_thanks_of_the_pattern_of_one_of_the_last_are_the_same_again():
    before = Said(recent=["Thank you for choosing Kenya AA yesterday."])

    assert pick(made(TEXTS[:1]), said=before).problems == [Reason.SAME_WORDS]
    reminder = pick(made(TEXTS[:1], purpose=Purpose.SERVICE), said=before, purpose=Purpose.SERVICE)
    assert reminder.problems == []


def test_where_there_are_no_texts_there_is_nothing_to_choose():
    assert pick([]) is None


def test_who_wants_distance_never_gets_a_familiar_text():
    assert Tone.FRIENDLY not in TONES_FOR[Tone.FORMAL]
    assert Tone.FRIENDLY not in TONES_FOR[Tone.UNDECIDED]
    assert all(fitting[0] is tone for tone, fitting in TONES_FOR.items())


def test_a_payload_in_a_record_or_a_text_is_written_down_and_nothing_else():
    """Neither as a value nor as a stored text is it ever run: its characters come out as they
    are, and the letter stays bounded."""
    for payload in PAYLOADS:
        as_value = made(TEXTS[:1], known=KNOWN | {"item": payload})[0]
        as_name = made(TEXTS[:1], who=Addressee(name=payload, given_name=payload))[0]
        as_text = made([Text(f"Look: {payload}")])[0]

        assert f"choosing {payload} yesterday" in as_value.body
        assert f"Hi {payload}, Ana" in as_name.body
        assert as_text.core == f"Look: {payload.replace('{first_name}', 'Maria')}"
        assert max(len(one.body) for one in (as_value, as_name, as_text)) < LONGEST_OUT


@given(value=st.text(max_size=30))
def test_a_value_is_never_read_as_a_text(value):
    known = KNOWN | {"item": f"{{when}}{value}"}

    one = made(TEXTS[:1], known=known)[0]

    assert f"choosing {{when}}{value} yesterday" in one.body
