"""From a finding to an action, to the day it is measured again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from regulars.actions.findings import (
    FindingHasMoved,
    drop_finding,
    finish_finding,
    measure_finding,
    move_finding,
    note_finding,
    note_look,
)
from regulars.models import Finding, SurveyLook
from tests.surveying import NOON, answered, ready_survey

DAY = timedelta(days=1)
TODAY = NOON.date()


@pytest.fixture
def finding(ana) -> Finding:
    question = ready_survey("whole-way").questions.get(position=3)
    return note_finding(
        found="Work is late.", action="Say the day only when it is sure.", owner=None,
        due_on=TODAY, question=question, person=ana,
    )  # fmt: skip


def test_it_belongs_to_whoever_is_responsible(finding, ana):
    assert (finding.owner, finding.stage, finding.state) == (ana, "delivery", "open")
    with pytest.raises(ValueError, match="words"):
        note_finding(found=" ", action="x", owner=ana, due_on=TODAY, person=ana)


def test_it_is_done_and_measured_again_with_its_figures(finding, ana):
    survey = finding.question.survey
    for number in range(20):
        answered(survey, {3: 5 if number < 4 else 1}, at=NOON - 30 * DAY)
    finish_finding(finding=finding, person=ana, on=TODAY)
    assert finding.measure_on == TODAY + 60 * DAY
    for number in range(20):
        answered(survey, {3: 1 if number < 1 else 5}, at=NOON + DAY)

    change = measure_finding(finding=finding, person=ana, on=TODAY + 60 * DAY)

    assert change is not None
    assert (finding.state, finding.result) == ("measured", "better")
    assert (finding.before_good, finding.before_all) == (4, 20)
    assert (finding.after_good, finding.after_all) == (19, 20)
    assert finding.low_percent > 0
    with pytest.raises(FindingHasMoved):
        measure_finding(finding=finding, person=ana)


def test_while_nobody_can_tell_it_is_looked_at_again_later(finding, ana):
    finish_finding(finding=finding, person=ana, on=TODAY)

    measure_finding(finding=finding, person=ana, on=TODAY + 60 * DAY)

    assert (finding.state, finding.result) == ("done", "cannot_tell")
    assert finding.measure_on == TODAY + 120 * DAY


def test_without_a_question_it_ends_untold(finding, ana):
    Finding.objects.update(question=None)
    finding.refresh_from_db()
    finish_finding(finding=finding, person=ana, on=TODAY)
    assert measure_finding(finding=finding, person=ana, on=TODAY) is None
    assert (finding.state, finding.result) == ("measured", "cannot_tell")


def test_the_second_of_two_hands_changes_nothing(finding, ana, ben):
    stale = Finding.objects.get()
    finish_finding(finding=finding, person=ana)
    with pytest.raises(FindingHasMoved):
        finish_finding(finding=stale, person=ben)
    with pytest.raises(FindingHasMoved):
        move_finding(finding=stale, due_on=TODAY + DAY, person=ben)


def test_it_moves_and_is_dropped_with_a_reason(finding, ana):
    move_finding(finding=finding, due_on=TODAY + 9 * DAY, person=ana)
    assert finding.due_on == TODAY + 9 * DAY
    with pytest.raises(ValueError, match="reason"):
        drop_finding(finding=finding, because=" ", person=ana)
    drop_finding(finding=finding, because="It was the weather.", person=ana)
    assert finding.state == "dropped"


def test_what_must_never_be_false_is_held_by_the_database(finding):
    for wrong in ({"state": "done"}, {"state": "dropped"}, {"state": "measured", "done_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(**wrong)


def test_a_week_is_looked_through_once(ana, ben):
    assert note_look(person=ana, on=TODAY)
    assert not note_look(person=ben, on=TODAY)
    assert note_look(person=ben, on=TODAY + 7 * DAY)
    assert sorted(SurveyLook.objects.values_list("week", flat=True)) == ["2026-W48", "2026-W49"]
