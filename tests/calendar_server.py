"""A real CalDAV server (Radicale), started for a test on a free port of this machine."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import niquests

CALENDAR = "/ana/calendar/"
PASSWORD = "a-password-for-the-tests"
MAKE = (
    '<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'
    "<d:set><d:prop><d:displayname>Work</d:displayname></d:prop></d:set></c:mkcalendar>"
)


@dataclass
class CalendarServer:
    """What a person's own calendar program does there."""

    root: str
    folder: Path

    @property
    def url(self) -> str:
        return self.root + CALENDAR

    def ask(self, method: str, name: str = "", body: str = "", **headers: str):
        return niquests.request(
            method,
            self.url + name,
            data=body.encode(),
            headers=headers,
            auth=("ana", PASSWORD),
            timeout=20,
        )

    def names(self) -> list[str]:
        there = (self.folder / "collection-root" / "ana" / "calendar").glob("*.ics")
        return sorted(path.name for path in there)

    def text(self, name: str) -> str:
        return self.ask("GET", name).text

    def change(self, name: str, old: str, new: str) -> None:
        text = self.ask("GET", name).content.decode()
        assert old in text
        put = self.ask("PUT", name, text.replace(old, new), **{"Content-Type": "text/calendar"})
        assert put.status_code in (201, 204), put.text

    def remove(self, name: str) -> None:
        assert self.ask("DELETE", name).status_code in (200, 204)


@contextmanager
def calendar_server(folder: Path) -> Iterator[CalendarServer]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    users = folder / "users"
    users.write_text(f"ana:{PASSWORD}\n")
    command = [sys.executable, "-m", "radicale", "--server-hosts", f"127.0.0.1:{port}"]
    command += ["--storage-filesystem-folder", str(folder), "--auth-type", "htpasswd"]
    command += ["--auth-htpasswd-filename", str(users), "--auth-htpasswd-encryption", "plain"]
    command += ["--auth-delay", "0"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_for(port, process)
            server = CalendarServer(f"http://127.0.0.1:{port}", folder)
            assert server.ask("MKCALENDAR", body=MAKE).status_code == 201
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(300):
        assert process.poll() is None, "the calendar server did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the calendar server does not answer")
