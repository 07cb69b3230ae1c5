"""Who is to stay forgotten, kept beside the backups, so that a restored one forgets them again.

The list (backups/erased.json) holds hashes only. It is written anew from the rows after each
erasure and before a restore puts the rows aside.
"""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from regulars.actions.erasure import erase_customer
from regulars.models import Customer, Erasure, ImportBatch, PrintBatch
from regulars.queries.erasure_marks import is_marked
from regulars.rules.kinds import BatchState

LIST = "erased.json"
AT_ONCE = 1_000


def write_list(folder: Path | None = None) -> int:
    """Add what the rows say to the list. Returns how many are in it."""
    rows = Erasure.objects.order_by("pk").values_list("gone_id", "hashes", "erased_at")
    return add_to_list(
        folder or Path(settings.DATA),
        [(gone, hashes, moment.isoformat()) for gone, hashes, moment in rows],
    )


def add_to_list(folder: Path, rows: list[tuple[int, list[str], str]]) -> int:
    """`rows` are the number, the marks and the moment of each erasure; the same one counts once."""
    path = _path(folder)
    held = {_key(entry): entry for entry in _read(path)}
    for gone_id, hashes, told in rows:
        moment = datetime.fromisoformat(told)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC)
        entry = {"gone_id": gone_id, "hashes": hashes, "erased_at": moment.isoformat()}
        held[_key(entry)] = entry
    if not held:
        return 0
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = path.with_suffix(".coming")
    coming.touch(mode=0o600)
    coming.write_text(json.dumps(list(held.values())))
    coming.replace(path)
    return len(held)


def write_list_if_possible(folder: Path) -> None:
    """Before a restore. A database that cannot be read any more has left its list here already."""
    try:
        with transaction.atomic():
            write_list(folder)
    except DatabaseError:
        return


def erase_again(folder: Path | None = None) -> int:
    """Forget everybody on the list who is back, by a restore. Returns how many. Harmless at any
    start: without anything new it reads one file and asks one query."""
    known = {
        (gone_id, erased_at.isoformat())
        for gone_id, erased_at in Erasure.objects.values_list("gone_id", "erased_at")
    }
    missing = [entry for entry in _read(_path(folder)) if _key(entry) not in known]
    if not missing:
        return 0
    marks = {mark for entry in missing for mark in entry["hashes"]}
    back = [
        customer
        for customer in Customer.objects.order_by("pk").iterator(chunk_size=AT_ONCE)
        if is_marked(customer, marks)
    ]
    for customer in back:
        erase_customer(customer=customer, person=None)
    Erasure.objects.bulk_create(
        Erasure(
            gone_id=entry["gone_id"],
            hashes=entry["hashes"],
            erased_at=datetime.fromisoformat(entry["erased_at"]),
        )
        for entry in missing
    )
    return len(back)


def remove_files(*, batches: list[int], sheets: list[int]) -> int:
    """The files in which somebody stood: of imports that ended, and of sheets. Returns how many.

    Sheets that were not printed yet are made anew without them.
    """
    ended = (BatchState.DONE.value, BatchState.UNDONE.value)
    gone = 0
    for batch in ImportBatch.objects.filter(pk__in=batches, state__in=ended).exclude(stored_as=""):
        gone += _unlink(Path(settings.DATA) / batch.stored_as)
    theirs = Q(pk__in=sheets) | Q(envelopes_for__in=sheets)
    for sheet in PrintBatch.objects.filter(theirs).exclude(stored_as=""):
        gone += _unlink(Path(settings.DATA) / sheet.stored_as)
        PrintBatch.objects.filter(pk=sheet.pk).update(stored_as="", ready_at=None)
    return gone


def empty_pages(*, at: datetime) -> bool:
    """Once a day after somebody was erased: what the embedded database still holds in pages that
    it no longer uses is written over. PostgreSQL does that by itself."""
    is_needed = Erasure.objects.filter(erased_at__gt=at - timedelta(days=2)).exists()
    if connection.vendor != "sqlite" or not is_needed:
        return False
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True


def _path(folder: Path | None) -> Path:
    return (folder or Path(settings.DATA)) / "backups" / LIST


def _read(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text())) if path.exists() else []


def _key(entry: dict[str, Any]) -> tuple[int, str]:
    return entry["gone_id"], entry["erased_at"]


def _unlink(path: Path) -> bool:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return True
    is_there = path.exists()
    path.unlink(missing_ok=True)
    return is_there
