"""One file that holds everything: rows, files and the key that signs links.

A zip with `database.sqlite3` (of PostgreSQL too: its rows are written into a SQLite file),
`secret.key`, `files/…` and `manifest.json` with a SHA-256 of each (docs/decisions/0003-backups.md).
"""

import hashlib
import json
import os
import shutil
import sqlite3
import struct
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.utils.timezone import now

from regulars.actions.copies import copy_rows, make_tables, second_database

FORMAT = 1
SEAL_BYTES = 64  # a SHA-256 in hexadecimal
DATABASE = "database.sqlite3"
MANIFEST = "manifest.json"
# Whatever reading a zip raises where a byte has turned: in the data, in the directory, in a flag.
SPOILT = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
)
KEPT_NIGHTLY = 7
BEFORE_UPGRADE = "before-upgrade-"
KEPT_BEFORE_UPGRADES = 3
# What a backup need not hold: made anew at each start, or a backup itself.
LEFT_OUT = ("static", "backups", "serve.lock", "regulars.sqlite3", "restoring-", "before-restore-")


class BackupFailed(Exception):
    """The file that was written does not hold what it must; it was removed."""


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    size_bytes: int
    customers: int
    purchases: int
    has_key: bool


def make_backup(target: Path) -> Backup:
    """Write a backup and read it back. The file appears whole, or not at all, for its owner alone.

    Raises FileExistsError rather than replace a file, BackupFailed when reading back fails.
    """
    if target.exists():
        raise FileExistsError(str(target))
    with tempfile.TemporaryDirectory(prefix=".regulars-", dir=target.parent) as room:
        snapshot = Path(room) / DATABASE
        _snapshot(snapshot)
        counts = look_into(snapshot)
        packed = Path(room) / "packed"
        has_key = _pack(packed, snapshot)
        read_back(packed)
        try:
            os.link(packed, target)  # refuses where rename would replace
        except PermissionError:  # a file system without links
            packed.rename(target)
    size = target.stat().st_size
    return Backup(target, size, counts["regulars_customer"], counts["regulars_purchase"], has_key)


def make_nightly_backup(moment: str) -> str:
    """A backup into the data folder, or the folder in REGULARS_BACKUPS; the last few are kept.

    Returns the file's name, or why none was written. Running it twice for a moment is harmless.
    """
    told = os.environ.get("REGULARS_BACKUPS", "")
    if told.lower() in {"no", "off"}:
        return "switched off"
    folder = Path(told).expanduser() if told else Path(settings.DATA) / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = datetime.fromisoformat(moment).astimezone(UTC)
    target = folder / f"nightly-{at:%Y%m%d-%H%M%S}.regulars"
    if not target.exists():
        make_backup(target)
    for old in sorted(folder.glob("nightly-*.regulars"))[:-KEPT_NIGHTLY]:
        old.unlink()
    return target.name


def make_upgrade_backup() -> Path:
    """A backup as things are before the tables change; the last few are kept, apart from the
    nightly ones. Always in the data folder: an upgrade must not wait for another disk."""
    folder = Path(settings.DATA) / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"{BEFORE_UPGRADE}{now().astimezone(UTC):%Y%m%d-%H%M%S-%f}.regulars"
    made = make_backup(target)
    for old in sorted(folder.glob(f"{BEFORE_UPGRADE}*.regulars"))[:-KEPT_BEFORE_UPGRADES]:
        old.unlink()
    return made.path


def _snapshot(target: Path) -> None:
    if connection.vendor == "sqlite":
        # One reading transaction: whole and of one moment, however much is being written; and
        # without the pages that held what people asked to be erased.
        with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=60)) as source:
            try:
                source.execute("VACUUM INTO ?", [str(target)])
            except sqlite3.Error as trouble:
                raise BackupFailed(f"the database could not be copied: {trouble}") from trouble
        return
    with second_database(target) as copy:
        make_tables(copy)
        copy_rows(source="default", target=copy)


