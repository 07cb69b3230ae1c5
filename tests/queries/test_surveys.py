"""In whose words something is asked, and how many questions it takes to say who is asked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.actions.surveys import ask_nothing, change_asking
from regulars.models import Person, Survey, SurveyInvitation
from regulars.queries.surveys import (
    are_reminders_wanted,
    asked_by,
    asked_of,
    candidates,
    is_fixed,
    shown_in,
    survey_owner,
    the_asking,
    to_remind,
    why_not_now,
)
from regulars.rules.kinds import Tone
from regulars.rules.surveys import Opens, QuestionKind, WhyNot
from tests.making import make_customers
from tests.surveying import NOON, answered, invited, reachable, ready_survey


@pytest.fixture
def survey(shop) -> Survey:
    return ready_survey()


def test_until_the_owner_decides_there_is_a_rest_and_a_reminder(db):
    assert (the_asking().rest_days, the_asking().remind_after_days) == (60, 5)


def test_somebody_is_responsible_even_in_a_small_team(ana, ben):
    assert survey_owner() == ana
    change_asking(fields={"owner": ben}, person=ana)
    assert survey_owner() == ben
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    assert survey_owner() == ana


@pytest.mark.parametrize(
    ("language", "tone", "text"),
    [
        ("en", Tone.FRIENDLY, "How satisfied are you with the work?"),
        ("en", Tone.UNDECIDED, "How satisfied are you with our work?"),
        ("de", Tone.FRIENDLY, "Wie zufrieden bist du mit der Arbeit?"),
        ("de", Tone.UNDECIDED, "Wie zufrieden sind Sie mit unserer Arbeit?"),
        ("fr", Tone.FORMAL, "How satisfied are you with our work?"),
    ],
)
def test_the_words_are_of_their_language_and_never_too_familiar(survey, language, tone, text):
    shown = shown_in(survey, language=language, tone=tone)

    assert shown.questions[0].text == text
    assert shown.questions[0].field == "q1"
    assert list(shown.questions[0].marks) == [1, 2, 3, 4, 5]
    assert [number for number, _ in shown.questions[1].options] == [1, 2, 3]
    assert shown.questions[1].words_of(scale=None, choice=2, words="")


def test_what_is_asked_is_read_off_the_rows(survey):
    first, second, third = asked_of(survey)

    assert (first.kind, first.opens) == (QuestionKind.SCALE, Opens.COMPLAINT)
    assert (second.options, second.good, second.bad) == (3, {1}, {3})
    assert third.kind is QuestionKind.WORDS
    assert asked_by(survey.questions.get(position=2)) == second


def test_it_is_fixed_from_the_first_answer_on(survey):
    assert not is_fixed(survey)
    answered(survey, {1: 5})
    assert is_fixed(survey)


def test_each_is_weighed_and_told_why_not(survey, ana):
    asked, resting, barred, new = (
        reachable(one, gives=gives)
        for one, gives in zip(make_customers(4, with_email=False), (2, 2, 2, 0), strict=True)
    )
    invited(resting, survey, days=10)
    ask_nothing(customer=barred, because="In mourning.", person=ana)

    found = candidates([asked, resting, barred, new], at=NOON)

    assert [one.why_not for one in found] == [None, WhyNot.RESTING, WhyNot.BY_HAND, "give_first"]
    assert found[1].free_on == (NOON + timedelta(days=50)).date()
    assert [one.is_asked for one in found] == [True, False, False, False]
    assert found[0].goes_at == NOON
    assert why_not_now(asked, NOON).is_asked


def test_many_cost_no_more_questions_than_one(survey):
    people = [reachable(one) for one in make_customers(3, with_email=False)]
    for one in people:
        invited(one, survey, days=90)
    with CaptureQueriesContext(connection) as few:
        candidates(people[:1], at=NOON)
    with CaptureQueriesContext(connection) as many:
        candidates(people, at=NOON)

    assert len(many) == len(few) < 40


def test_who_is_to_be_reminded(customer, survey):
    assert not are_reminders_wanted()
    invitation = invited(customer, survey, days=6)

    assert to_remind(NOON) == [invitation]
    assert are_reminders_wanted()
    assert to_remind(NOON + timedelta(days=20)) == []
    SurveyInvitation.objects.update(reminder=invitation.message)
    assert to_remind(NOON) == []
