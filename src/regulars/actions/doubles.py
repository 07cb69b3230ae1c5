"""Looking over all customers for those who are there twice."""

from django.db import transaction
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.models import DoublesSearch, DoubtfulPair, Person
from regulars.queries.duplicates import Progress, suggestions

PAIRS_A_STEP = 1_000


def look_for_doubles(*, progress: Progress | None = None) -> int:
    """Offer pairs that nobody has looked at yet; returns how many. Takes seconds for many.

    All is read before anything is written, so that nobody waits for the look.
    """
    return _offer(
        [
            DoubtfulPair(
                first_id=found.first_id, second_id=found.second_id, reason=found.reason.value
            )
            for found in suggestions(progress=progress)
        ]
    )


@transaction.atomic
def _offer(pairs: list[DoubtfulPair]) -> int:
    before = DoubtfulPair.objects.count()
    DoubtfulPair.objects.bulk_create(pairs, ignore_conflicts=True, batch_size=PAIRS_A_STEP)
    return DoubtfulPair.objects.count() - before


@transaction.atomic
def want_doubles(*, person: Person | None) -> DoublesSearch:
    """Have somebody look in the background. One that is under way is enough."""
    under_way = DoublesSearch.objects.filter(finished_at=None).first()
    if under_way is not None:
        return under_way
    search = DoublesSearch.objects.create(asked_by=person)
    record("doubles.wanted", person=person, search=search.pk)
    return search


def search_for_doubles(search: DoublesSearch) -> int:
    """Do what was wanted, once, and keep beside the search how far it is."""
    mine = DoublesSearch.objects.filter(pk=search.pk, finished_at=None)

    def note(seen: int, total: int) -> None:
        mine.update(seen=seen, total=total)

    if not mine.exists():
        return search.found or 0
    found = look_for_doubles(progress=note)
    mine.update(found=found, finished_at=now())
    return found
