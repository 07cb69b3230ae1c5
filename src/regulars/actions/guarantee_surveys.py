"""Asking customers about one guarantee by a short survey."""

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.actions.surveys import (
    SurveyIsFixed,
    WantedQuestion,
    WantedSurvey,
    WantedText,
    keep_survey,
)
from regulars.models import Guarantee, Person, Survey
from regulars.rules.guarantee_surveys import WORDS, key_of, quoted
from regulars.rules.surveys import QuestionKind

LONGEST_NAME = 150


@transaction.atomic
def survey_about(*, guarantee: Guarantee, person: Person | None) -> Survey:
    """The one survey about it, made where there is none. Its words follow the guarantee until
    somebody has answered."""
    held = Guarantee.objects.select_for_update().get(pk=guarantee.pk)
    wanted = _wanted(held)
    there = Survey.objects.filter(key=wanted.key).first()
    try:
        return keep_survey(survey=there, wanted=wanted, person=person)
    except SurveyIsFixed:
        assert there is not None
        return there


def _wanted(guarantee: Guarantee) -> WantedSurvey:
    sentence = quoted(guarantee.sentence)
    matters = {
        manner: WantedText(first.format(sentence=sentence), options=options)
        for manner, (_title, _thanks, first, _second, options) in WORDS.items()
    }
    expected = {
        manner: WantedText(second, options=options)
        for manner, (_title, _thanks, _first, second, options) in WORDS.items()
    }
    name = _("Would they expect it? %(sentence)s") % {"sentence": guarantee.sentence}
    return WantedSurvey(
        name=name[:LONGEST_NAME],
        heads={manner: (title, thanks) for manner, (title, thanks, *_rest) in WORDS.items()},
        questions=[
            WantedQuestion(QuestionKind.CHOICE, matters),
            WantedQuestion(QuestionKind.CHOICE, expected),
        ],
        key=key_of(guarantee.pk),
    )
