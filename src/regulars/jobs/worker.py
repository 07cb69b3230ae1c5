"""A background worker: takes tasks from the queue, one at a time, and keeps the clock running."""

import hashlib
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.db import DatabaseError, close_old_connections, connection, connections
from django.utils.timezone import now

from regulars.jobs import clock, queue, webhooks
from regulars.jobs.engine import Carrier
from regulars.jobs.lost_batches import Watch
from regulars.jobs.routes import ROUTES
from regulars.jobs.senders import Caretaker, ChannelSender
from regulars.models import WorkerBeat

BEAT_SECONDS = 5.0
SWEEP_SECONDS = 1.0
POLL_SECONDS = 0.5
WATCH_SECONDS = 10.0
SEND_SECONDS = 1.0
CARE_SECONDS = 5.0
TELL_SECONDS = 1.0
SERVES = "serve-"
JOURNAL_LIMIT_BYTES = 256 * 1024 * 1024
log = logging.getLogger(__name__)


def worker_prefix(folder: Path) -> str:
    """How the ids begin of the workers that `serve` starts for this folder on this machine."""
    told = f"{socket.gethostname()}:{folder.resolve()}"
    return f"{SERVES}{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def forget_workers_of(folder: Path) -> int:
    """Whoever holds the folder knows that its earlier workers are gone, without waiting for
    their lease to run out: their tasks are given back at once."""
    gone = WorkerBeat.objects.filter(worker_id__startswith=worker_prefix(folder)).delete()[0]
    queue.reap(now())
    return gone


class Worker:
    """Runs until it is stopped. A task under way is then given back, so stopping takes no time.

    With a carrier it takes no tasks itself: it tells the carrier of them and keeps the clock.
    """

    def __init__(self, name: str = "work", carrier: Carrier | None = None) -> None:
        self.carrier = carrier
        self.worker_id = f"{name[:40]}-{os.getpid()}-{uuid4().hex[:8]}"
        self.stopping = threading.Event()
        self.watch = Watch()
        self.caretaker = Caretaker()

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        queue.beat(self.worker_id, now())
        helpers = [
            self._repeat(self._beat, BEAT_SECONDS),
            self._repeat(self._sweep, SWEEP_SECONDS),
            self._repeat(self._look_for_lost, WATCH_SECONDS),
            self._repeat(self._take_care_of_messages, CARE_SECONDS),
            self._repeat(self._tell_others, TELL_SECONDS),
            *(self._repeat(sender.send, SEND_SECONDS) for sender in self._senders()),
        ]
        try:
            while not self.stopping.is_set():
                if not self._work_once():
                    self.stopping.wait(POLL_SECONDS)
        except queue.Interrupted:
            pass
        finally:
            self.stopping.set()
            for helper in helpers:
                helper.join(timeout=BEAT_SECONDS)
            WorkerBeat.objects.filter(worker_id=self.worker_id).delete()
            connections.close_all()

    def _stop(self, _number: int, _frame: object) -> None:
        if not self.stopping.is_set():
            self.stopping.set()
            raise queue.Interrupted

    def _work_once(self) -> bool:
        close_old_connections()
        row = None
        try:
            if self.carrier is not None:
                return self.carrier.relay() > 0
            row = queue.claim(self.worker_id)
            if row is not None:
                queue.run(row)
        except DatabaseError as trouble:  # full or busy: nothing is lost, it is tried again
            log.warning("the queue cannot be used now: %s", trouble)
        return row is not None

    # The one thread of ours: the beat must go on while a task is under way.
    def _repeat(self, work: Callable[[], object], seconds: float) -> threading.Thread:  # noqa: TID251
        """Do this beside the tasks, for as long as the worker lives."""

        def for_ever() -> None:
            while not self.stopping.wait(seconds):
                close_old_connections()
                try:
                    work()
                except Exception:  # the next round may do better
                    log.exception("%s", work.__name__)
            connections.close_all()

        # A task may take minutes; the beat and the clock must not wait for it.
        thread = threading.Thread(target=for_ever, daemon=True)  # noqa: TID251
        thread.start()
        return thread

    def _beat(self) -> None:
        queue.beat(self.worker_id, now())
        queue.reap(now())
        if self.worker_id.startswith(SERVES):
            empty_journal()

    def _sweep(self) -> None:
        clock.sweep(now())

    def _senders(self) -> list[ChannelSender]:
        """One a channel: a slow one holds up no other."""
        return [ChannelSender(channel, stopping=self.stopping) for channel in ROUTES]

    def _take_care_of_messages(self) -> None:
        self.caretaker.look(now())

    def _tell_others(self) -> None:
        """A slow receiver may take ten seconds: no task waits for it."""
        webhooks.tell(now())

    def _look_for_lost(self) -> None:
        if taken_up := self.watch.look(now()):
            log.info("imports that stood still go on: %s", taken_up)


def empty_journal() -> None:
    """Write the journal back into the database: other processes leave that to us where SQLite is
    old (config/env.py)."""
    if connection.vendor != "sqlite":
        return
    journal = Path(f"{connection.settings_dict['NAME']}-wal")
    size = journal.stat().st_size if journal.exists() else 0
    with connection.cursor() as cursor:
        if size > JOURNAL_LIMIT_BYTES:  # waits for a moment without readers, so that it shrinks
            cursor.execute("PRAGMA wal_checkpoint(RESTART)")
        elif size:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
