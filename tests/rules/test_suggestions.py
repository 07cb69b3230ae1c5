from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.greetings import LANGUAGES, Addressee, Voice
from regulars.rules.kinds import Tone, TouchRule
from regulars.rules.placeholders import fields_of
from regulars.rules.situations import Address, Detail, Situation
from regulars.rules.suggestions import (
    Truths,
    day_said,
    is_speakable,
    situation_of,
    suggest,
    years_said,
)
from regulars.rules.wordings import SUBJECTS, WORDINGS

DAY = date(2026, 11, 23)
MARIA = Addressee(name="Maria Schulz", given_name="Maria")
KNOWN = Truths(
    item="Ethiopia Natural",
    bought_on=date(2026, 9, 24),
    first_on=date(2024, 3, 5),
    talked_on=date(2026, 11, 20),
    kept_on=date(2026, 11, 22),
    years=2,
    connection="Lena",
)
EVERYTHING = list(product(Situation, Tone, LANGUAGES))
CLOSE_GERMAN = {"du", "dich", "dir", "dein", "deine", "deinen", "euch", "hallo"}
POLITE_GERMAN = {"Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren"}


def words(text: str) -> set[str]:
    return {word.strip(".,?:") for word in text.split()}


def suggestion(situation: Situation, tone: Tone, language: str, **changed):
    asked = {"truths": KNOWN, "who": MARIA, "day": DAY, "turn": "7:1", **changed}
    voice = Voice("Ana Torres", "Aurora Coffee", tone, language)
    return suggest(situation, voice=voice, **asked)


def test_every_language_has_every_situation_with_a_subject():
    assert set(WORDINGS) == set(product(LANGUAGES, Address))
    assert all(set(wordings) == set(Situation) for wordings in WORDINGS.values())
    assert all(set(SUBJECTS[language]) == set(Situation) for language in LANGUAGES)


@pytest.mark.parametrize(("situation", "tone", "language"), EVERYTHING)
def test_every_variant_is_whole_signed_and_calm(situation, tone, language):
    count = suggestion(situation, tone, language).variants
    assert count >= 2

    for other in range(count):
        text = suggestion(situation, tone, language, other=other).text
        assert "{" not in text
        assert "}" not in text
        assert "!" not in text
        assert "Ana" in text
        assert "Aurora Coffee" in text
        assert "Maria" in text


@pytest.mark.parametrize(("situation", "language"), list(product(Situation, LANGUAGES)))
def test_formal_is_never_familiar(situation, language):
    for other in range(4):
        text = suggestion(situation, Tone.FORMAL, language, other=other).text

        assert "Maria Schulz" in text
        assert not text.startswith(("Hi", "Hallo", "Hello"))
        assert not words(text.lower()) & CLOSE_GERMAN


@pytest.mark.parametrize("situation", Situation)
def test_friendly_german_says_du_and_undecided_says_sie(situation):
    for other in range(4):
        friendly = suggestion(situation, Tone.FRIENDLY, "de", other=other).text
        undecided = suggestion(situation, Tone.UNDECIDED, "de", other=other).text

        assert not words(friendly) & POLITE_GERMAN
        assert not words(undecided.lower()) & CLOSE_GERMAN
        assert undecided.startswith("Guten Tag Maria Schulz,")


def test_every_wording_leans_on_something_true_or_on_the_birthday_itself():
    for by_situation in WORDINGS.values():
        for situation, wordings in by_situation.items():
            for wording in wordings:
                assert fields_of(wording) <= set(Detail)
                assert fields_of(wording) or situation is Situation.BIRTHDAY


@pytest.mark.parametrize(("tone", "language"), list(product(Tone, LANGUAGES)))
def test_where_nothing_true_is_known_the_draft_stays_open(tone, language):
    draft = suggestion(Situation.OVERDUE, tone, language, truths=Truths())

    assert not draft.has_detail
    assert "Maria" in draft.text
    assert "Ana" in draft.text
    assert "{" not in draft.text


def test_what_was_said_before_is_not_said_again_while_there_is_another_way():
    first = suggestion(Situation.SILENCE, Tone.FRIENDLY, "en")

    second = suggestion(Situation.SILENCE, Tone.FRIENDLY, "en", said_before={first.text})

    assert second.text != first.text
    assert second.has_detail


def test_the_same_occasion_gets_the_same_words_and_another_one_other_words():
    same = {suggestion(Situation.OVERDUE, Tone.FRIENDLY, "en").text for _ in range(3)}
    others = {
        suggestion(Situation.OVERDUE, Tone.FRIENDLY, "en", turn=f"7:{n}").text for n in range(20)
    }

    assert len(same) == 1
    assert len(others) == 3


@pytest.mark.parametrize(
    ("ago_days", "english", "german"),
    [
        (0, "today", "heute"),
        (1, "yesterday", "gestern"),
        (4, "on Thursday", "am Donnerstag"),
        (60, "on 24 September", "am 24. September"),
        (400, "in October 2025", "im Oktober 2025"),
    ],
)
def test_days_are_said_as_people_say_them(ago_days, english, german):
    on = DAY - timedelta(days=ago_days)

    assert day_said(on, day=DAY, language="en") == english
    assert day_said(on, day=DAY, language="de") == german


def test_years_are_words_while_they_are_few():
    assert years_said(1, language="de") == "einem Jahr"
    assert years_said(10, language="en") == "ten years"
    assert years_said(11, language="en") == "11 years"


@pytest.mark.parametrize(
    ("item", "can_be_said"),
    [
        ("Ethiopia Natural", True),
        ("FLAT WHITE", True),
        ("SKU-4471/B", False),
        ("0,5 l", False),
        ("", False),
        ("Oak table with six drawers, oiled, and a very long story behind it all", False),
    ],
)
def test_only_names_that_people_would_say_stand_in_a_sentence(item, can_be_said):
    assert is_speakable(item) is can_be_said


@given(st.text(max_size=60), st.integers(0, 50))
def test_a_product_named_like_a_gap_stays_as_it_is(item, other):
    text = suggestion(
        Situation.SILENCE,
        Tone.FRIENDLY,
        "en",
        truths=Truths(item="Best {since} blend", bought_on=DAY, first_on=DAY),
        who=Addressee(name=item or "Maria"),
        other=other,
    ).text

    assert "{when}" not in text


def test_a_late_birthday_is_told_apart():
    assert (
        situation_of(TouchRule.BIRTHDAY, kept_on=DAY - timedelta(days=1), day=DAY)
        is Situation.BIRTHDAY_LATE
    )
    assert situation_of(TouchRule.BIRTHDAY, kept_on=DAY, day=DAY) is Situation.BIRTHDAY
    assert situation_of(TouchRule.OVERDUE, kept_on=None, day=DAY) is Situation.OVERDUE
