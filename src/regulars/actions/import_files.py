"""A file somebody brings: kept in the data folder, looked at, one batch for each file in it."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from regulars.models import ImportBatch, KnownShape, Person, RefusedRow, Shop
from regulars.queries.import_files import examination_of, imports_folder, scratch_folder
from regulars.readers.files import Examination, Unusable, parts
from regulars.rules.kinds import BatchKind, BatchState

PIECE = 1024 * 1024
KEEP_LEFT = timedelta(days=1)  # longer than any import works on a file
KEEP_ENDED = timedelta(days=7)


def keep_upload(pieces: Iterable[bytes]) -> tuple[Path, str]:
    """Write an upload to disk as it comes. Returns its path inside the data folder, and its name
    by content, so that the same file is kept once."""
    folder = imports_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    said = hashlib.sha256()
    with NamedTemporaryFile(dir=folder, prefix="coming-", delete=False) as file:
        try:
            for piece in pieces:
                said.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    sha256 = said.hexdigest()
    kept = folder / sha256
    Path(file.name).replace(kept)
    return kept, sha256


def pieces_of(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


@dataclass(frozen=True, slots=True)
class Added:
    """A batch with what its file looks like; `is_resumed` where it runs already."""

    batch: ImportBatch
    seen: Examination
    is_resumed: bool = False


def add_file(
    pieces: Iterable[bytes],
    *,
    name: str,
    shop: Shop,
    person: Person | None = None,
    answers: Mapping[str, Any] | None = None,
) -> list[Added]:
    """Keep a file and look at it: one batch for it, or for each file in a zip.

    Raises Unusable for an archive that must not be unpacked; a single file that cannot serve
    becomes a failed batch that says why. `answers` beat what was settled for this shape before.
    A file whose import was killed is found again, so that it goes on.
    """
    kept, sha256 = keep_upload(pieces)
    added = []
    with scratch_folder() as scratch:
        try:
            found = parts(kept, scratch=scratch, name=name)
        except Unusable:
            _drop_unless_needed(kept)
            raise
        for part in found:
            path, sha = kept, sha256
            if part.path != kept:
                path, sha = keep_upload(pieces_of(part.path))
            batch = ImportBatch(
                kind=BatchKind.FILE.value,
                file_name=part.name[-255:],
                stored_as=_inside(path),
                sha256=sha,
                size_bytes=path.stat().st_size,
                created_by=person,
                created_at=now(),
                answers=dict(answers or {}),
            )
            added.append(_add_part(batch, shop))
    _drop_unless_needed(kept)  # an archive: its files are kept
    return added


def _inside(path: Path) -> str:
    return str(path.relative_to(Path(settings.DATA)))


def _drop_unless_needed(path: Path) -> None:
    if not ImportBatch.objects.filter(stored_as=_inside(path)).exists():
        path.unlink(missing_ok=True)


@transaction.atomic
def _add_part(batch: ImportBatch, shop: Shop) -> Added:
    seen = look_at(batch, shop)
    running = ImportBatch.objects.filter(
        sha256=batch.sha256, state=BatchState.RUNNING.value, answers=batch.answers
    ).first()
    if running is not None:
        return Added(running, seen, is_resumed=True)
    batch.save(force_insert=True)
    return Added(batch, seen)


def look_at(batch: ImportBatch, shop: Shop) -> Examination:
    """Examine the batch's file, with what was settled for its shape before, and note on the batch
    what it is. Nothing is stored."""
    seen = examination_of(batch, shop)
    known = KnownShape.objects.filter(shape=seen.shape).first() if seen.shape else None
    if known and batch._state.adding:
        batch.answers = {**known.answers, **batch.answers}
        seen = examination_of(batch, shop)
    batch.format = seen.format
    batch.shape = seen.shape
    batch.state = BatchState.EXAMINED.value
    batch.trouble = {}
    if seen.unusable is not None:
        # Where there are columns, somebody may say what they mean, and then it serves.
        batch.state = BatchState.EXAMINED.value if seen.columns else BatchState.FAILED.value
        batch.trouble = {"reason": seen.unusable.value, "facts": dict(seen.unusable_facts)}
    elif seen.questions:
        batch.trouble = {"questions": [asked.kind.value for asked in seen.questions]}
    return seen


@transaction.atomic
def answer(batch: ImportBatch, answers: Mapping[str, Any], *, shop: Shop) -> Examination | None:
    """Keep what somebody says about the file and look at it again. None once it runs."""
    batch.answers = dict(answers)
    seen = look_at(batch, shop)
    changed = ImportBatch.objects.filter(
        pk=batch.pk, state__in=(BatchState.EXAMINED.value, BatchState.PREVIEWED.value)
    ).update(
        answers=batch.answers,
        format=batch.format,
        shape=batch.shape,
        state=batch.state,
        trouble=batch.trouble,
        counts={},
    )
    if not changed:
        return None
    RefusedRow.objects.filter(batch=batch).delete()
    return seen


def forget_file(batch: ImportBatch) -> None:
    """Remove a batch that has written nothing, and its file where no other batch needs it."""
    with transaction.atomic():
        gone, _ = ImportBatch.objects.filter(
            pk=batch.pk,
            state__in=(
                BatchState.EXAMINED.value,
                BatchState.PREVIEWED.value,
                BatchState.FAILED.value,
            ),
            cursor=0,
        ).delete()
    if gone:
        _drop_unless_needed(Path(settings.DATA) / batch.stored_as)


def clear_files(*, before: datetime) -> int:
    """Remove what a kill left half done, and the files of imports that ended: they hold names and
    addresses, and nothing is read from them again. Returns how many went."""
    ended = (BatchState.DONE.value, BatchState.UNDONE.value)
    needed = set(ImportBatch.objects.exclude(state__in=ended).values_list("stored_as", flat=True))
    gone = 0
    for path in imports_folder().glob("*"):
        is_left = path.name.startswith(("scratch-", "coming-"))
        age = before.timestamp() - path.stat().st_mtime
        kept = KEEP_LEFT if is_left else KEEP_ENDED
        if age < kept.total_seconds() or (_inside(path) in needed):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        gone += 1
    return gone
