"""A mail server that notes what it took, and misbehaves by plan: for tests and for measuring."""

import asyncio
import json
import random
import socket
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Fault(StrEnum):
    NONE = "none"
    BUSY_AT_RECIPIENT = "450 at RCPT"
    BUSY_AFTER_DATA = "451 after DATA"
    SHUTTING_DOWN = "421 at RCPT"
    REFUSED_AT_RECIPIENT = "550 at RCPT"
    REFUSED_AFTER_DATA = "550 after DATA"
    LOST_BEFORE_DOT = "lost before the dot"
    LOST_ACCEPTED = "lost after the dot, accepted"
    LOST_NOT_ACCEPTED = "lost after the dot, not accepted"
    SLOW = "slow 250"


# One answer of the server to one message for this recipient.
Plan = Callable[[str], Fault]


def well_behaved(_recipient: str) -> Fault:
    return Fault.NONE


def misbehaving(seed: int, share: float, faults: list[Fault] | None = None) -> Plan:
    """Each try has this chance of a fault. A recipient that is refused once is refused for good."""
    chance = random.Random(seed)
    kinds = faults or [fault for fault in Fault if fault not in {Fault.NONE, Fault.SLOW}]
    refused: set[str] = set()

    def plan(recipient: str) -> Fault:
        if recipient in refused:
            return Fault.REFUSED_AT_RECIPIENT
        fault = chance.choice(kinds) if chance.random() < share else Fault.NONE
        if fault in {Fault.REFUSED_AT_RECIPIENT, Fault.REFUSED_AFTER_DATA}:
            refused.add(recipient)
        return fault

    return plan


@dataclass(frozen=True)
class Taken:
    recipient: str
    sender: str
    message_id: str
    at: float  # of the sink's own clock, in seconds
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)  # type: ignore[return-value]


class _Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # the library's name
        handler: Any = self.event_handler
        if self.envelope and self.envelope.rcpt_tos:
            fault = handler.begin(self.envelope.rcpt_tos[0])
            if fault is Fault.LOST_BEFORE_DOT:
                await self.push("354 go on")
                self.transport.abort()
                return
        await super().smtp_DATA(arg)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Sink:
    """Runs in a thread of this process. `taken` is what counts as delivered."""

    def __init__(
        self,
        plan: Plan = well_behaved,
        *,
        slow_seconds: float = 3.0,
        delay: float = 0.0,
        takes_together: bool = False,
    ) -> None:
        self.takes_together = takes_together  # says that it knows PIPELINING
        self.plan, self.slow_seconds, self.delay = plan, slow_seconds, delay
        self.taken: list[Taken] = []
        self.faults: Counter[Fault] = Counter()
        self.lines = 0
        self.keep_raw = True
        self.slow_until = 0  # a slow answer comes at the latest when so many were taken
        self._faults_now: dict[str, Fault] = {}
        self._lock = threading.Lock()
        self._controller: Any = None

    def __enter__(self) -> "Sink":
        sink = self

        class Listening(Controller):
            def factory(self) -> SMTP:
                sink.lines += 1
                return _Server(sink, hostname="sink.example", enable_SMTPUTF8=True)

        self._controller = Listening(sink, hostname="127.0.0.1", port=free_port())
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return int(self._controller.server.sockets[0].getsockname()[1])

    def begin(self, recipient: str) -> Fault:
        return self._faults_now.get(recipient, Fault.NONE)

    async def handle_EHLO(  # noqa: N802  # the library's name
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        del server, envelope
        session.host_name = hostname
        more = ["250-PIPELINING"] if self.takes_together else []
        return [responses[0], *more, *responses[1:]]

    async def handle_RCPT(  # noqa: N802  # the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        del session, options
        await self._wait()
        fault = self.plan(address)
        self._faults_now[address] = fault
        self.faults[fault] += 1
        if fault is Fault.BUSY_AT_RECIPIENT:
            return "450 4.2.1 come back later"
        if fault is Fault.SHUTTING_DOWN:
            await server.push("421 4.3.2 shutting down")
            server.transport.close()
            return "421 4.3.2 shutting down"
        if fault is Fault.REFUSED_AT_RECIPIENT:
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # the library's name
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        del session
        recipient = envelope.rcpt_tos[0]
        fault = self.begin(recipient)
        await self._wait()
        if fault is Fault.REFUSED_AFTER_DATA:
            return "550 5.6.0 not such a text"
        if fault is Fault.BUSY_AFTER_DATA:
            return "451 4.3.0 come back later"
        if fault is Fault.LOST_NOT_ACCEPTED:
            server.transport.abort()
            return "250 nobody hears this"
        self._take(recipient, envelope)
        if fault is Fault.LOST_ACCEPTED:
            server.transport.abort()
        if fault is Fault.SLOW:
            begun = asyncio.get_running_loop().time()
            while asyncio.get_running_loop().time() - begun < self.slow_seconds:
                if self.slow_until and len(self.taken) >= self.slow_until:
                    break
                await asyncio.sleep(0.05)
        return "250 2.0.0 taken"

    async def _wait(self) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)

    def _take(self, recipient: str, envelope: Any) -> None:
        raw = bytes(envelope.content)
        head = raw.split(b"\r\n\r\n", 1)[0]
        found = [line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:")]
        message_id = found[0].split(b":", 1)[1].strip().decode() if found else ""
        moment = asyncio.get_running_loop().time()
        with self._lock:
            self.taken.append(
                Taken(
                    recipient,
                    envelope.mail_from,
                    message_id,
                    moment,
                    raw if self.keep_raw else b"",
                )
            )

    @property
    def copies(self) -> Counter[str]:
        """How often each recipient got something."""
        with self._lock:
            return Counter(one.recipient for one in self.taken)

    def told(self) -> str:
        return json.dumps({fault.value: count for fault, count in self.faults.items()})
