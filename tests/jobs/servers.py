"""Real brokers from Debian's packages (tools/servers.sh), each on a loopback port of its own and
in a folder of its own, ended with the test."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SEARCHED = os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin"
RABBIT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # the wrapper beside it wants to be root


def has_redis() -> bool:
    return shutil.which("redis-server", path=SEARCHED) is not None


def has_rabbit() -> bool:
    return RABBIT.exists()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The address of a Redis that keeps nothing on disk."""
    port = free_port()
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port)]
    command += ["--dir", str(folder), "--save", "", "--appendonly", "no"]
    with running(command, os.environ | {"PATH": SEARCHED}):
        wait_until(lambda: b"PONG" in ask(port, b"PING\r\n"))
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def rabbit(folder: Path) -> Iterator[str]:
    """The address of a RabbitMQ with a name book (epmd) of its own."""
    port, book = free_port(), free_port()
    surroundings = os.environ | {
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_EPMD_PORT": str(book),
        "HOME": str(folder),  # the cookie lies there
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_CONFIG_FILE": str(folder / "none"),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_NODENAME": f"regulars{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1",
    }
    try:
        with running([str(RABBIT)], surroundings):
            wait_until(lambda: ask(port, b"AMQP\x00\x00\x09\x01") != b"")
            yield f"amqp://guest:guest@127.0.0.1:{port}//"
    finally:
        subprocess.run(["epmd", "-kill"], env=surroundings, check=False, capture_output=True)


@contextmanager
def running(command: list[str], surroundings: dict[str, str]) -> Iterator[None]:
    """The process and all it starts, for as long as the block."""
    process = subprocess.Popen(
        command,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def ask(port: int, said: bytes) -> bytes:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as one:
            one.sendall(said)
            return one.recv(64)
    except OSError:
        return b""


def wait_until(what: Callable[[], object], within_seconds: float = 90) -> None:
    until = time.monotonic() + within_seconds
    while time.monotonic() < until:
        if what():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")
