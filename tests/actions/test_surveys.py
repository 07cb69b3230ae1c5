"""Surveys as they are written, and who is asked nothing."""

import pytest
from django.db import IntegrityError, transaction

from regulars.actions.surveys import (
    OddSurvey,
    SurveyIsFixed,
    WantedQuestion,
    WantedSurvey,
    WantedText,
    ask_again,
    ask_nothing,
    change_asking,
    change_survey,
    install_ready_surveys,
    keep_survey,
    put_away_survey,
)
from regulars.models import Asking, Event, NoSurvey, Question, QuestionText, Survey
from regulars.rules.kinds import Tone
from regulars.rules.ready_surveys import READY_SURVEYS
from regulars.rules.surveys import Opens, QuestionKind
from tests.surveying import answered

EN = ("en", Tone.FORMAL)


def wanted(*questions: WantedQuestion, name: str = "Ours") -> WantedSurvey:
    return WantedSurvey(name, {EN: ("How was it?", "Thanks.")}, questions or (scale(),))


def scale(text: str = "How was it?") -> WantedQuestion:
    return WantedQuestion(QuestionKind.SCALE, {EN: WantedText(text, "bad", "good")})


def choice(*options: str) -> WantedQuestion:
    return WantedQuestion(
        QuestionKind.CHOICE, {EN: WantedText("Which?", options=options)}, opens=Opens.COMPLAINT
    )


def test_the_ready_ones_come_once_and_stay_as_they_are(shop):
    assert install_ready_surveys() == len(READY_SURVEYS)
    Survey.objects.filter(key="exit").update(name="Goodbye")

    assert install_ready_surveys() == 0
    assert Survey.objects.get(key="exit").name == "Goodbye"
    texts = QuestionText.objects.filter(question__survey__key="after-job", question__position=2)
    assert {(one.language, one.tone) for one in texts} == {
        ("en", "friendly"),
        ("en", "formal"),
        ("de", "friendly"),
        ("de", "formal"),
    }
    assert {len(one.options) for one in texts} == {3}


def test_one_of_their_own_is_kept_and_may_change_until_somebody_answers(shop, ana):
    survey = keep_survey(survey=None, wanted=wanted(), person=ana)
    keep_survey(survey=survey, wanted=wanted(choice("a", "b"), scale()), person=ana)
    assert list(survey.questions.values_list("kind", flat=True)) == ["choice", "scale"]

    answered(survey, {1: 1})

    with pytest.raises(SurveyIsFixed):
        keep_survey(survey=survey, wanted=wanted(), person=ana)
    change_survey(survey=survey, fields={"name": "Renamed", "kind": "exit"}, person=ana)
    survey.refresh_from_db()
    assert (survey.name, survey.kind) == ("Renamed", "own")


@pytest.mark.parametrize(
    "odd",
    [
        wanted(*(scale() for _ in range(6))),
        wanted(scale("  ")),
        wanted(choice("only one")),
        wanted(choice(*"abcdefghi")),
        wanted(name=" "),
        WantedSurvey("x", {EN: ("x", "")}, ()),
    ],
)
def test_what_is_no_survey_is_refused(shop, ana, odd):
    with pytest.raises(OddSurvey):
        keep_survey(survey=None, wanted=odd, person=ana)
    assert not Survey.objects.exists()


def test_the_database_knows_five_questions_at_most(shop, ana):
    survey = keep_survey(survey=None, wanted=wanted(), person=ana)
    for position in (0, 6, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.create(survey=survey, position=position, kind="words")


def test_a_survey_is_put_away_and_comes_back(shop, ana):
    survey = keep_survey(survey=None, wanted=wanted(), person=ana)

    assert put_away_survey(survey=survey, is_away=True, person=ana)
    assert not put_away_survey(survey=survey, is_away=True, person=ana)
    assert put_away_survey(survey=survey, is_away=False, person=ana)


def test_how_is_asked_is_one_row(shop, ana, ben):
    assert change_asking(fields={"rest_days": 30, "owner": ben}, person=ana)
    assert not change_asking(fields={"rest_days": 30, "owner": ben}, person=ana)

    assert (Asking.objects.get().rest_days, Asking.objects.get().owner) == (30, ben)
    assert Event.objects.filter(kind="asking.changed").count() == 1


def test_nobody_is_left_out_without_a_reason(customer, ana):
    with pytest.raises(ValueError, match="reason"):
        ask_nothing(customer=customer, because=" ", person=ana)
    ask_nothing(customer=customer, because="They are in mourning.", person=ana)
    ask_nothing(customer=customer, because="They asked for it.", person=ana)
    assert NoSurvey.objects.get().because == "They asked for it."

    assert ask_again(customer=customer, person=ana)
    assert not ask_again(customer=customer, person=ana)