def look_into(database: Path) -> dict[str, int]:
    """How many rows each table of ours holds. Raises BackupFailed when the file is not sound."""
    try:
        with closing(sqlite3.connect(database)) as opened:
            if opened.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise BackupFailed("the copy of the database is damaged")
            if opened.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupFailed("rows of the copy point to rows that are not there")
            named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'regulars_%'"
            return {
                # The names come from the file's own list of tables.
                name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
                for (name,) in opened.execute(named).fetchall()
            }
    except sqlite3.DatabaseError as trouble:
        raise BackupFailed(f"the copy of the database cannot be opened: {trouble}") from trouble


def _pack(target: Path, snapshot: Path) -> bool:
    sums: dict[str, str] = {}
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
            for name, path in [(DATABASE, snapshot), *_other_files()]:
                packed.write(path, name)
                sums[name] = _sha256(path)
            manifest = {
                "format": FORMAT,
                "version": settings.VERSION,
                "made_at": now().isoformat(),
                "engine": connection.vendor,
                "sha256": sums,
                "is_sealed": True,
            }
            packed.writestr(MANIFEST, json.dumps(manifest, indent=1))
            packed.comment = b"0" * SEAL_BYTES
        _seal(file)
        file.flush()
        os.fsync(file.fileno())
    return "secret.key" in sums


def _seal(file: IO[bytes]) -> None:
    """The zip's comment, which stands at its very end, becomes the digest of all before it: the
    directory of a zip has bytes that nothing else would miss."""
    file.seek(-SEAL_BYTES, os.SEEK_END)
    end = file.tell()
    file.seek(0)
    seal = _digest(file, end)
    file.seek(end)
    file.write(seal.encode())


def _is_seal_whole(packed: Path) -> bool:
    with packed.open("rb") as file:
        file.seek(-SEAL_BYTES, os.SEEK_END)
        end, seal = file.tell(), file.read()
        file.seek(0)
        return _digest(file, end).encode() == seal


def _other_files() -> Iterator[tuple[str, Path]]:
    folder = Path(settings.DATA)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith((*LEFT_OUT, ".")) and path.is_file() and not path.is_symlink():
            yield name, path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return _digest(file)


def _digest(file: IO[bytes], size: int | None = None) -> str:
    """Of what is left of the file, or of its next `size` bytes."""
    said = hashlib.sha256()
    left = sys.maxsize if size is None else size
    while part := file.read(min(left, 1024 * 1024)):
        said.update(part)
        left -= len(part)
    return said.hexdigest()


def read_back(packed: Path) -> dict[str, object]:
    """The manifest of a backup whose every part has been read and is as it was written.

    Raises BackupFailed in words otherwise.
    """
    try:
        with zipfile.ZipFile(packed) as archive:
            manifest: dict[str, object] = json.loads(archive.read(MANIFEST))
            if manifest.get("format") != FORMAT:
                raise BackupFailed("it was written by a newer version")
            if manifest.get("is_sealed") and not _is_seal_whole(packed):
                raise BackupFailed("a byte of it has changed since it was written")
            sums = manifest["sha256"]
            if not isinstance(sums, dict) or DATABASE not in sums:
                raise BackupFailed("it holds no database")
            for name, expected in sums.items():
                with archive.open(name) as part:
                    if _digest(part) != expected:
                        raise BackupFailed(f"its part {name} is damaged")
    except SPOILT as trouble:
        raise BackupFailed(f"it cannot be read whole ({trouble})") from trouble
    return manifest


def unpack(packed: Path, room: Path) -> None:
    """Lay the parts of a backup that was read back into an empty folder."""
    with zipfile.ZipFile(packed) as archive:
        for name in json.loads(archive.read(MANIFEST))["sha256"]:
            target = (room / name).resolve()
            if not target.is_relative_to(room.resolve()):
                raise BackupFailed(f"its part {name} lies outside of it")
            target.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with archive.open(name) as part, os.fdopen(handle, "wb") as file:
                shutil.copyfileobj(part, file)
