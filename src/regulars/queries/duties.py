"""What somebody here has to do for the business, beside the people to care for."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.models import Finding, Person, Response, SurveyLook
from regulars.queries.surveys import survey_owner, the_asking
from regulars.rules.surveys import FindingState, week_of

MOST = 10


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do, why, and where."""

    words: str
    why: str
    url: str
    due_on: date


def duties_for(person: Person | None, day: date) -> list[Duty]:
    """By their day, the one longest due first; of everybody for nobody in particular."""
    found = [*_findings(person, day), *_looks(person, day)]
    return sorted(found, key=lambda duty: duty.due_on)[:MOST]


def _findings(person: Person | None, day: date) -> list[Duty]:
    due = Q(state=FindingState.OPEN.value, due_on__lte=day)
    due |= Q(state=FindingState.DONE.value, measure_on__lte=day)
    rows = Finding.objects.filter(due)
    if person is not None:
        rows = rows.filter(Q(owner=person) | Q(owner=None))
    duties = []
    for row in rows[:MOST]:
        is_open = row.state == FindingState.OPEN
        words = row.action if is_open else _("Look whether it helped: %(action)s")
        why = _("Because of what customers answered: %(found)s")
        duties.append(
            Duty(
                words if is_open else words % {"action": row.action},
                why % {"found": row.found},
                f"{reverse('surveys:findings')}#finding-{row.pk}",
                row.due_on if is_open or row.measure_on is None else row.measure_on,
            )
        )
    return duties


def _looks(person: Person | None, day: date) -> list[Duty]:
    """Once a week, for whoever is responsible, where somebody has answered that nobody has read."""
    unread = Response.objects.filter(seen_at=None, set_aside_because="")
    if not unread.exists():
        return []
    if person is not None and person != survey_owner():
        return []
    look_on = day - timedelta(days=(day.weekday() - the_asking().look_weekday) % 7)
    week = week_of(day)
    if week_of(look_on) != week or SurveyLook.objects.filter(week=week).exists():
        return []
    return [
        Duty(
            _("Look through this week's answers"),
            _("You are responsible for what customers answer."),
            reverse("surveys:answers"),
            look_on,
        )
    ]
