"""The pages, over HTTP, from the real server."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tools.bench.measuring import memory_mib, percentile

PATIENCE_SECONDS = 120
READY = "Regulars is ready"
SEARCHES = (
    "ferreira",
    "müller",
    "yuki tan",
    "person4711",
    "491500000",
    "lund okafor",
    "zoe",
    "x y",
)
EMPTY = "an empty page"


@dataclass(frozen=True)
class Server:
    process: "subprocess.Popen[str]"
    port: int
    start_seconds: float

    @property
    def memory_mib(self) -> float:
        return memory_mib(self.process.pid)


@contextmanager
def serving(env: dict[str, str], *, log: Path) -> Iterator[Server]:
    """The product as `regulars serve` runs it, until the block is left."""
    start = time.perf_counter()
    errors = log.open("ab")
    process = subprocess.Popen(
        [sys.executable, "-m", "regulars.management.cli", "serve", "--port", "0"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        start_new_session=True,
    )
    try:
        yield Server(process, _port_of(process), time.perf_counter() - start)
    finally:
        errors.close()
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _port_of(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        line = process.stdout.readline()
        if line.startswith(READY):
            return int(line.split()[3].rsplit(":", 1)[1])
        if not line:
            break
    raise SystemExit("The server did not start; run with --folder and read server.log there.")


@dataclass(frozen=True)
class Measured:
    page: str
    p50_ms: float
    p95_ms: float
    bytes: int


def measure(
    server: Server, cookies: dict[str, str], ids: list[int], *, rounds: int
) -> list[Measured]:
    """Each page `rounds` times, taking turns, so that a busy moment hits all of them alike."""
    pages = {
        EMPTY: ["/bench/empty"],
        "Today": ["/"],
        "customer list": ["/customers/"],
        "search": [f"/customers/?q={quote(said)}" for said in SEARCHES],
        "customer page": [f"/customers/{pk}" for pk in ids],
    }
    took: dict[str, list[float]] = {name: [] for name in pages}
    sizes = dict.fromkeys(pages, 0)
    for number in range(-5, rounds):  # the first ones warm both processes up
        for name, paths in pages.items():
            seconds, size = _get(server.port, paths[number % len(paths)], cookies)
            if number >= 0:
                took[name].append(seconds * 1000)
                sizes[name] = max(sizes[name], size)
    return [
        Measured(name, percentile(ms, 0.5), percentile(ms, 0.95), sizes[name])
        for name, ms in took.items()
    ]


def _get(port: int, path: str, cookies: dict[str, str]) -> tuple[float, int]:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    start = time.perf_counter()
    try:
        asked.request("GET", path, headers={"Host": "localhost", "Cookie": cookie})
        answer = asked.getresponse()
        body = answer.read()
    finally:
        asked.close()
    seconds = time.perf_counter() - start
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{path} answered {answer.status}: {body[:500]!r}")
    return seconds, len(body)
