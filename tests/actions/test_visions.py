"""The owner's vision beside what customers said; what is said once stands once."""

import pytest

from regulars.actions import visions
from regulars.models import Event, HeardAnswer, RivalPromise, VisionPoint
from regulars.queries.charters import vision_page
from regulars.queries.local_days import shop_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(shop):
    return shop_today()


def test_gaps_stand_on_both_sides_until_they_are_matched(ana, today):
    calm = visions.keep_point(text=" Nobody has to hurry here. ", person=ana)
    answer = visions.hear_answer(text="Tell me when it is late.", heard_on=today, person=ana)
    page = vision_page()
    assert (page.unheard, page.unmatched) == (1, [answer])
    assert page.sides[0].point.text == "Nobody has to hurry here."

    visions.match_answer(answer=answer, point=calm, person=ana)
    page = vision_page()
    assert (page.unheard, page.unmatched) == (0, [])

    assert visions.put_away_point(point=calm, person=ana)
    assert not visions.put_away_point(point=calm, person=ana)
    assert vision_page().unmatched == [answer]


def test_a_survey_tells_each_answer_once(ana, today):
    for _ in range(2):
        visions.hear_answer(text="A call.", heard_on=today, person=None, source="answer:7")

    assert HeardAnswer.objects.count() == 1
    assert Event.objects.filter(kind="answer.heard").count() == 1


def test_a_point_is_said_better_and_an_answer_put_away(ana, today):
    point = visions.keep_point(text="One", person=ana)
    visions.keep_point(text="Two", person=ana, point=point)
    assert VisionPoint.objects.get().text == "Two"

    answer = visions.hear_answer(text="x", heard_on=today, person=ana)
    assert visions.put_away_answer(answer=answer, person=ana)
    assert not visions.put_away_answer(answer=answer, person=ana)
    assert vision_page().unmatched == []


def test_what_others_promise_is_noted_with_where_and_when(ana, today):
    rival = visions.note_rival(
        who="Dreamy Beans",
        text="Answers within a week",
        seen_where="their shop window",
        seen_on=today,
        metric="answered",
        person=ana,
    )

    assert visions.put_away_rival(rival=rival, person=ana)
    assert not visions.put_away_rival(rival=rival, person=ana)
    assert RivalPromise.objects.get().seen_on == today
