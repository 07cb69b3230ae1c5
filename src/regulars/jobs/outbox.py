"""Sends what is due on one channel, over several lines at once.

The lines (threads) speak with the other side and touch no database. One committer, the thread that
runs `Sender.run`, does all writing: it takes what the lines ask and tell it, as much as there is,
into one transaction, so that one flush serves many hand-overs and outcomes.
"""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.timezone import now as present

from regulars.actions import outbox
from regulars.actions.outbox import Held, held
from regulars.actions.settling import settle
from regulars.channels.base import CannotReach, Carrier, Parcel
from regulars.jobs import leases
from regulars.jobs.parcels import Packer
from regulars.jobs.react import where_it_broke
from regulars.jobs.routes import Route
from regulars.rules.sending import Outcome, Result

LINGER_SECONDS = 1.5  # a line waits so long for more: longer than the window of a rate
POLL_SECONDS = 0.25
REST_SECONDS = (5.0, 10.0, 30.0, 60.0, 120.0, 300.0)  # after troubles in a row
TROUBLES_IN_A_ROW = 5
SAFETY_SECONDS = 5.0  # so much of a lease must be left when the first byte leaves
HANDFUL_SECONDS = 0.5
GATHER_SECONDS = 0.006
NEWS_SECONDS = 0.03
LINES_IN_ALL = 4  # times the lines of the account: so many may wait for slow answers
log = logging.getLogger(__name__)


@dataclass(eq=False)
class Asking:
    """A line holds the other side's go-ahead and waits for ours."""

    claim: Held
    is_allowed: bool = False
    lease: datetime = leases.EPOCH
    _unanswered: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._unanswered.acquire()

    def ask(self) -> bool:
        with self._unanswered:  # free as soon as there is an answer
            return self.is_allowed

    def answer(self, is_allowed: bool, lease: datetime) -> None:
        self.is_allowed, self.lease = is_allowed, lease
        self._unanswered.release()


@dataclass(frozen=True)
class Ended:
    claim: Held
    outcome: Outcome


@dataclass(frozen=True)
class Opened:
    """A line reached the other side."""


@dataclass(frozen=True)
class Failed:
    """A line did not reach it."""

    said: str


@dataclass(frozen=True)
class Slow:
    """A line waits long for an answer; another one may take its place."""


@dataclass(frozen=True)
class Left:
    """A line has ended."""

    was_open: bool
    was_slow: bool


Told = Asking | Ended | Opened | Failed | Slow | Left


