"""The data folder: who serves it, and whether a database may live there."""

import fcntl
import json
import os
import time
from pathlib import Path
from typing import Any, TextIO

from regulars.management.refuse import Refuse

LOCK = "serve.lock"
A_GLANCE_SECONDS = 0.05
# The journal of the embedded database needs memory that all its processes share; these have none.
NETWORK_SYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.glusterfs",
    "davfs",
}


def hold(folder: Path) -> TextIO:
    """Take the folder for this process until it ends, however it ends. Refuses a second one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = (folder / LOCK).open("a+")
    if not (_take(file) or _take(file)):
        file.seek(0)
        said = file.read()
        file.close()
        raise Refuse(_who_serves(folder, said))
    write_holder(file)
    return file


def _take(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        time.sleep(A_GLANCE_SECONDS)  # somebody may only be looking: is_held()
        return False
    return True


def write_holder(file: TextIO, **facts: str) -> None:
    """What a second process is told about this one."""
    file.seek(0)
    file.truncate()
    json.dump({"pid": os.getpid(), **facts}, file)
    file.flush()


def is_held(folder: Path) -> bool:
    """Whether a process serves this folder now. The kernel knows: no file can be left over."""
    try:
        with (folder / LOCK).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _who_serves(folder: Path, said: str) -> str:
    try:
        holder: dict[str, Any] = json.loads(said)
    except ValueError:
        holder = {}
    at = f" at {holder['address']}" if "address" in holder else ""
    return (
        f"The data folder {folder} is already in use by process {holder.get('pid', 'unknown')}{at}."
        " Nothing was changed; stop that one first, or name another folder with --data."
    )


def refuse_network(folder: Path) -> None:
    """The embedded database must not lie on a network drive: it would be damaged some day."""
    kind = file_system(folder)
    if kind in NETWORK_SYSTEMS:
        raise Refuse(
            f"The data folder {folder} is on a network drive ({kind}), where the embedded database"
            " can be damaged. Nothing was changed; choose a folder on this machine with --data, or"
            " use PostgreSQL (REGULARS_DATABASE_URL)."
        )


def file_system(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of file system a folder is on; empty where the system does not tell."""
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return ""
    path, best, kind = str(folder.resolve()), "", ""
    for line in lines:
        _, place, found, *_ = line.split(" ")
        place = place.encode().decode("unicode_escape")
        inside = path == place or path.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):
            best, kind = place, found
    return kind
