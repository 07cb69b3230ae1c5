"""Each code that readers and rules know has a sentence, with its facts and without."""

import pytest
from django.utils import translation

from regulars.queries.format_titles import title_of
from regulars.queries.import_looks import OF_PEOPLE, OF_SALES
from regulars.queries.import_numbers import OPTIONS
from regulars.queries.import_words import (
    ANSWERS,
    FIELDS,
    NOTICES,
    QUESTIONS,
    REFUSED,
    UNUSABLE,
    column_words,
    notice_words,
    question_words,
    refusal_words,
    unusable_words,
)
from regulars.readers.formats import FORMATS
from regulars.rules.imports import (
    Field,
    NoticeCode,
    QuestionKind,
    RefusalReason,
    UnusableReason,
)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (RefusalReason, REFUSED),
        (UnusableReason, UNUSABLE),
        (NoticeCode, NOTICES),
        (QuestionKind, QUESTIONS),
        (Field, FIELDS),
    ],
)
def test_every_code_has_words(codes, words):
    assert set(words) == set(codes)


def test_every_meaning_can_be_chosen_and_every_question_answered():
    assert {*OF_SALES, *OF_PEOPLE, Field.IGNORE} == set(Field)
    assert set(OPTIONS) == set(QuestionKind)
    assert set(ANSWERS) == {"day_first", "month_first", "decimal_comma", "decimal_point"}


@pytest.mark.parametrize("reason", list(RefusalReason))
@pytest.mark.parametrize("facts", [{}, {"column": "Date", "value": "30.02.2026"}])
def test_a_refusal_is_a_whole_sentence(reason, facts):
    said = refusal_words(reason.value, facts)

    assert said.endswith(".")
    assert "{" not in said


def test_a_refusal_quotes_the_cell_as_it_stood():
    said = refusal_words("date_impossible", {"column": "Datum", "value": "30.02.2026 {x}"})

    assert said == "“30.02.2026 {x}” in “Datum” is a day that no year has."


@pytest.mark.parametrize("known", [f for f in FORMATS if f.cannot], ids=lambda f: f.name)
def test_a_report_of_no_use_names_the_right_one(known):
    said = unusable_words(known.cannot, known.cannot_facts)

    better = known.cannot_facts.get("instead", "")
    assert title_of(better) in said
    assert "_" not in said


def test_whatever_a_reader_says_there_is_a_sentence():
    assert unusable_words("unheard_of", {})
    assert notice_words("unheard_of", {})
    assert refusal_words("unheard_of", {})
    assert "03/04/2026" in question_words("day_month", "Date", ["03/04/2026"])


def test_a_column_without_a_heading_is_told_by_its_number():
    with translation.override("de"):
        assert column_words("Column 3") == "Spalte 3"
        assert column_words("Column one") == "Column one"
        told = refusal_words(RefusalReason.DATE_MISSING, {"column": "Column 3"})
    assert told == "In „Spalte 3“ steht kein Datum."
