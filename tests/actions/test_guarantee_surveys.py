"""One survey for each guarantee, and its two questions stay."""

import pytest

from regulars.actions.guarantee_surveys import survey_about
from regulars.actions.guarantees import keep_guarantee
from regulars.actions.surveys import SurveyIsFixed, WantedQuestion, WantedSurvey, WantedText
from regulars.actions.surveys import keep_survey as keep
from regulars.models import QuestionText, Survey
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import Tone
from regulars.rules.surveys import QuestionKind
from tests.charters import guaranteed
from tests.surveying import answered


@pytest.fixture
def guarantee(shop, ana):
    return keep_guarantee(told=guaranteed(shop_today()), person=ana)


def test_it_is_made_once_and_follows_the_words_until_somebody_answers(guarantee, ana):
    survey = survey_about(guarantee=guarantee, person=ana)
    assert survey.questions.count() == 2
    keep_guarantee(
        told=guaranteed(shop_today(), sentence="Ready on Friday, or free."),
        person=ana,
        guarantee=guarantee,
    )

    assert survey_about(guarantee=guarantee, person=ana) == survey

    asked = QuestionText.objects.filter(question__survey=survey, question__position=1)
    assert asked.count() == 4
    assert all("Ready on Friday, or free." in one.text for one in asked)
    answered(survey, {1: 1, 2: 2})
    keep_guarantee(told=guaranteed(shop_today()), person=ana, guarantee=guarantee)
    assert survey_about(guarantee=guarantee, person=ana) == survey
    assert "Friday" in asked[0].text
    assert Survey.objects.count() == 1


def test_nobody_puts_other_questions_into_it(guarantee, ana):
    survey = survey_about(guarantee=guarantee, person=ana)
    text = {("en", Tone.FRIENDLY): WantedText("Something else?")}
    wanted = WantedSurvey(
        "Other", {("en", Tone.FRIENDLY): ("Other", "")}, [WantedQuestion(QuestionKind.WORDS, text)]
    )

    with pytest.raises(SurveyIsFixed):
        keep(survey=survey, wanted=wanted, person=ana)
