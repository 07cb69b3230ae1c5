"""Reads the environment. An odd value stops the start with a sentence, not a surprise later."""

import importlib.util
import os
import secrets
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from platformdirs import user_data_path

from regulars.management.folder import is_held

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
KEY_LENGTH = 50
FIXED_SQLITE = (3, 51, 3)
EMBEDDED, CELERY = "embedded", "celery"


class OddSetting(ValueError):
    """A setting makes no sense. The message says which and what would."""


def data_folder() -> Path:
    """Where this business's data lie: REGULARS_DATA, else the person's own data folder."""
    told = os.environ.get("REGULARS_DATA")
    return Path(told).expanduser().resolve() if told else user_data_path("regulars", False)


def is_on(name: str, *, default: bool = False) -> bool:
    told = os.environ.get(name)
    if told is None:
        return default
    if told.strip().lower() in YES | NO:
        return told.strip().lower() in YES
    raise OddSetting(f"{name} is {told!r}; write yes or no.")


def address() -> str:
    """The one address from which links are built, without a final slash."""
    told = os.environ.get("REGULARS_ADDRESS", "http://localhost:8000").rstrip("/")
    parts = urlsplit(told)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise OddSetting(
            f"REGULARS_ADDRESS is {told!r}; write it like https://regulars.example.com."
        )
    return told


def secret_key(folder: Path) -> str:
    """The install's own key: from REGULARS_SECRET_KEY, else from a file made at the first start."""
    told = os.environ.get("REGULARS_SECRET_KEY")
    if told is not None:
        if len(told) < KEY_LENGTH or len(set(told)) < 10:
            raise OddSetting(
                f"REGULARS_SECRET_KEY is too short or too simple; use {KEY_LENGTH} random letters,"
                " or leave it out and the data folder keeps one."
            )
        return told
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(KEY_LENGTH))
        except FileExistsError:  # a second process of the same first start was quicker
            pass
    key = path.read_text().strip()
    if len(key) < KEY_LENGTH:
        raise OddSetting(f"{path} holds no usable key; put back the one from your backup.")
    return key


def old_secret_keys() -> list[str]:
    """Keys this install had before, with spaces between: what they closed or signed still opens."""
    return os.environ.get("REGULARS_OLD_SECRET_KEYS", "").split()


def dns_server() -> str:
    """Which DNS server is asked, as address:port; "" for the system's own."""
    told = os.environ.get("REGULARS_DNS_SERVER", "")
    if told and not told.rpartition(":")[2].isdecimal():
        raise OddSetting(f"REGULARS_DNS_SERVER is {told!r}; write it like 192.0.2.53:53.")
    return told


def database(folder: Path) -> dict[str, Any]:
    """The embedded database, or PostgreSQL where REGULARS_DATABASE_URL names one."""
    told = os.environ.get("REGULARS_DATABASE_URL", "")
    if not told:
        return sqlite(folder / "regulars.sqlite3")
    parts = urlsplit(told)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise OddSetting(
            "REGULARS_DATABASE_URL must look like postgresql://user:password@host:5432/name."
        )
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """WAL with FULL keeps every acknowledged write through a power cut; IMMEDIATE makes writers
    wait for each other instead of failing (docs/decisions/0002-storage.md)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
                " PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000;"
                " PRAGMA temp_store=MEMORY;" + checkpoints(path.parent)
            ),
        },
    }


def checkpoints(folder: Path) -> str:
    """SQLite before 3.51.3 can damage the file when two connections empty the journal in the same
    instant. There one process does it: the worker of the one that serves (jobs/worker.py)."""
    if sqlite3.sqlite_version_info < FIXED_SQLITE and is_held(folder):
        return " PRAGMA wal_autocheckpoint=0;"
    return ""


def engine() -> str:
    """What carries the background work: the workers themselves, or Celery on several machines."""
    told = os.environ.get("REGULARS_ENGINE", "").strip().lower() or EMBEDDED
    if told not in {EMBEDDED, CELERY}:
        raise OddSetting(f"REGULARS_ENGINE is {told!r}; write celery, or leave it out.")
    if told == CELERY and not os.environ.get("REGULARS_DATABASE_URL"):
        raise OddSetting(
            "REGULARS_ENGINE=celery is for several machines, and they need PostgreSQL:"
            " set REGULARS_DATABASE_URL too."
        )
    if told == CELERY and importlib.util.find_spec("celery") is None:
        raise OddSetting('REGULARS_ENGINE=celery needs Celery: run pip install "regulars[engine]".')
    return told


def broker_url(engine: str) -> str:
    """Where Celery keeps its messages. They hold nothing but the keys of rows."""
    told = os.environ.get("REGULARS_BROKER_URL", "").strip()
    if engine != CELERY:
        if told:
            raise OddSetting(
                "REGULARS_BROKER_URL is used with REGULARS_ENGINE=celery only; set that too."
            )
        return ""
    parts = urlsplit(told)
    if parts.scheme not in {"redis", "rediss", "amqp", "amqps"} or not parts.hostname:
        raise OddSetting(
            "REGULARS_BROKER_URL must look like redis://host:6379/0 or"
            " amqp://user:password@host:5672/name."
        )
    return told
