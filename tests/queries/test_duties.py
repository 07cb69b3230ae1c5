"""What stands on Today for the business: actions that are due, and the weekly look."""

from datetime import timedelta

import pytest

from regulars.actions.findings import finish_finding, note_finding, note_look
from regulars.actions.surveys import change_asking
from regulars.models import Finding
from regulars.queries.duties import duties_for
from tests.surveying import NOON, answered, ready_survey

TODAY = NOON.date()  # a Tuesday
DAY = timedelta(days=1)


@pytest.fixture
def finding(ana, ben) -> Finding:
    return note_finding(
        found="Work is late.", action="Ring before.", owner=ben, due_on=TODAY, person=ana
    )


def test_a_due_action_is_a_task_of_whoever_does_it(finding, ana, ben):
    assert duties_for(ben, TODAY - DAY) == []
    (duty,) = duties_for(ben, TODAY)
    assert (duty.words, duty.due_on) == ("Ring before.", TODAY)
    assert "Work is late." in duty.why
    assert duties_for(ana, TODAY) == []
    assert len(duties_for(None, TODAY)) == 1


def test_it_comes_back_to_be_measured(finding, ben):
    finish_finding(finding=finding, person=ben, on=TODAY)
    assert duties_for(ben, TODAY + 59 * DAY) == []

    (duty,) = duties_for(ben, TODAY + 60 * DAY)

    assert duty.words == "Look whether it helped: Ring before."


def test_whoever_is_responsible_looks_once_a_week(ana, ben):
    survey = ready_survey()
    assert duties_for(ana, TODAY) == []
    answered(survey, {1: 5})
    assert [one.words for one in duties_for(ana, TODAY)] == ["Look through this week's answers"]
    assert duties_for(ben, TODAY) == []

    change_asking(fields={"owner": ben, "look_weekday": 3}, person=ana)
    assert duties_for(ben, TODAY) == []  # on Thursday
    assert len(duties_for(ben, TODAY + 2 * DAY)) == 1
    note_look(person=ben, on=TODAY + 2 * DAY)
    assert duties_for(ben, TODAY + 3 * DAY) == []
    assert len(duties_for(ben, TODAY + 9 * DAY)) == 1
