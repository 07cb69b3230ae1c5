"""Every stored value has words."""

import pytest
from django.utils import translation

from regulars.queries import labels
from regulars.rules import channels, kinds, stages
from regulars.rules.kinds import CustomerWord, TouchRule

UNSEEN = {"BatchKind", "BatchState", "PairState"}  # worded by the pages that show them


@pytest.mark.parametrize("enum", labels.WORDS, ids=lambda enum: enum.__name__)
def test_every_member_has_words(enum):
    assert set(labels.WORDS[enum]) == set(enum)
    assert all(str(words).strip() for words in labels.WORDS[enum].values())


def test_every_enum_that_people_read_has_words():
    there = {
        name
        for module in (kinds, channels, stages)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
        if issubclass(value, kinds.StrEnum)
    }
    assert there - UNSEEN <= set(labels.BY_NAME)


def test_a_value_of_a_newer_version_is_shown_as_it_is():
    assert labels.word(TouchRule, "telepathy") == "telepathy"
    assert labels.word("TouchRule", TouchRule.BIRTHDAY) == "Birthday"


def test_choices_keep_the_order_of_the_enum():
    assert [value for value, _ in labels.choices(CustomerWord)] == list(CustomerWord)


@pytest.mark.parametrize("word", CustomerWord)
def test_the_shops_word_has_all_its_forms(word):
    forms = labels.people_words(word)
    with translation.override("en"):
        assert str(forms.one) == word.value
        assert str(forms.many) == str(forms.title).lower() == f"{word.value}s"
        assert word.value in str(forms.first_one)


def test_an_unknown_word_falls_back_to_customer():
    assert labels.people_words("friend") is labels.PEOPLE[CustomerWord.CUSTOMER]
