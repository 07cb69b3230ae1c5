from datetime import timedelta

from regulars.models import Absence, Customer, Person
from regulars.queries.cover import (
    absences_to_come,
    covered_by,
    who_covers,
    who_may_cover,
)
from regulars.queries.due import colleagues_of
from regulars.queries.today import today_for


def test_the_cover_does_the_work_of_whoever_is_away(ana, ben, monday):
    Absence.objects.create(person=ben, cover=ana, from_on=monday, to_on=monday)

    assert who_covers(ben.pk, monday) == ana.pk
    assert who_covers(ben.pk, monday + timedelta(days=1)) == ben.pk
    assert covered_by(ana.pk, monday) == [ben.pk]
    assert covered_by(ana.pk, monday + timedelta(days=1)) == []


def test_a_chain_of_covers_ends_at_somebody_who_is_here(ana, ben, monday):
    cy = Person.objects.create(username="cy", display_name="Cy")
    Absence.objects.create(person=ben, cover=cy, from_on=monday, to_on=monday)
    Absence.objects.create(person=cy, cover=ana, from_on=monday, to_on=monday)

    assert who_covers(ben.pk, monday) == ana.pk
    assert sorted(covered_by(ana.pk, monday)) == sorted([ben.pk, cy.pk])


def test_today_shows_the_cover_the_people_of_whoever_is_away(ana, ben, monday):
    theirs = Customer.objects.create(name="Mara", carer=ben)
    theirs.touches.create(
        rule="follow_up", occurrence="1", due_on=monday, note="call", assigned_to=ben
    )

    def listed():
        return [row.customer.name for row in today_for(ana, day=monday).rows]

    assert listed() == []
    Absence.objects.create(person=ben, cover=ana, from_on=monday, to_on=monday)
    assert listed() == ["Mara"]
    assert colleagues_of(ana, monday) == ()
    assert colleagues_of(ana, monday + timedelta(days=1)) == (ben.pk,)


def test_absences_to_come_are_those_not_over(ana, ben, monday):
    for first in (-3, 0, 5):
        Absence.objects.create(
            person=ben,
            cover=ana,
            from_on=monday + timedelta(days=first),
            to_on=monday + timedelta(days=first + 1),
        )

    assert [one.from_on for one in absences_to_come(monday)] == [
        monday,
        monday + timedelta(days=5),
    ]
    assert list(who_may_cover()) == [ana, ben]
