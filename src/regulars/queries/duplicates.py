"""People who may be the same person."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q

from regulars.models import Customer, DoublesSearch, DoubtfulPair
from regulars.rules.kinds import ContactKind, PairState
from regulars.rules.matching import DoubtReason
from regulars.rules.merging import Known, are_alike, doubt_about
from regulars.rules.search import fold

LARGEST_BLOCK = 30  # that many people behind one phone or postcode and name are no household
MOST_HINTS = 3
AT_ONCE = 2_000
MANY = 5_000  # above, a look over everybody takes longer than a page may

Progress = Callable[[int, int], None]  # customers looked at, of how many


@dataclass(frozen=True, slots=True)
class Suggestion:
    first_id: int
    second_id: int
    reason: DoubtReason


def known_people(customers: Iterable[Customer]) -> dict[int, Known]:
    """What tells these customers apart. Needs contact_points and keys prefetched."""
    return {
        customer.pk: Known(
            name=customer.name or customer.company,
            emails=frozenset(_values(customer, ContactKind.EMAIL)),
            phones=frozenset(_values(customer, ContactKind.PHONE)),
            postcode=fold(customer.postcode),
            sources=frozenset(key.source for key in customer.keys.all()),
            birthday=(
                (customer.birthday_month, customer.birthday_day or 0)
                if customer.birthday_month
                else None
            ),
        )
        for customer in customers
    }


def _values(customer: Customer, kind: ContactKind) -> list[str]:
    return [point.value for point in customer.contact_points.all() if point.kind == kind]


def suggestions(*, progress: Progress | None = None) -> Iterator[Suggestion]:
    """Pairs worth a look that nobody has been asked about, over all customers.

    Only people who share an e-mail, a phone, or a postcode with the beginning of a name are
    compared, so that the work grows with the number of people, not of pairs.
    """
    known: dict[int, Known] = {}
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    total, seen = Customer.objects.count() if progress else 0, 0
    for customers in _everybody():
        known |= known_people(customers)
        for customer in customers:
            for key in _blocks_of(known[customer.pk]):
                blocks[key].append(customer.pk)
        seen += len(customers)
        if progress:
            progress(seen, total)
    asked = set(DoubtfulPair.objects.values_list("first_id", "second_id"))
    for members in blocks.values():
        if not 2 <= len(members) <= LARGEST_BLOCK:
            continue
        for one, other in combinations(sorted(members), 2):
            if (one, other) in asked:
                continue
            asked.add((one, other))
            if reason := doubt_about(known[one], known[other]):
                yield Suggestion(one, other, reason)


def _everybody() -> Iterator[list[Customer]]:
    """Some thousand at a time, each read to its end: whoever is told how far we are may write."""
    rows = (
        Customer.objects.only("name", "company", "postcode", "birthday_month", "birthday_day")
        .prefetch_related("contact_points", "keys")
        .order_by("pk")
    )
    last = 0
    while customers := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield customers
        last = customers[-1].pk


def _blocks_of(known: Known) -> Iterator[tuple[str, str]]:
    yield from (("email", email) for email in known.emails)
    yield from (("phone", phone) for phone in known.phones)
    if known.postcode:
        for word in set(fold(known.name).split()):
            yield known.postcode, word[:3]


def maybe_known(
    *, name: str, emails: Iterable[str], phones: Iterable[str], but: int = 0
) -> list[Customer]:
    """Customers whom somebody may be about to write down a second time; likeliest first."""
    found = Customer.objects.exclude(pk=but).select_related("rhythm")
    by_contact = found.filter(contact_points__value__in=[*emails, *phones]).distinct()
    hints = list(by_contact[:MOST_HINTS])
    first = fold(name).split(" ")[0]
    if len(first) > 1 and len(hints) < MOST_HINTS:
        near = found.filter(Q(search_text__startswith=first[:4])).order_by("search_text")
        hints += [
            customer
            for customer in near[:200]
            if customer not in hints and are_alike(customer.name, name)
        ]
    return hints[:MOST_HINTS]


def open_pairs(*, limit: int = 50) -> list[DoubtfulPair]:
    pairs = DoubtfulPair.objects.filter(state=PairState.OPEN.value).order_by("pk")
    return list(
        pairs.select_related("first__rhythm", "second__rhythm").prefetch_related(
            "first__contact_points", "second__contact_points"
        )[:limit]
    )


def has_open_pairs() -> bool:
    return DoubtfulPair.objects.filter(state=PairState.OPEN.value).exists()


def are_many() -> bool:
    """Whether a look over everybody is work for the background."""
    return Customer.objects.count() > MANY


def latest_search() -> DoublesSearch | None:
    """How the last look in the background stands."""
    return DoublesSearch.objects.order_by("-pk").first()
