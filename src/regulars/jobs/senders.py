"""The worker's part in sending: one look at each channel, and at what nobody holds any more."""

import os
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.utils.timezone import now as present

from regulars.actions import outbox
from regulars.actions.settling import send_again
from regulars.jobs import leases
from regulars.jobs.outbox import Sender
from regulars.jobs.routes import ROUTES, Route
from regulars.queries.secrets import CannotUnseal
from regulars.rules.channels import Channel

LOST_KEY = "its password was closed with another key than this install's"


class ChannelSender:
    """Sends on one channel for as long as a worker lives."""

    def __init__(
        self,
        channel: Channel,
        *,
        name: str = "send",
        clock: Callable[[], datetime] = present,
        stopping: threading.Event | None = None,
    ) -> None:
        self.channel = channel
        self._owner = leases.owner_named(f"{name}-{os.getpid()}-{uuid4().hex[:8]}")
        self._clock, self._stopping = clock, stopping
        self._sender: Sender | None = None
        self._route: Route | None = None

    def send(self) -> int:
        """Everything that is due, to the end. Returns how many messages were accepted."""
        try:
            route = ROUTES[self.channel]()
        except CannotUnseal:
            outbox.note_trouble(channel=self.channel, said=LOST_KEY, now=self._clock())
            return 0
        if route is None:
            return 0
        if self._sender is None or route != self._route:  # the account was changed
            self._route = route
            self._sender = Sender(
                route, owner=self._owner, clock=self._clock, stopping=self._stopping
            )
        return self._sender.run()


class Caretaker:
    """What nobody works on: claims of workers that are gone, what came too late, what is unknown
    and may go once more."""

    def __init__(self) -> None:
        self._watch = leases.Watch()

    def look(self, now: datetime) -> int:
        taken_back = self._watch.look(now)
        return taken_back + outbox.end_expired(now=now) + send_again(now=now)


def send_all(now: datetime) -> int:
    """One pass over every channel, as of `now`: for whoever has no worker at hand."""
    Caretaker().look(now)
    return sum(ChannelSender(channel, clock=lambda: now).send() for channel in ROUTES)
