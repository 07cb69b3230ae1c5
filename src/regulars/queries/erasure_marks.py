"""By what somebody erased is known again in a restored backup or an old file, without keeping who
it was.

Each mark is a keyed hash (the install's own key), so that the list alone tells nothing. A household
shares a number: an address or number counts together with the name only. In other people's files
an e-mail address alone says who it is, as it does for every import.
"""

import hmac
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

from regulars.models import ContactPoint, Customer, CustomerKey, Erasure, Merge
from regulars.rules.kinds import ContactKind
from regulars.rules.matching import is_full_name, match_name, match_postcode

SALT = "regulars.erasures"


def marks_of(customer: Customer) -> list[str]:
    """What to keep when somebody is erased, the records that were merged into them included."""
    told = list(_told_by(customer.pk, customer.created_at.isoformat(), customer.name))
    told += _told_of(customer)
    names = {customer.name}
    for merge in Merge.objects.filter(kept=customer, undone_at=None):
        row = merge.record.get("gone", {}).get("row", {})
        if row:
            told += _told_by(merge.gone_id, str(row.get("created_at", "")), row.get("name", ""))
            names.add(row.get("name", ""))
    for name in sorted(names):
        told += _told_in_files(customer, match_name(name))
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


# --- other people's files ---


class Marks:
    """Everybody who was erased, to be asked a million times in one import."""

    def __init__(self, hashes: Iterable[str]) -> None:
        self._known = frozenset(hashes)
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        self._begun = [salted_hmac(SALT, "", key, algorithm="sha256") for key in keys]

    def __bool__(self) -> bool:
        return bool(self._known)

    def holds(self, told: Iterable[str]) -> bool:
        return any(_ended(begun, one) in self._known for one in told for begun in self._begun)

    def hidden(self, told: str) -> str:
        """What stands for a text that must not be kept, the same each time."""
        return _ended(self._begun[0], told)


def _ended(begun: hmac.HMAC, told: str) -> str:
    one = begun.copy()
    one.update(told.encode())
    return one.hexdigest()


def the_marks() -> Marks:
    rows = Erasure.objects.order_by("pk").values_list("hashes", flat=True)
    return Marks(mark for hashes in rows for mark in hashes)


def file_marks(
    *,
    name: str,
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    keys: Iterable[tuple[str, str]] = (),
    postcode: str = "",
) -> Iterator[str]:
    """What a record says about who it is; `name` as match_name folds it.

    A tool that is not known may have the number of another one's customer: there it counts
    together with the name.
    """
    for email in emails:
        yield f"file|{ContactKind.EMAIL.value}|{email}"
    for phone in phones:
        yield f"file|{ContactKind.PHONE.value}|{phone}|{name}"
    for source, key in keys:
        yield f"file|key|{source}|{key}" if source else f"file|key||{key}|{name}"
    if is_full_name(name) and postcode:
        yield f"file|home|{match_postcode(postcode)}|{name}"


def _told_in_files(customer: Customer, name: str) -> Iterator[str]:
    points = list(ContactPoint.objects.filter(customer=customer).values_list("kind", "value"))
    phones = [value for kind, value in points if kind == ContactKind.PHONE]
    yield from file_marks(
        name=name,
        emails=[value for kind, value in points if kind == ContactKind.EMAIL],
        phones=phones,
        keys=CustomerKey.objects.filter(customer=customer).values_list("source", "key"),
        postcode=customer.postcode,
    )
    if name:  # a record without a name says no other one
        yield from file_marks(name="", phones=phones)
