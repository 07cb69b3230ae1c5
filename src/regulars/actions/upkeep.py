"""Housekeeping that nobody has to ask for."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from regulars.models import WorkerBeat

KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=90)


class DatabaseDamaged(Exception):
    """The database does not read as it was written. A backup is needed."""


@transaction.atomic
def prune_finished_work(*, before: str) -> int:
    """Forget finished tasks, ended sessions and silent workers. Returns how many tasks."""
    moment = datetime.fromisoformat(before)
    gone = DBTaskResult.objects.successful().filter(finished_at__lt=moment - KEEP_DONE).delete()[0]
    gone += DBTaskResult.objects.failed().filter(finished_at__lt=moment - KEEP_FAILED).delete()[0]
    Session.objects.filter(expire_date__lt=moment).delete()
    WorkerBeat.objects.filter(beat_at__lt=moment - timedelta(days=1)).delete()
    return gone


@transaction.atomic
def retry_failed_work() -> int:
    """Give work that failed for good another full set of tries. Returns how many."""
    return DBTaskResult.objects.failed().update(status="READY", finished_at=None, worker_ids=[])


def check_database(_moment: str) -> str:
    """Read the whole embedded database. Raises DatabaseDamaged with what SQLite says."""
    if connection.vendor != "sqlite":
        return "not ours to check"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(10)")
        said = [row[0] for row in cursor.fetchall()]
    if said != ["ok"]:
        raise DatabaseDamaged("; ".join(said))
    return "sound"