class Sender:
    """One channel of one worker. Kept for the worker's life: it remembers troubles and rests."""

    def __init__(
        self,
        route: Route,
        *,
        owner: str,
        clock: Callable[[], datetime] = present,
        stopping: threading.Event | None = None,
        lease_seconds: float = leases.LEASE_SECONDS,
        linger_seconds: float = LINGER_SECONDS,
    ) -> None:
        self.route, self.owner = route, owner
        self.sent = 0
        self._clock = clock
        self._stopping = stopping or threading.Event()
        self._lease_seconds, self._linger_seconds = lease_seconds, linger_seconds
        self._safety = min(SAFETY_SECONDS, lease_seconds / 4)
        self._told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self._ready: deque[tuple[Held, Parcel]] = deque()
        self._more = threading.Condition()
        self._lines = self._open = self._slow = 0
        self._troubles = 0
        self._rests = 0
        self._rest_until = 0.0
        self._unwritten: list[Ended] = []
        self._held: set[Held] = set()
        self._next_look = self._next_renewal = 0.0
        self._looks_in_vain = 0
        self._handful, self._claimed_at = 0, 0.0

    # --- the committer ---

    def run(self) -> int:
        """Until nothing is due and every answer is in. Returns how many messages were accepted."""
        before, self._next_look = self.sent, 0.0
        self._start_lines()
        while self._lines or self._unwritten or not self._told.empty():
            told = self._collect()
            self._commit(told)
            self._start_lines()
        self._let_go()
        return self.sent - before

    def _start_lines(self) -> None:
        if self._stopping.is_set() or time.monotonic() < self._rest_until:
            return
        room = self.route.connections - (self._lines - self._slow)
        room = min(room, self.route.connections * LINES_IN_ALL - self._lines)
        if room <= 0 or time.monotonic() < self._next_look:
            return
        waiting = len(self._ready)
        if not outbox.is_stopped():
            due = outbox.due(self.route.channel, self._clock())
            waiting += len(due.values_list("pk", flat=True)[: self.route.connections])
        if not waiting:
            self._next_look = time.monotonic() + POLL_SECONDS
            return
        idle = self._open - self._slow
        for _ in range(min(room, max(waiting - idle, 0))):
            self._lines += 1
            # Lines wait for the other side most of the time; rows stay the truth.
            threading.Thread(target=self._line, daemon=True).start()  # noqa: TID251

    def _collect(self) -> list[Told]:
        """What the lines told: the first as soon as it comes, and all that is there with it. A
        flush takes as long for all as for one, so who is about to ask is waited for: very shortly
        while somebody waits for our word, somewhat longer while there is only news."""
        told: list[Told] = []
        asking, until = 0, 0.0
        with suppress(queue.Empty):
            wait = POLL_SECONDS
            while True:
                one = self._told.get(timeout=wait)
                told.append(one)
                now = time.monotonic()
                if isinstance(one, Asking):
                    asking += 1
                    until = now + GATHER_SECONDS if asking == 1 else until
                elif not isinstance(one, Ended):
                    until = now  # a line came or went
                elif len(told) == 1:
                    until = now + NEWS_SECONDS
                is_all = asking >= self._open - self._slow or self._wanted_now()
                wait = 0.0 if is_all else max(until - now, 0.0)
        return told

    def _commit(self, told: Sequence[Told]) -> None:
        for one in told:
            self._count(one)
        ended = self._unwritten + [one for one in told if isinstance(one, Ended)]
        asking = [one for one in told if isinstance(one, Asking)]
        self._unwritten = []
        try:
            allowed, lease, taken = self._write(ended, asking)
        except DatabaseError as trouble:  # busy, full, or two that waited for each other
            log.warning("the outbox cannot be written now: %s", type(trouble).__name__)
            allowed, lease, taken = {}, leases.EPOCH, []
            self._write_singly(ended)
            time.sleep(POLL_SECONDS)
        except Exception as trouble:  # whatever one of them brought: the others go on
            log.error("outbox: %s", where_it_broke(trouble))  # noqa: TRY400
            allowed, lease, taken = {}, leases.EPOCH, []
            self._write_singly(ended)
            allowed, lease = self._ask_singly(asking)
        for one in asking:
            one.answer(allowed.get(one.claim, False), lease)
        if taken:
            with self._more:
                self._ready.extend(taken)
                self._more.notify_all()

    def _write(
        self, ended: Sequence[Ended], asking: Sequence[Asking]
    ) -> tuple[dict[Held, bool], datetime, list[tuple[Held, Parcel]]]:
        """Everything that waits, in one transaction: one flush of the disk for all of it."""
        now, lease = self._clock(), leases.lease_until(self._lease_seconds)
        wanted = self._wanted()
        is_over = bool(self._held) and time.monotonic() >= self._next_renewal
        if not (ended or asking or wanted or is_over):
            return {}, lease, []
        with transaction.atomic():
            settle([(one.claim, one.outcome) for one in ended], now=now)
            allowed = outbox.hand_over([one.claim for one in asking], at=now, lease_until=lease)
            if is_over:
                outbox.renew(self._held, owner=self.owner, lease_until=lease)
            taken = self._take(wanted, now, lease)
        if is_over:
            self._next_renewal = time.monotonic() + self._lease_seconds / 4
        self._held.difference_update(one.claim for one in ended)
        self._held.update(claim for claim, _ in taken)
        if wanted and len(taken) < wanted:
            self._next_look = time.monotonic() + POLL_SECONDS
            self._looks_in_vain += not taken
        return allowed, lease, taken

    def _wanted_now(self) -> bool:
        """Whether the open lines could take more. Nothing is claimed before one is open."""
        if self._stopping.is_set() or time.monotonic() < self._next_look:
            return False
        return len(self._ready) < max(self._open - self._slow, 0)

    def _wanted(self) -> int:
        """How many more."""
        if not self._wanted_now():
            return 0
        quick = self._open - self._slow
        # As many as leave in half a second: a notice that comes now waits no longer behind them.
        is_quick = time.monotonic() - self._claimed_at < HANDFUL_SECONDS
        most = min(2 * self._handful, outbox.MOST_AT_ONCE) if is_quick else self._handful // 2
        self._handful = max(2 * quick, most)
        return self._handful - len(self._ready)

    def _take(self, most: int, now: datetime, lease: datetime) -> list[tuple[Held, Parcel]]:
        if not most:
            return []
        messages = outbox.claim(
            channel=self.route.channel, owner=self.owner, most=most, now=now, lease_until=lease
        )
        if not messages:
            return []
        self._claimed_at = time.monotonic()
        packer = Packer(self.route.channel)
        return [(held(message), packer.parcel(message)) for message in messages]

    def _write_singly(self, ended: Sequence[Ended]) -> None:
        """What cannot be written now is tried again with what comes next."""
        for one in ended:
            try:
                settle([(one.claim, one.outcome)], now=self._clock())
                self._held.discard(one.claim)
            except Exception as trouble:
                log.error("outcome of a message: %s", where_it_broke(trouble))  # noqa: TRY400
                self._unwritten.append(one)

    def _ask_singly(self, asking: Sequence[Asking]) -> tuple[dict[Held, bool], datetime]:
        lease = leases.lease_until(self._lease_seconds)
        allowed: dict[Held, bool] = {}
        for one in asking:
            try:
                allowed |= outbox.hand_over([one.claim], at=self._clock(), lease_until=lease)
            except Exception as trouble:
                log.error("message #%s: %s", one.claim.pk, where_it_broke(trouble))  # noqa: TRY400
        return allowed, lease

    def _count(self, one: Told) -> None:
        if isinstance(one, Opened):
            self._open += 1
        elif isinstance(one, Slow):
            self._slow += 1
        elif isinstance(one, Left):
            self._lines -= 1
            self._open -= one.was_open
            self._slow -= one.was_slow
        elif isinstance(one, Failed):
            self._rest(one.said)
        elif isinstance(one, Ended):
            self._count_outcome(one.outcome)

    def _count_outcome(self, outcome: Outcome) -> None:
        if outcome.result is Result.UNREACHABLE:
            self._troubles += 1
            if self._troubles >= TROUBLES_IN_A_ROW:
                self._rest(outcome.said)
        elif outcome.result not in {Result.STOPPED, Result.SPOILT, Result.LOST}:
            if self._troubles or self._rests or not self.sent:
                outbox.clear_trouble(channel=self.route.channel)
            self._troubles = self._rests = 0
            self.sent += outcome.result is Result.ACCEPTED

    def _rest(self, said: str) -> None:
        """The other side cannot be reached: one alert, and a wait that grows."""
        if time.monotonic() < self._rest_until:
            return  # the other lines say the same
        wait = REST_SECONDS[min(self._rests, len(REST_SECONDS) - 1)]
        self._rests += 1
        self._rest_until = time.monotonic() + wait
        outbox.note_trouble(channel=self.route.channel, said=said, now=self._clock())

    def _let_go(self) -> None:
        """Lines ended with messages still waiting for one: they are free again."""
        with self._more:
            waiting = list(self._ready)
            self._ready.clear()
        if waiting:
            outbox.give_back([claim for claim, _ in waiting])
        self._held.clear()

    # --- a line ---

    def _line(self) -> None:
        was_open = was_slow = False
        ahead = _Ahead(self._ready, self._more)

        def on_slow() -> None:
            nonlocal was_slow
            was_slow = True
            ahead.put_back()
            self._told.put(Slow())

        carrier = self.route.carrier()
        try:
            carrier.open()
            was_open = True
            self._told.put(Opened())
            while not was_slow and (taken := self._next(ahead)) is not None:
                claim, parcel = taken
                leave = _Leave(claim, self._told, self._safety, lambda: ahead.take(carrier))
                outcome = self._carry(carrier, claim, parcel, leave, on_slow)
                self._told.put(Ended(claim, outcome))
                if outcome.result is Result.UNREACHABLE:
                    carrier.open()
        except CannotReach as trouble:
            self._told.put(Failed(str(trouble)))
        finally:
            ahead.put_back()
            carrier.close()
            self._told.put(Left(was_open, was_slow))

    def _carry(
        self,
        carrier: Carrier,
        claim: Held,
        parcel: Parcel,
        leave: "_Leave",
        on_slow: Callable[[], None],
    ) -> Outcome:
        try:
            return carrier.carry(parcel, leave, on_slow)
        except Exception as trouble:  # a carrier never raises; if one does, nothing is lost
            log.error("message #%s: %s", claim.pk, where_it_broke(trouble))  # noqa: TRY400
            said = where_it_broke(trouble)
            return Outcome(Result.LOST if leave.was_allowed else Result.SPOILT, said)

    def _next(self, ahead: "_Ahead") -> tuple[Held, Parcel] | None:
        """The next message, waiting a while for one. None: the line may end."""
        until = time.monotonic() + self._linger_seconds
        with self._more:
            looks = self._looks_in_vain
            ahead.put_back()  # is the first of those, if another one may be begun
            while not self._stopping.is_set() and time.monotonic() >= self._rest_until:
                if self._ready:
                    return self._ready.popleft()
                if time.monotonic() >= until and self._looks_in_vain > looks:
                    return None
                self._more.wait(POLL_SECONDS / 5)
        return None


