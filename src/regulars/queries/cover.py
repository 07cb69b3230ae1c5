"""Who is away, and who does their work meanwhile."""

from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet

from regulars.models import Absence, Person
from regulars.rules import covers
from regulars.rules.covers import Away


def covers_on(day: date) -> dict[int, int]:
    """Everybody who works here -> who does their work on that day; themselves if they are here."""
    there = (
        Person.objects.filter(is_active=True)
        .annotate(
            away=FilteredRelation(
                "absences", condition=Q(absences__from_on__lte=day, absences__to_on__gte=day)
            )
        )
        .order_by("pk")
        .values_list("pk", "away__cover", "away__from_on", "away__to_on")
    )
    away = [Away(*row) for row in there if row[1] is not None]
    return {pk: covers.who_covers(pk, day, away) for pk, *_ in there}


def absences_between(from_on: date, to_on: date) -> list[Away]:
    """For rules.covers.who_covers on any of these days."""
    rows = Absence.objects.filter(from_on__lte=to_on, to_on__gte=from_on).order_by("pk")
    return [Away(*row) for row in rows.values_list("person", "cover", "from_on", "to_on")]


def who_covers(person_id: int, day: date) -> int:
    """Who does that person's work on that day: themselves where they are here."""
    return covers_on(day).get(person_id, person_id)


def covered_by(person_id: int, day: date) -> list[int]:
    """Whose work falls to this person on that day, beside their own."""
    return [pk for pk, cover in covers_on(day).items() if cover == person_id != pk]


def absences_to_come(today: date) -> QuerySet[Absence]:
    """Those that are not over, the next one first."""
    return Absence.objects.filter(to_on__gte=today).select_related("person", "cover")


def who_may_cover() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True).order_by("display_name", "pk")
