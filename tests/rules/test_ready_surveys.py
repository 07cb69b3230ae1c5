"""The surveys that come along are whole in every language and tone."""

from itertools import product

import pytest

from regulars.rules.greetings import LANGUAGES
from regulars.rules.kinds import Tone
from regulars.rules.ready_surveys import BY_KEY, NAMES, READY_SURVEYS, TEXTS
from regulars.rules.ready_wordings import PURPOSES
from regulars.rules.surveys import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    AskStage,
    QuestionKind,
    SurveyKind,
)

TONES = (Tone.FRIENDLY, Tone.FORMAL)
EVERYTHING = list(product(sorted(BY_KEY), LANGUAGES, TONES))
CLOSE = {"du", "dich", "dir", "dein", "deine", "deiner", "euch"}


def everything_said(key: str, language: str, tone: Tone) -> list[str]:
    title, thanks, questions = TEXTS[language][key][tone]
    return [title, thanks, *(text for question in questions for text in question)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_everything(language):
    assert set(TEXTS[language]) == set(BY_KEY) == set(NAMES[language])


@pytest.mark.parametrize(("key", "language", "tone"), EVERYTHING)
def test_each_question_has_what_its_kind_needs(key, language, tone):
    survey = BY_KEY[key]
    _, _, questions = TEXTS[language][key][tone]

    assert 1 <= len(survey.questions) == len(questions) <= MOST_QUESTIONS
    for question, (text, *rest) in zip(survey.questions, questions, strict=True):
        assert 0 < len(text) <= 300
        if question.kind is QuestionKind.SCALE:
            assert len(rest) == 2
        elif question.kind is QuestionKind.CHOICE:
            assert 2 <= len(set(rest)) == len(rest) <= MOST_OPTIONS
            assert {*question.good, *question.bad} <= set(range(1, len(rest) + 1))
        else:
            assert rest == []


@pytest.mark.parametrize(("key", "language", "tone"), EVERYTHING)
def test_the_tone_is_the_readers(key, language, tone):
    for text in everything_said(key, language, tone):
        words = {word.strip(".,?:") for word in text.lower().split()}
        assert "!" not in text
        assert text == text.strip()
        if language == "de" and tone is Tone.FORMAL:
            assert not words & CLOSE, text
        if language == "de" and tone is Tone.FRIENDLY:
            later = {word.strip(".,?:") for word in text.split()[1:]}
            assert not later & {"Ihnen", "Ihr", "Ihre", "Sie"}, text


def test_a_choice_means_the_same_in_both_tones_and_languages():
    for survey in READY_SURVEYS:
        sizes = {
            tuple(len(question) for question in TEXTS[language][survey.key][tone][2])
            for language, tone in product(LANGUAGES, TONES)
        }
        assert len(sizes) == 1


def test_there_is_a_set_for_all_that_is_promised():
    kinds = {survey.kind for survey in READY_SURVEYS}
    assert kinds == set(SurveyKind) - {SurveyKind.OWN}
    of_stages = {
        question.stage
        for survey in READY_SURVEYS
        if survey.kind is SurveyKind.STAGE
        for question in survey.questions
    }
    assert of_stages == set(AskStage)
    assert all(survey.wording in PURPOSES for survey in READY_SURVEYS)
