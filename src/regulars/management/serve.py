"""Serves the product and its background worker from one data folder until it is stopped."""

import argparse
import errno
import http.client
import os
import signal
import socket
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from regulars.jobs.engine import CELERY
from regulars.management import folder, readiness
from regulars.management.children import Child, end_with_parent, stop_all
from regulars.management.refuse import Refuse

EXAMPLE = "regulars --data ~/regulars serve --port 8000"
LOOK_SECONDS = 0.2
PORT_PATIENCE_SECONDS = 3.0
HOPELESS_STARTS = 4
HIGHEST_PORT = 65_535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="0 takes any free one")
    parser.add_argument("--workers", type=int, default=2, help="web server processes")
    parser.add_argument(
        "--end-with-parent", action="store_true", help="stop when the calling process is gone"
    )


def run(args: argparse.Namespace) -> int:
    if args.end_with_parent:
        end_with_parent(signal.SIGTERM)
    if not 0 <= args.port <= HIGHEST_PORT:
        raise Refuse(
            f"There is no port {args.port}; choose one up to {HIGHEST_PORT} with --port. Nothing"
            " was changed."
        )
    if args.workers < 1:
        raise Refuse(f"--workers is {args.workers}; at least 1 must serve. Nothing was changed.")
    data = Path(settings.DATA)
    if connection.vendor == "sqlite":
        folder.refuse_network(data)
    with folder.hold(data) as lock, listen(args.host, args.port) as listener:
        address = address_of(args.host, listener)
        folder.write_holder(lock, address=address)
        readiness.refuse_half_restored(data)
        readiness.migrate()
        readiness.install_ready()
        readiness.collect_static()
        connections.close_all()  # no connection is carried over into the children
        return Household(listener, address, args.workers).keep()


def listen(host: str, port: int) -> socket.socket:
    """Take the port. A server that has just been killed may need a moment to let go of it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    until = time.monotonic() + PORT_PATIENCE_SECONDS
    while True:
        try:
            return socket.create_server((host, port), family=family, backlog=2048)
        except OSError as trouble:
            taken = trouble.errno == errno.EADDRINUSE
            if taken and time.monotonic() < until:
                time.sleep(LOOK_SECONDS)
                continue
            if taken:
                said = f"Port {port} is taken by another program. Choose one with --port {port + 1}"
            else:
                said = (
                    f"Cannot listen on {host}, port {port} ({trouble}). Choose another with --host"
                )
            raise Refuse(f"{said}; nothing was changed.") from None


def address_of(host: str, listener: socket.socket) -> str:
    """Where people find it: the address they configured, else this machine."""
    if "REGULARS_ADDRESS" in os.environ:
        return str(settings.ADDRESS)
    name = "localhost" if host in {"127.0.0.1", "::1", "0.0.0.0", "::"} else host  # noqa: S104
    return f"http://{name}:{listener.getsockname()[1]}"


class Household:
    """The web server and the worker under one roof."""

    def __init__(self, listener: socket.socket, address: str, workers: int) -> None:
        self.address = address
        self.listener = listener
        self.has_answered = False
        self.is_stopping = False
        surroundings = {"REGULARS_ADDRESS": address}
        fd = listener.fileno()
        web = [sys.executable, "-m", "gunicorn", "-c", "python:regulars.config.gunicorn"]
        web += ["-b", f"fd://{fd}", "-w", str(workers), "regulars.config.wsgi"]
        work = [sys.executable, "-m", "regulars.management.cli", "work", "--of-serve"]
        self.web = Child("web server", web, surroundings, pass_fds=[fd])
        self.children = [self.web, Child("worker", work, surroundings)]
        if settings.ENGINE == CELERY:  # then the worker above tells, and this one does
            self.children.append(Child("Celery worker", work[:-1], surroundings))

    def keep(self) -> int:
        """Run until a signal comes. 0 when stopped, 1 when the web server never came up."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            while not self.is_stopping:
                for child in self.children:
                    self._look_after(child)
                if not self.has_answered and self.web.failures >= HOPELESS_STARTS:
                    print("The web server does not start; its own words are above.", flush=True)
                    return 1
                self._greet()
                time.sleep(LOOK_SECONDS)
        finally:
            stop_all(self.children)
        print("Regulars has stopped.", flush=True)
        return 0

    def _stop(self, _number: int, _frame: object) -> None:
        self.is_stopping = True

    def _look_after(self, child: Child) -> None:
        code = child.look_after()
        if code is not None and not self.is_stopping:
            print(f"The {child.name} ended ({code}) and is started again.", file=sys.stderr)

    def _greet(self) -> None:
        if not self.has_answered and self._answers():
            self.has_answered = True
            print(f"Regulars is ready: {self.address}  (stop it with Ctrl+C)", flush=True)

    def _answers(self) -> bool:
        host, port = self.listener.getsockname()[:2]
        local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        asked = http.client.HTTPConnection(local, port, timeout=LOOK_SECONDS * 5)
        try:
            asked.request("GET", "/health", headers={"Host": "localhost"})
            return asked.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asked.close()
