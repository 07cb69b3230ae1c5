"""From a finding to an action, by somebody, until a day, and measured again (D6, D7)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Finding, Person, Question, SurveyLook
from regulars.queries.local_days import shop_today
from regulars.queries.survey_results import Change, change_of
from regulars.queries.surveys import survey_owner
from regulars.rules.surveys import AskStage, FindingResult, FindingState, week_of

MEASURE_AFTER_DAYS = 60  # as long as it takes until enough have answered anew


class FindingHasMoved(Exception):
    """Somebody else was quicker, or its turn has not come."""


@transaction.atomic
def note_finding(
    *,
    found: str,
    action: str,
    owner: Person | None,
    due_on: date,
    question: Question | None = None,
    stage: AskStage | None = None,
    person: Person | None,
) -> Finding:
    """What the answers show and what is done about it. Without a name it is for whoever is
    responsible for surveys. Raises ValueError without words."""
    if not found.strip() or not action.strip():
        raise ValueError("a finding has words, and an action")
    finding = Finding.objects.create(
        found=found.strip(),
        action=action.strip(),
        owner=owner or survey_owner() or person,
        due_on=due_on,
        question=question,
        stage=stage.value if stage else (question.stage if question else ""),
        created_by=person,
    )
    record("finding.noted", person=person, finding=finding.pk, due=due_on.isoformat())
    return finding


@transaction.atomic
def finish_finding(
    *, finding: Finding, person: Person, on: date | None = None, after_days: int | None = None
) -> None:
    """It is done; after some weeks of new answers it is measured again. Raises FindingHasMoved."""
    done_on = on or shop_today()
    wait = MEASURE_AFTER_DAYS if after_days is None else after_days
    _move(
        finding,
        {FindingState.OPEN},
        person,
        state=FindingState.DONE.value,
        done_on=done_on,
        measure_on=done_on + timedelta(days=wait),
    )


@transaction.atomic
def move_finding(*, finding: Finding, due_on: date, person: Person) -> None:
    """Later. Raises FindingHasMoved."""
    _move(finding, {FindingState.OPEN}, person, due_on=due_on)


@transaction.atomic
def drop_finding(*, finding: Finding, because: str, person: Person) -> None:
    """Not to be done after all, and why. Raises FindingHasMoved, and ValueError without words."""
    if not because.strip():
        raise ValueError("nothing is dropped without a reason")
    _move(
        finding,
        {FindingState.OPEN, FindingState.DONE},
        person,
        state=FindingState.DROPPED.value,
        dropped_because=because.strip(),
    )


@transaction.atomic
def measure_finding(*, finding: Finding, person: Person, on: date | None = None) -> Change | None:
    """The same question after it was done, against before, written down. While nobody can tell
    it is looked at once more later, and stays done. None where there is no question to measure
    by. Raises FindingHasMoved."""
    day = on or shop_today()
    if finding.question is None or finding.done_on is None:
        _move(
            finding,
            {FindingState.DONE},
            person,
            state=FindingState.MEASURED.value,
            measured_on=day,
            result=FindingResult.CANNOT_TELL.value,
        )
        return None
    change = change_of(finding.question, done_on=finding.done_on, day=day)
    figures = {
        "before_good": change.before.good,
        "before_all": change.before.all,
        "after_good": change.after.good,
        "after_all": change.after.all,
        "low_percent": change.low_percent,
        "high_percent": change.high_percent,
        "result": change.result.value,
        "measured_on": day,
    }
    if change.result is FindingResult.CANNOT_TELL:
        again = {"measure_on": day + timedelta(days=MEASURE_AFTER_DAYS)}
        _move(finding, {FindingState.DONE}, person, **figures | again)
    else:
        _move(finding, {FindingState.DONE}, person, state=FindingState.MEASURED.value, **figures)
    return change


def _move(
    finding: Finding, states: set[FindingState], person: Person | None, **changes: object
) -> None:
    among = [state.value for state in states]
    if not Finding.objects.filter(pk=finding.pk, state__in=among).update(**changes):
        raise FindingHasMoved(str(finding))
    record("finding.changed", person=person, finding=finding.pk, what=str(changes.get("state", "")))
    finding.refresh_from_db()


@transaction.atomic
def note_look(*, person: Person, on: date | None = None) -> bool:
    """The answers of this week were looked through, once. False: somebody did already."""
    _, is_new = SurveyLook.objects.get_or_create(
        week=week_of(on or shop_today()),
        defaults={"looked_by": person, "looked_at": timezone.now()},
    )
    if is_new:
        record("look.done", person=person, week=week_of(on or shop_today()))
    return is_new
