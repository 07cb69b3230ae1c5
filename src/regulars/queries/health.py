"""How this install is: what is looked at, what was found, and what to do about it."""

import shutil
import sqlite3
import stat
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from regulars.models import Event, Shop, StuckReaction, WorkerBeat
from regulars.queries.findings import Finding
from regulars.queries.sending_health import (
    clock_runs,
    digests_arrive,
    mail_leaves,
    mailbox_is_read,
    messages_move,
    webhooks_deliver,
)

FIXED_SQLITE = (3, 51, 3)
LITTLE_ROOM_BYTES = 1024**3
SILENT_AFTER = timedelta(minutes=1)
LATE_AFTER = timedelta(minutes=15)
BACKUP_AFTER = timedelta(days=8)


def is_alive(now: datetime) -> bool:
    """Whether the database answers and, once there is a business, a worker is at work."""
    try:
        if not Shop.objects.exists():
            return True
        return WorkerBeat.objects.filter(beat_at__gte=now - SILENT_AFTER).exists()
    except DatabaseError:
        return False


def findings(now: datetime) -> list[Finding]:
    """Everything that `regulars doctor` looks at, in the order in which it matters."""
    about_files = [data_folder(), free_space(), sqlite_version()]
    tables = tables_are_there()
    if not tables.is_well:
        return [*about_files, tables]
    others = (mailbox_is_read(now), digests_arrive(now), webhooks_deliver())
    return [
        *about_files,
        tables,
        database_is_sound(),
        worker_is_alive(now),
        clock_runs(now),
        queue_moves(now),
        work_that_failed(),
        reactions_that_broke(),
        sending(),
        messages_move(now),
        mail_leaves(now),
        *(one for one in others if one is not None),
        last_backup(now),
    ]


def data_folder() -> Finding:
    folder = Path(settings.DATA)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO) & ~0o055:
        return Finding(
            "folder",
            False,
            _("Others on this machine may write into the data folder %(folder)s.")
            % {"folder": folder},
            _("Run: chmod 700 %(folder)s") % {"folder": folder},
        )
    return Finding("folder", True, _("The data lie in %(folder)s.") % {"folder": folder})


def free_space() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    said = _("%(free)s GB of the disk are free.") % {"free": f"{free / 1024**3:.1f}"}
    if free < LITTLE_ROOM_BYTES:
        return Finding(
            "disk", False, said, _("Make room: below 1 GB, imports and backups may not fit.")
        )
    return Finding("disk", True, said)


def sqlite_version() -> Finding:
    """An old engine is worked around, so it is said and nothing has to be done."""
    if connection.vendor != "sqlite":
        return Finding("engine", True, _("The database is PostgreSQL."))
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < FIXED_SQLITE:
        return Finding(
            "engine",
            True,
            _(
                "SQLite %(version)s has a rare fault that 3.51.3 mends; until then one process"
                " alone empties its journal."
            )
            % {"version": version},
        )
    return Finding("engine", True, _("SQLite is %(version)s.") % {"version": version})


def tables_are_there() -> Finding:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return Finding(
            "tables",
            False,
            _("The tables are not those of this version."),
            _("Start it once with: regulars serve"),
        )
    return Finding("tables", True, _("The tables are those of this version."))


def database_is_sound() -> Finding:
    if connection.vendor != "sqlite":
        return Finding("soundness", True, _("PostgreSQL looks after its own soundness."))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(5)")
        said = [row[0] for row in cursor.fetchall()]
    if said != ["ok"]:
        return Finding(
            "soundness",
            False,
            _("The database is damaged: %(what)s") % {"what": "; ".join(said)},
            _("Stop Regulars and bring back the last backup with: regulars restore FILE --replace"),
        )
    return Finding("soundness", True, _("The database is sound."))


def worker_is_alive(now: datetime) -> Finding:
    last = WorkerBeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()
    if last is None or now - last > SILENT_AFTER:
        return Finding(
            "worker",
            False,
            _("No background worker is running, so imports and reminders wait."),
            _("Start Regulars with: regulars serve"),
        )
    return Finding("worker", True, _("The background worker is alive."))


def queue_moves(now: datetime) -> Finding:
    waiting = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    events = Event.objects.filter(handled_at=None, stuck=None).order_by("pk").first()
    since = [row for row in (waiting and waiting.enqueued_at, events and events.happened_at) if row]
    if since and now - min(since) > LATE_AFTER:
        minutes = int((now - min(since)).total_seconds() // 60)
        return Finding(
            "queue",
            False,
            ngettext(
                "Work has been waiting for %(count)d minute.",
                "Work has been waiting for %(count)d minutes.",
                minutes,
            )
            % {"count": minutes},
            _("If it does not go down, start Regulars again or add a worker with: regulars work"),
        )
    return Finding("queue", True, _("No work is waiting for long."))


def work_that_failed() -> Finding:
    failed = DBTaskResult.objects.failed()
    if count := failed.count():
        last = failed.order_by("-finished_at")[0]
        return Finding(
            "failed",
            False,
            ngettext(
                "%(count)d piece of background work failed for good, last %(name)s: %(what)s",
                "%(count)d pieces of background work failed for good, last %(name)s: %(what)s",
                count,
            )
            % {
                "count": count,
                "name": last.task_path.rsplit(".", 1)[-1],
                "what": last.exception_class_path,
            },
            _("Try it again with: regulars tick --again"),
        )
    return Finding("failed", True, _("No background work has failed."))


def reactions_that_broke() -> Finding:
    stuck = StuckReaction.objects.order_by("-tries")
    if count := stuck.count():
        return Finding(
            "reactions",
            False,
            ngettext(
                "%(count)d step that follows from what happened is broken and tried again: "
                "%(name)s (%(what)s)",
                "%(count)d steps that follow from what happened are broken and tried again: "
                "%(name)s (%(what)s)",
                count,
            )
            % {"count": count, "name": stuck[0].reaction, "what": stuck[0].said},
            _("Nothing else is held up. If it stays, tell the makers this line."),
        )
    return Finding("reactions", True, _("All that follows from what happened is done."))


def sending() -> Finding:
    if Shop.objects.filter(is_sending_held=True).exists():
        return Finding(
            "sending",
            False,
            _("Sending is held because this is a restored copy."),
            _("If this is now the one that counts, release it in the settings."),
        )
    return Finding("sending", True, _("Sending is not held."))


def last_backup(now: datetime) -> Finding:
    made = [path.stat().st_mtime for path in (Path(settings.DATA) / "backups").glob("*.regulars")]
    if not Shop.objects.exists():
        return Finding("backup", True, _("There is nothing to back up yet."))
    if not made or now.timestamp() - max(made) > BACKUP_AFTER.total_seconds():
        return Finding(
            "backup",
            False,
            _("There is no backup of the last days in the data folder."),
            _("Write one to another disk with: regulars backup FILE"),
        )
    return Finding("backup", True, _("There is a backup of the last days."))
