"""What must be there before the first page: tables of this version and the static files."""

import hashlib
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from regulars.actions.backups import BackupFailed, make_upgrade_backup
from regulars.actions.causes import install_ready_causes
from regulars.actions.erasure_lists import erase_again
from regulars.actions.playbooks import install_ready_plans
from regulars.actions.restores import interrupted_restore
from regulars.actions.surveys import install_ready_surveys
from regulars.actions.wordings import install_ready_wordings
from regulars.management.refuse import Refuse
from regulars.models import Shop

ONE_AT_A_TIME = 7_346_251  # PostgreSQL's advisory lock for migrating, the same for every machine


def install_ready() -> None:
    """Wordings and plans that an upgrade brings. At the start of serving alone, so that a command
    that is refused changes nothing."""
    if _has_business():
        install_ready_wordings()
        install_ready_surveys()
        install_ready_plans()
        install_ready_causes()


def migrate() -> None:
    """Bring the tables to this version. Each migration is one transaction, so after a kill the
    next start goes on with the first one that is missing."""
    refuse_newer()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        if is_behind():
            back_up_first()
            call_command("migrate", interactive=False, verbosity=0)
        if _has_business():
            erase_again()  # a restore may have brought back somebody who is to stay forgotten
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def back_up_first() -> None:
    """Before an upgrade changes the tables of a business. A new folder has nothing to keep."""
    if not _has_tables() or not _has_business():
        return
    if connection.vendor != "sqlite":  # the rows are copied by models that the tables still lack
        print(
            "The tables change now. With PostgreSQL, keep a dump of your own before an upgrade.",
            file=sys.stderr,
        )
        return
    try:
        made = make_upgrade_backup()
    except (BackupFailed, OSError) as trouble:
        said = trouble.strerror if isinstance(trouble, OSError) else trouble
        raise Refuse(
            f"The backup before the upgrade could not be written: {said}. Nothing was changed; make"
            f" room in {settings.DATA} and start again."
        ) from None
    print(f"Before the upgrade everything was kept in {made}.", file=sys.stderr, flush=True)


def _has_business() -> bool:
    """Asked of any version's tables, so of no column that one of them may lack."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {Shop._meta.db_table}")  # noqa: S608  # our own name
        return bool(cursor.fetchone()[0])


def _has_tables() -> bool:
    return Shop._meta.db_table in connection.introspection.table_names()


def refuse_empty() -> None:
    """What reads everything needs tables, of whatever version."""
    if not _has_tables():
        raise Refuse("This data folder is not set up yet. Start it once with: regulars serve")


def is_behind() -> bool:
    """Whether migrations of this version are not yet applied."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_behind() -> None:
    """What works on its own needs every table and column; serving brings them up to date."""
    refuse_empty()
    if is_behind():
        raise Refuse(
            "The tables are not yet those of this version. Nothing was changed; start it once with:"
            " regulars serve"
        )


def refuse_newer() -> None:
    """An older version must not write into tables that a newer one has changed."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations or ())
    unknown = sorted(
        name
        for app, name in loader.applied_migrations or ()
        if app == "regulars" and (app, name) not in known
    )
    if unknown:
        raise Refuse(
            f"This data folder was last used by a newer Regulars than {settings.VERSION} (it has"
            f" {unknown[-1]}). Nothing was changed; start the newer version, or restore the backup"
            " made before the upgrade."
        )


def refuse_half_restored(folder: Path) -> None:
    """A restore that was killed may have left no database; a new, empty one would hide that."""
    if interrupted_restore(folder) is not None:
        raise Refuse(
            f"A restore into {folder} was interrupted. Nothing is lost: give the same restore"
            " command again, then start."
        )


def collect_static() -> bool:
    """Copy and compress the static files when they are not those of the last start."""
    target = Path(settings.STATIC_ROOT)
    marker = target / ".fingerprint"
    now = _fingerprint()
    if marker.exists() and marker.read_text() == now:
        return False
    marker.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=target.exists())
    marker.write_text(now)
    return True


def _fingerprint() -> str:
    said = hashlib.sha256(settings.VERSION.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            said.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return said.hexdigest()
