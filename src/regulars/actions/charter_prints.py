"""The charter for the wall: asked for by a person, made by the worker."""

from django.db import transaction
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.models import CharterPrint, CharterVersion, Person
from regulars.queries.local_days import shop_today


@transaction.atomic
def want_print(*, version: CharterVersion, person: Person) -> CharterPrint:
    """With the counts of today. Asked again, it is made again."""
    wanted, is_new = CharterPrint.objects.get_or_create(
        version=version, day=shop_today(), defaults={"asked_by": person}
    )
    if not is_new:
        CharterPrint.objects.filter(pk=wanted.pk).update(ready_at=None, has_failed=False)
        wanted.refresh_from_db()
    record("charter.wanted", person=person, wanted=wanted.pk)
    return wanted


@transaction.atomic
def note_print(wanted: CharterPrint, *, has_failed: bool = False) -> bool:
    """The file is whole, or nothing here can make one. False where it was noted before."""
    changed = CharterPrint.objects.filter(pk=wanted.pk, ready_at=None).update(
        ready_at=None if has_failed else now(), has_failed=has_failed
    )
    return bool(changed)
