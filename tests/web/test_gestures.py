import pytest

from regulars.models import Gesture

pytestmark = pytest.mark.django_db
IDEA = {"name": "A card", "hint": "By hand", "cost": "1.50", "interest": "", "stages": ["loyal"]}


def test_an_idea_goes_into_the_box_and_may_rest(staff, shop):
    assert staff.post("/gestures/new", IDEA)["Location"] == "/gestures/"
    gesture = Gesture.objects.get()
    assert (gesture.cost_minor, gesture.stages) == (150, ["loyal"])
    assert "A card" in staff.get("/gestures/").text

    staff.post(f"/gestures/{gesture.pk}/switch", {"on": "no"})
    gesture.refresh_from_db()
    assert not gesture.is_on


def test_an_idea_without_a_name_is_asked_for_one(owner, shop):
    answer = owner.post("/gestures/new", IDEA | {"name": ""})

    assert answer.status_code == 422
    assert "By hand" in answer.text


def test_ready_ideas_are_taken_by_trade(owner, shop):
    owner.post("/gestures/ready", {"trade": ["shop", "nonsense"]})

    assert Gesture.objects.count() == 2
