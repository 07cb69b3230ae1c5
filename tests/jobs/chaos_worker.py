"""Workers that end themselves, or are ended, at a named step: only for the chaos tests.

python -m tests.jobs.chaos_worker DATABASE: loads the product once, then forks for each line it
reads, a JSON list of orders, and answers with a JSON list of how each child ended. Production code
has no switch for any of this: the steps are told by hooks that do nothing there.
"""

import faulthandler
import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django first
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from regulars.actions import outbox  # noqa: E402
from regulars.channels.email import Patience, Server, SmtpCarrier  # noqa: E402
from regulars.jobs import leases  # noqa: E402
from regulars.jobs import outbox as sending  # noqa: E402
from regulars.jobs.routes import Route  # noqa: E402
from regulars.queries.leaving import bounds_at  # noqa: E402
from regulars.queries.links import preferences_url  # noqa: E402
from regulars.rules.channels import Channel  # noqa: E402
from regulars.rules.kinds import Security  # noqa: E402

LONGEST_LIFE_SECONDS = 300
POINTS = (
    "after the claim",
    "before the sender",
    "before the recipient",
    "before the hand-over",
    "in the hand-over commit",
    "before the body",
    "body without dot",
    "after the dot",
    "after the answer",
    "in the outcome commit",
    "after the outcome commit",
)


class Hook:
    """Ends (or stops) this process the n-th time it comes by its step."""

    def __init__(self, point: str, nth: int, number: int) -> None:
        self.point, self.left, self.number = point, nth, number

    def is_now(self, point: str) -> bool:
        if point != self.point:
            return False
        self.left -= 1
        return self.left == 0

    def __call__(self, point: str) -> None:
        if self.is_now(point):
            os.kill(os.getpid(), self.number)
            time.sleep(0.001)


def carrier_class(hook: Hook) -> type[SmtpCarrier]:
    class Killable(SmtpCarrier):
        def _finish(self, body: bytes, leave: Any, on_slow: Any) -> Any:
            if hook.is_now("body without dot") and self._smtp and self._smtp.sock:
                self._smtp.sock.sendall(body[:-3])
                time.sleep(0.01)
                os.kill(os.getpid(), signal.SIGKILL)
            return super()._finish(body, leave, on_slow)

    return Killable


class KillableSender(sending.Sender):
    hook: Hook
    told_to: int | None = None  # who is to know of the first hand-over

    def _write(self, ended: Any, asking: Any) -> Any:
        told = super()._write(ended, asking)
        if asking and self.told_to is not None:
            os.write(self.told_to, str(os.getpid()).encode())
            self.told_to = None
        if told[2]:
            self.hook("after the claim")
        if ended:
            self.hook("after the outcome commit")
        return told


def work(order: dict[str, Any]) -> None:
    """One worker's life: sends until nothing is due, or until its step."""
    hook = Hook(order["point"], order.get("nth", 1), order.get("signal", signal.SIGKILL))
    hand_over, settle = outbox.hand_over, sending.settle

    def killable_hand_over(claims: Any, **told: Any) -> Any:
        allowed = hand_over(claims, **told)
        if claims:
            hook("in the hand-over commit")
        return allowed

    def killable_settle(ended: Any, **told: Any) -> Any:
        count = settle(ended, **told)
        if ended:
            hook("in the outcome commit")
        return count

    outbox.hand_over = killable_hand_over  # type: ignore[assignment]
    sending.settle = killable_settle  # type: ignore[assignment]
    wait = Patience(connect=5, answer=20, slow=1, final=30)
    server = Server("127.0.0.1", order["port"], Security.NONE, patience=wait)
    carrier = carrier_class(hook)
    route = Route(Channel.EMAIL, order["connections"], lambda: carrier(server, hook))
    later = timedelta(minutes=order["minutes"])
    sender = KillableSender(
        route,
        owner=leases.owner_named(f"chaos-{os.getpid()}-{random.random()}"),
        clock=lambda: timezone.now() + later,
        lease_seconds=order.get("lease", 30.0),
        linger_seconds=0.05,
    )
    sender.hook, sender.told_to = hook, order["told"]
    sender.run()


def fork(order: dict[str, Any]) -> int:
    heard, told = os.pipe()
    if "kill_after" in order:
        fork_killer(heard, told, order["kill_after"])
    pid = os.fork()
    if pid:
        os.close(heard)
        os.close(told)
        return pid
    # A worker that hangs says where, and ends: nobody waits for it in silence.
    faulthandler.dump_traceback_later(LONGEST_LIFE_SECONDS, exit=True)
    try:
        work(order | {"told": told})
    finally:
        connections.close_all()
        os._exit(0)


def fork_killer(heard: int, told: int, seconds: float) -> None:
    """A process that kills the worker so long after its first hand-over."""
    if os.fork():
        return
    os.close(told)
    if pid := os.read(heard, 20):
        one = os.pidfd_open(int(pid))  # never somebody who has the number later
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(one, signal.SIGKILL)
    os._exit(0)


def answer(told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main(database: str) -> None:
    connections["default"].settings_dict["NAME"] = database
    settings.DATABASES["default"]["NAME"] = database
    # What is loaded late is loaded here, once for all children.
    preferences_url(1)
    bounds_at(timezone.now())
    connections.close_all()
    answer("ready")
    for line in sys.stdin:
        orders = json.loads(line)
        children = [(fork(order), order) for order in orders]
        if any(order.get("is_left") for _, order in children):
            answer([pid for pid, _ in children])
            continue
        ended = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid, _ in children]
        answer(ended)


if __name__ == "__main__":
    main(sys.argv[1])
