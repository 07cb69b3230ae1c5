"""The people who work here."""

from django.db.models import Count, Q, QuerySet

from regulars.models import Person


def colleagues() -> QuerySet[Person]:
    """Everybody, those who still work here first, each with what hands over when they leave."""
    return Person.objects.annotate(
        customers_count=Count("customers", distinct=True),
        touches_count=Count("touches", filter=Q(touches__state="open"), distinct=True),
    ).order_by("-is_active", "display_name", "pk")


def successors_of(person: Person) -> QuerySet[Person]:
    """Who can take over from somebody who leaves."""
    return Person.objects.filter(is_active=True).exclude(pk=person.pk).order_by("display_name")


def is_name_taken(username: str, *, but: Person | None = None) -> bool:
    """Whether somebody else signs in by this name, however it is cased."""
    taken = Person.objects.filter(username__iexact=username.strip())
    return taken.exclude(pk=but.pk).exists() if but else taken.exists()


def names_of_people() -> list[str]:
    """What everybody who works here is called."""
    return list(Person.objects.filter(is_active=True).values_list("display_name", flat=True))
