"""How long a claim holds, by a clock that nobody can put forward or back (S10).

A lease is written in seconds since this machine was started. Workers of the same start compare;
of another machine or an earlier start they only see whether the claim stands still.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from regulars.actions.outbox import Held, held, in_hand, take_back

LEASE_SECONDS = 60.0
RENEW_SECONDS = 15.0
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def seconds_since_start() -> float:
    """Of the machine; goes on while this process is frozen or the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _start_of_machine() -> str:
    told = Path("/proc/sys/kernel/random/boot_id")
    # Where nobody tells, each process is a start of its own: leases are then watched.
    return told.read_text().strip()[:13] if told.exists() else uuid4().hex[:13]


START = _start_of_machine()


def owner_named(name: str) -> str:
    """Who claims: by it others know whether they may read the lease."""
    return f"{START}/{name}"[:80]


def lease_until(seconds: float = LEASE_SECONDS) -> datetime:
    return EPOCH + timedelta(seconds=seconds_since_start() + seconds)


def seconds_left(lease: datetime) -> float:
    return (lease - EPOCH).total_seconds() - seconds_since_start()


class Watch:
    """Finds claims whose owner has gone silent, and takes them back."""

    def __init__(
        self, seconds: float = LEASE_SECONDS, clock: Callable[[], float] = seconds_since_start
    ) -> None:
        self.seconds = seconds
        self._clock = clock
        self._seen: dict[Held, tuple[datetime | None, float]] = {}

    def look(self, now: datetime) -> int:
        """Returns how many were taken back."""
        seen: dict[Held, tuple[datetime | None, float]] = {}
        over = []
        for message in in_hand():
            one = held(message)
            if message.owner.startswith(f"{START}/") and message.lease_until is not None:
                if seconds_left(message.lease_until) < 0:
                    over.append(one)
                continue
            lease, since = self._seen.get(one, (message.lease_until, self._clock()))
            if lease != message.lease_until:  # its owner said that it goes on
                since = self._clock()
            seen[one] = (message.lease_until, since)
            if self._clock() - since > self.seconds:
                over.append(one)
        self._seen = {one: told for one, told in seen.items() if one not in over}
        return sum(take_back(one, now=now) for one in over)
