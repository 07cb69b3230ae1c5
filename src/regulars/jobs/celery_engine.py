"""Celery as the carrier of our rows: a message holds a row's key, and the row is the only truth.

A message that comes twice finds nothing to do; one that is lost is sent again, since the relay
looks at the rows and not at what it once sent (docs/decisions/0010-engines.md).
"""

import hashlib
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType
from uuid import uuid4

from celery import Celery
from django.db import close_old_connections
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from kombu.exceptions import OperationalError as BrokerTrouble

from regulars.jobs import queue
from regulars.jobs.beats import beating

RUN_ROW = "regulars.run_row"
AT_ONCE = 500
SAY_AGAIN_AFTER = timedelta(minutes=1)  # a message that was lost is missed for as long
HIDDEN_FOR_SECONDS = 12 * 3600  # longer than any task: a message in hand is not given to another
ENDINGS = (signal.SIGTERM, signal.SIGQUIT)  # which of them it is depends on REMAP_SIGTERM
Said = tuple[str, int, datetime | None]  # a row, how often it was tried, when it is due
log = logging.getLogger(__name__)


def make_app(broker: str, secret: str) -> Celery:
    """Installs that share a broker do not share a queue: it is named after their own key."""
    app = Celery("regulars", broker=broker, set_as_current=False)
    name = f"regulars-{hashlib.sha256(secret.encode()).hexdigest()[:12]}"
    app.conf.update(
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": HIDDEN_FOR_SECONDS},
        task_acks_late=True,
        task_default_queue=name,
        task_ignore_result=True,
        task_reject_on_worker_lost=True,
        task_serializer="json",
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
        worker_send_task_events=False,
    )
    app.task(name=RUN_ROW)(run_row)
    return app


def run_row(key: str) -> str:
    """Claim exactly this row and run it. Returns what came of it, for the tests."""
    close_old_connections()
    worker_id = f"celery-{socket.gethostname()[:24]}-{os.getpid()}-{uuid4().hex[:8]}"
    try:
        with beating(worker_id):
            row = queue.claim_row(key, worker_id)
            if row is None:
                return "nothing to do"
            with giving_back_when_stopped():
                return "done" if queue.run(row) else "failed"
    except queue.Interrupted:
        raise SystemExit from None
    finally:
        close_old_connections()


@contextmanager
def giving_back_when_stopped() -> Iterator[None]:
    """Celery ends its children by a signal: the row goes back uncounted, as with our worker."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise queue.Interrupted

    before = {number: signal.signal(number, stop) for number in ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass
class CeleryCarrier:
    """One process's end of the broker."""

    app: Celery
    said: dict[Said, datetime] = field(default_factory=dict)

    def relay(self) -> int:
        """Send the keys of all rows that are due, whichever version knows them: an old worker
        leaves a new kind of work alone, and it is said again until a new one takes it."""
        moment = now()
        ready = DBTaskResult.objects.ready().values_list("pk", "worker_ids", "run_after")
        # A row that is tried again is news; one that was said a moment ago is not.
        rows: list[Said] = [(str(key), len(tries), at) for key, tries, at in ready[: AT_ONCE * 10]]
        known = {row: self.said[row] for row in rows if row in self.said}
        news = [row for row in rows if row not in known or moment - known[row] > SAY_AGAIN_AFTER]
        self.said = known
        for count, row in enumerate(news[:AT_ONCE]):
            try:
                self.app.send_task(RUN_ROW, args=[row[0]], retry=False)
            except (BrokerTrouble, OSError) as trouble:  # the rows wait; the next second tries
                log.warning("the broker cannot be reached: %s", type(trouble).__name__)
                return count
            self.said[row] = moment
        return len(news[:AT_ONCE])

    def work(self, processes: int) -> int:
        """Carry rows until stopped."""
        self.app.worker_main(
            [
                "worker",
                f"--concurrency={processes}",
                "--loglevel=WARNING",
                "--without-gossip",
                "--without-mingle",
                f"--hostname=regulars-{uuid4().hex[:8]}@%h",
            ]
        )
        return 0


def carrier(broker: str, secret: str) -> CeleryCarrier:
    return CeleryCarrier(make_app(broker, secret))
