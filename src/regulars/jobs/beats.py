"""The beat of whoever holds a task: it goes on while the task is under way."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections, connections
from django.utils.timezone import now

from regulars.jobs import queue
from regulars.models import WorkerBeat

BEAT_SECONDS = 5.0
log = logging.getLogger(__name__)


@contextmanager
def beating(worker_id: str) -> Iterator[None]:
    """Say every five seconds that this worker is alive, until the block ends."""
    ended = threading.Event()

    def for_ever() -> None:
        while not ended.wait(BEAT_SECONDS):
            close_old_connections()
            try:
                queue.beat(worker_id, now())
            except Exception:  # the next beat may do better
                log.exception("beat")
        connections.close_all()

    queue.beat(worker_id, now())
    # A task may take minutes; the beat must not wait for it.
    thread = threading.Thread(target=for_ever, daemon=True)  # noqa: TID251
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=BEAT_SECONDS)
        WorkerBeat.objects.filter(worker_id=worker_id).delete()