class _Ahead:
    """The message that a line takes next: made ready while it waits for the word on another."""

    def __init__(self, ready: deque[tuple[Held, Parcel]], more: threading.Condition) -> None:
        self._ready, self._more = ready, more
        self._taken: tuple[Held, Parcel] | None = None

    def take(self, carrier: Carrier) -> None:
        with self._more:
            self._taken = self._ready.popleft() if self._ready else None
        if self._taken is not None:
            with suppress(Exception):  # told when it is carried
                carrier.prepare(self._taken[1])

    def put_back(self) -> None:
        with self._more:
            if self._taken is not None:
                self._ready.appendleft(self._taken)
                self._taken = None
                self._more.notify()


class _Leave:
    """channels.base.Leave, answered by the committer."""

    def __init__(
        self,
        claim: Held,
        told: "queue.SimpleQueue[Any]",
        safety: float,
        meanwhile: Callable[[], None],
    ) -> None:
        self._asking = Asking(claim)
        self._told = told
        self._safety = safety
        self._meanwhile = meanwhile
        self.was_allowed = False

    def ask(self) -> bool:
        self._told.put(self._asking)
        self._meanwhile()
        self.was_allowed = self._asking.ask()
        return self.was_allowed

    def holds(self) -> bool:
        return leases.seconds_left(self._asking.lease) > self._safety
