"""By what somebody erased is known again in a restored backup, without keeping who it was.

Each mark is a keyed hash (the install's own key), so that the list alone tells nothing. A household
shares a number: an address or number counts together with the name only.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

from regulars.models import ContactPoint, Customer, CustomerKey, Merge

SALT = "regulars.erasures"


def marks_of(customer: Customer) -> list[str]:
    """What to keep when somebody is erased, the records that were merged into them included."""
    told = list(_told_by(customer.pk, customer.created_at.isoformat(), customer.name))
    told += _told_of(customer)
    for merge in Merge.objects.filter(kept=customer, undone_at=None):
        row = merge.record.get("gone", {}).get("row", {})
        if row:
            told += _told_by(merge.gone_id, str(row.get("created_at", "")), row.get("name", ""))
    return sorted({hashed(one, settings.SECRET_KEY) for one in told})


def is_marked(customer: Customer, marks: Iterable[str]) -> bool:
    """Whether this record is the one that was erased: the same row, the same name with the same
    address or number, or the same key of another tool."""
    known = frozenset(marks)
    told = [*_told_by(customer.pk, customer.created_at.isoformat(), customer.name)]
    told += _told_of(customer)
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(hashed(one, key) in known for one in told for key in keys)


def who_hash_of(customer_id: int) -> str:
    """What a message keeps of whom it went to: the same for all of one person's."""
    return hashed(f"message|{customer_id}", settings.SECRET_KEY)


def hashed(told: str, key: str) -> str:
    return salted_hmac(SALT, told, key, algorithm="sha256").hexdigest()


def _told_by(pk: int, created_at: str, name: str) -> Iterator[str]:
    yield f"row|{pk}|{created_at.replace('Z', '+00:00')}|{name}"


def _told_of(customer: Customer) -> Iterator[str]:
    name = " ".join(customer.name.casefold().split())
    points = ContactPoint.objects.filter(customer=customer).values_list("kind", "value")
    for kind, value in points:
        yield f"{kind}|{value}|{name}"
    for source, key in CustomerKey.objects.filter(customer=customer).values_list("source", "key"):
        yield f"key|{source}|{key}"
