"""A command that did nothing leaves no folder behind: neither a slip in --data nor --help may."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connections
from platformdirs import user_data_path

from regulars.management.folder import LOCK, is_held

# What merely starting makes in a folder that was not there.
MADE_BY_STARTING = {"secret.key", LOCK, *(f"regulars.sqlite3{end}" for end in ("", "-wal", "-shm"))}
_new: list[Path] = []


def remember() -> None:
    """Note the data folder if it is not there yet. Before the settings are loaded."""
    told = os.environ.get("REGULARS_DATA")
    folder = Path(told).expanduser().resolve() if told else user_data_path("regulars", False)
    if not folder.exists():
        _new.append(folder)


def leave_none() -> None:
    """Take away a folder that this process made and nothing was kept in."""
    for folder in _new:
        if folder.is_dir() and _is_bare(folder):
            connections.close_all()
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
    _new.clear()


def _is_bare(folder: Path) -> bool:
    if is_held(folder) or not MADE_BY_STARTING.issuperset(path.name for path in folder.iterdir()):
        return False
    database = folder / "regulars.sqlite3"
    if not database.exists():
        return True
    with closing(sqlite3.connect(database)) as opened:
        return bool(opened.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))
