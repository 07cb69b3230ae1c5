"""Bringing a backup back. The restored copy holds its sending until a person releases it: two
machines with one business's data must not both write to its customers."""

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import now

from regulars.actions.backups import DATABASE, look_into, make_backup, read_back, unpack
from regulars.actions.copies import copy_rows, make_tables, second_database
from regulars.actions.erasure_lists import add_to_list, write_list_if_possible
from regulars.models import Shop

STAGING = "restoring-"
LIVE = "regulars.sqlite3"
NOT_DATA = {"secret.key", "serve.lock", "static", "backups"}


class WouldOverwrite(Exception):
    """There are data already, and nobody said that they may go aside."""


class MadeByNewerVersion(Exception):
    """The backup has tables that this version does not know."""


@dataclass(frozen=True, slots=True)
class Restored:
    customers: int
    purchases: int
    kept_at: Path | None  # where the data that were there before are now


def restore_backup(packed: Path, *, replace: bool = False) -> Restored:
    """Bring `packed` back into the data folder, or the database that is set up.

    The backup is read whole and made ready beside the old data first; then they change places.
    Raises WouldOverwrite, MadeByNewerVersion or backups.BackupFailed, with nothing changed.
    """
    folder = Path(settings.DATA)
    read_back(packed)
    is_taken = _has_data(folder)
    if is_taken and not replace:
        raise WouldOverwrite(str(folder))
    if is_taken and connection.vendor == "sqlite":
        _keep_erasures(folder)
    elif is_taken:
        write_list_if_possible(folder)
    for leftover in folder.glob(f"{STAGING}*"):  # of a restore that was killed
        shutil.rmtree(leftover)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
    try:
        unpack(packed, staging)
        counts = look_into(staging / DATABASE)
        _refuse_newer(staging / DATABASE)
        hold_sending(staging / DATABASE)
        kept = _put_in_place(folder, staging, is_taken=is_taken)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Restored(counts["regulars_customer"], counts["regulars_purchase"], kept)


def _keep_erasures(folder: Path) -> None:
    """Who was erased since the backup stays so: the next start erases them again. The file is
    read as it lies there, which may be damaged: its list of before is then what is known."""
    try:
        with closing(sqlite3.connect(f"file:{folder / LIVE}?mode=ro", uri=True)) as opened:
            sql = "SELECT gone_id, hashes, erased_at FROM regulars_erasure"
            rows = opened.execute(sql).fetchall()
    except sqlite3.Error:
        return
    add_to_list(folder, [(gone, json.loads(hashes), told) for gone, hashes, told in rows])


def _has_data(folder: Path) -> bool:
    if connection.vendor != "sqlite":
        tables = connection.introspection.table_names()
        return Shop._meta.db_table in tables and Shop.objects.exists()
    return any(
        path.name not in NOT_DATA and not path.name.startswith(STAGING) for path in folder.iterdir()
    )


def _refuse_newer(database: Path) -> None:
    known = {name for app, name in MigrationLoader(None).disk_migrations or () if app == "regulars"}
    with closing(sqlite3.connect(database)) as opened:
        rows = opened.execute("SELECT name FROM django_migrations WHERE app = 'regulars'")
        unknown = sorted(name for (name,) in rows.fetchall() if name not in known)
    if unknown:
        raise MadeByNewerVersion(unknown[-1])


def hold_sending(database: Path) -> None:
    """In the file itself, before it is used: no moment exists in which the copy could send. Plain
    SQL, since the tables may be those of an older version. Everybody signs in anew."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("UPDATE regulars_shop SET is_sending_held = 1")
        opened.execute("DELETE FROM django_session")
        opened.execute("DELETE FROM regulars_workerbeat")


def _put_in_place(folder: Path, staging: Path, *, is_taken: bool) -> Path | None:
    stamp = f"{now():%Y%m%d-%H%M%S}"
    if connection.vendor == "sqlite":
        (staging / DATABASE).rename(staging / LIVE)
        kept = _set_aside(folder, staging, folder / f"before-restore-{stamp}", is_taken=is_taken)
        _move_in(folder, staging)
        return kept
    kept = None
    if is_taken:
        (folder / "backups").mkdir(mode=0o700, exist_ok=True)
        kept = make_backup(folder / "backups" / f"before-restore-{stamp}.regulars").path
    with second_database(staging / DATABASE) as copy:
        make_tables(copy)
        make_tables("default")
        copy_rows(source=copy, target="default")
    (staging / DATABASE).unlink()
    _set_aside(folder, staging, folder / f"before-restore-{stamp}", is_taken=is_taken)
    _move_in(folder, staging)
    return kept


def _set_aside(folder: Path, staging: Path, aside: Path, *, is_taken: bool) -> Path | None:
    """Everything that was there goes into a folder of its own; a key made a moment ago goes."""
    leave = {staging.name, "serve.lock", "static", "backups"}
    old = [
        path
        for path in folder.iterdir()
        if path.name not in leave and not path.name.startswith("before-restore-")
    ]
    if not is_taken:
        if (staging / "secret.key").exists():
            (folder / "secret.key").unlink(missing_ok=True)
        return None
    aside.mkdir(mode=0o700)
    for path in old:
        path.rename(aside / path.name)
    if not (staging / "secret.key").exists() and (aside / "secret.key").exists():
        shutil.copy2(aside / "secret.key", folder / "secret.key")
    return aside


def _move_in(folder: Path, staging: Path) -> None:
    """The database last: before it is there, nothing can be served."""
    for path in sorted(staging.iterdir(), key=lambda path: path.name == LIVE):
        path.rename(folder / path.name)


def interrupted_restore(folder: Path) -> Path | None:
    """The staging folder of a restore that was killed, where there is one."""
    return next(folder.glob(f"{STAGING}*"), None)
