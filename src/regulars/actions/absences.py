"""Somebody is away for a while, and somebody else does their work (K30)."""

from datetime import date

from django.db import transaction

from regulars.actions.events import record
from regulars.models import Absence, Person
from regulars.rules.covers import Away, closes_a_circle


class AlreadyAway(Exception):
    """These days overlap with another absence of the same person."""


class CoverIsACircle(Exception):
    """On some day everybody in the chain would be away."""


@transaction.atomic
def note_absence(
    *, whom: Person, cover: Person, from_on: date, to_on: date, person: Person | None
) -> Absence:
    """Raises AlreadyAway; CoverIsACircle; ValueError where nobody would do the work."""
    if cover.pk == whom.pk or not cover.is_active or to_on < from_on:
        raise ValueError("an absence needs another person who works here, and a first and last day")
    list(Person.objects.select_for_update().order_by("pk"))  # two who name each other wait in line
    new = Away(whom.pk, cover.pk, from_on, to_on)
    near = [
        Away(*row)
        for row in Absence.objects.filter(from_on__lte=to_on, to_on__gte=from_on).values_list(
            "person", "cover", "from_on", "to_on"
        )
    ]
    if any(one.person_id == whom.pk for one in near):
        raise AlreadyAway(str(whom))
    if closes_a_circle(new, near):
        raise CoverIsACircle(str(whom))
    absence = Absence.objects.create(person=whom, cover=cover, from_on=from_on, to_on=to_on)
    record("absence.changed", person=person, absence=absence.pk, whom=whom.pk, cover=cover.pk)
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, today: date, person: Person | None) -> None:
    """Back earlier than planned, or it never came to it: what lies ahead of today is struck."""
    if absence.from_on >= today:
        gone = Absence.objects.filter(pk=absence.pk).delete()[0]
    else:
        last_on = date.fromordinal(today.toordinal() - 1)
        gone = Absence.objects.filter(pk=absence.pk, to_on__gte=today).update(to_on=last_on)
    if gone:
        record("absence.changed", person=person, whom=absence.person_id, what="ended")
