from datetime import timedelta

import pytest

from regulars.actions.absences import AlreadyAway, CoverIsACircle, end_absence, note_absence
from regulars.actions.people import deactivate
from regulars.models import Absence, Event, Person


def note(whom, cover, monday, first=0, last=6):
    return note_absence(
        whom=whom,
        cover=cover,
        from_on=monday + timedelta(days=first),
        to_on=monday + timedelta(days=last),
        person=whom,
    )


def test_somebody_is_away_and_another_takes_over(ana, ben, monday):
    note(ben, ana, monday)

    assert Absence.objects.get().cover == ana
    assert Event.objects.last().kind == "absence.changed"


def test_nobody_is_away_twice_or_covered_in_a_circle(ana, ben, monday):
    note(ben, ana, monday)

    with pytest.raises(AlreadyAway):
        note(ben, ana, monday, first=6, last=9)
    with pytest.raises(CoverIsACircle):
        note(ana, ben, monday, first=6, last=9)
    with pytest.raises(ValueError, match="another person"):
        note(ana, ana, monday)
    assert Absence.objects.count() == 1
    note(ana, ben, monday, first=7, last=9)  # ben is back by then


def test_who_is_back_early_is_back(ana, ben, monday):
    absence = note(ben, ana, monday)
    end_absence(absence=absence, today=monday + timedelta(days=2), person=ben)
    end_absence(absence=absence, today=monday + timedelta(days=2), person=ben)

    absence.refresh_from_db()
    assert absence.to_on == monday + timedelta(days=1)
    assert Event.objects.filter(kind="absence.changed").count() == 2

    end_absence(absence=absence, today=monday, person=ben)
    assert not Absence.objects.exists()


def test_the_successor_of_a_leaver_covers_in_their_place(ana, ben, monday):
    cy = Person.objects.create(username="cy", display_name="Cy")
    note(cy, ben, monday)
    note(ana, ben, monday, first=8, last=9)

    deactivate(whom=ben, successor=ana, person=ana)

    assert list(Absence.objects.values_list("person", "cover")) == [(cy.pk, ana.pk)]
