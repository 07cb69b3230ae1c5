"""Child processes that live and die with this one."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
LONGEST_WAIT_SECONDS = 60.0
SETTLED_AFTER_SECONDS = 60.0
# Loaded here: between fork and exec nothing may be looked up any more.
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent(how: int = signal.SIGKILL) -> None:
    """Ask the kernel to end this process as soon as its parent is gone (Linux only)."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(how))


def _tied_to(parent: int) -> Callable[[], None]:
    def tie() -> None:
        end_with_parent()
        if os.getppid() != parent:  # it was killed before the kernel knew
            os._exit(1)

    return tie


@dataclass
class Child:
    """One process that is started again when it ends, after a wait that doubles each time."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    pass_fds: Sequence[int] = ()
    failures: int = 0
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    started: float = 0.0
    start_at: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  # our own command, no shell
            self.command,
            env={**os.environ, **self.environment},
            pass_fds=self.pass_fds,
            stdin=subprocess.DEVNULL,
            preexec_fn=_tied_to(os.getpid()),  # noqa: PLW1509  # this process has one thread
        )

    def look_after(self) -> int | None:
        """Start it if it is due. The exit code of a process found dead, else None."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        lived = time.monotonic() - self.started
        self.failures = 1 if lived > SETTLED_AFTER_SECONDS else self.failures + 1
        self.start_at = time.monotonic() + min(2.0 ** (self.failures - 1), LONGEST_WAIT_SECONDS)
        self.process = None
        return code


def stop_all(children: Sequence[Child], patience_seconds: float = 10.0) -> None:
    """Ask each to end, wait, and end those that do not."""
    alive = [child.process for child in children if child.process and child.process.poll() is None]
    for process in alive:
        process.terminate()
    until = time.monotonic() + patience_seconds
    for process in alive:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
