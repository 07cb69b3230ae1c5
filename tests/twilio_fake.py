"""A stand-in of Twilio's messages: what it takes, tells and reports, and every way it fails.

The client under test is Twilio's own library, sent here instead of to them (`client_for`). Whether
the stand-in is a true one: tests/channels/test_twilio_fake.py holds it against their description.
"""

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from regulars.rules.twilio import signature

ACCOUNT = "AC" + "0123456789abcdef" * 2
SECRET = "a secret that only Twilio and we know"
LIST = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
ERRORS = {
    20003: (401, "Authenticate"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    21211: (400, "Invalid 'To' Phone Number: +4915123456789"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
}
# Steps of a plan: a number of ERRORS, or one of
AFTER_ACTING = {"500 after acting", "timeout after acting", "hang up", "wrong json"}
Hear = Callable[[str, dict[str, str], str], Any]  # address, fields, signature


@dataclass
class FakeTwilio:
    port: int = 0
    plan: list[int | str] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    reports: dict[str, str] = field(default_factory=dict)  # sid -> where to
    hear: Hear | None = None
    reports_at_once: tuple[str, ...] = ()  # told before the answer to the request itself
    release: threading.Event = field(default_factory=threading.Event)

    def take(self, form: dict[str, str]) -> dict[str, Any]:
        now = format_datetime(datetime.now(UTC))
        sid = "SM" + uuid4().hex
        path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}"
        made = {
            "account_sid": ACCOUNT,
            "api_version": "2010-04-01",
            "body": form.get("Body", ""),
            "date_created": now,
            "date_sent": None,
            "date_updated": now,
            "direction": "outbound-api",
            "error_code": None,
            "error_message": None,
            "from": form.get("From"),
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": "1",
            "price": None,
            "price_unit": "USD",
            "sid": sid,
            "status": "queued",
            "subresource_uris": {"media": f"{path}/Media.json"},
            "to": form["To"],
            "uri": f"{path}.json",
        }
        self.messages.insert(0, made)
        if "StatusCallback" in form:
            self.reports[sid] = form["StatusCallback"]
        for status in self.reports_at_once:
            self.report(sid, status)
        return made

    def report(self, sid: str, status: str, error: int | None = None) -> Any:
        """Tell how a message went on, signed, as they do it."""
        made = next(one for one in self.messages if one["sid"] == sid)
        made |= {"status": status, "error_code": error}
        fields = {
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "From": made["from"],
            "MessageSid": sid,
            "MessageStatus": status,
            "SmsSid": sid,
            "SmsStatus": status,
            "To": made["to"],
        }
        if error is not None:
            fields["ErrorCode"] = str(error)
        return self.call(self.reports[sid], fields) if sid in self.reports else None

    def write(self, url: str, *, from_: str, to: str, body: str, sid: str = "") -> Any:
        """Somebody sends us a text."""
        sid = sid or "SM" + uuid4().hex
        fields = {
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "Body": body,
            "From": from_,
            "MessageSid": sid,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": to,
        }
        return self.call(url, fields)

    def call(self, url: str, fields: dict[str, str]) -> Any:
        assert self.hear is not None
        return self.hear(url, fields, signature(SECRET, url, fields.items()))


@contextmanager
def fake_twilio() -> Iterator[FakeTwilio]:
    told = FakeTwilio()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"told": told}))
    server.daemon_threads = True
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        told.release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def client_for(told: FakeTwilio) -> Any:
    """Their own way over HTTP, to the stand-in. Patient, unless it is to see no answer."""
    from twilio.http.http_client import TwilioHttpClient

    seconds = 0.4 if any("timeout" in str(step) for step in told.plan) else 20.0

    class Diverted(TwilioHttpClient):
        def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
            assert url.startswith("https://api.twilio.com/"), url
            there = f"http://127.0.0.1:{told.port}/" + url.removeprefix("https://api.twilio.com/")
            return super().request(method, there, *args, **options)

    return Diverted(timeout=seconds, max_retries=0)


class Handler(BaseHTTPRequestHandler):
    told: FakeTwilio

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        form = dict(parse_qsl(self.rfile.read(size).decode(), keep_blank_values=True))
        self.told.requests.append(("POST", self.path, form))
        step = self.told.plan.pop(0) if self.told.plan else "ok"
        if step == "timeout before acting":
            self.told.release.wait(5)
            return
        if isinstance(step, int):
            self._refuse(step)
            return
        if "To" not in form:
            self._refuse(21211)
            return
        made = self.told.take(form)
        if step in AFTER_ACTING:
            self._fail(str(step))
            return
        self._answer(201, made)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        self.told.requests.append(("GET", parts.path, query))
        if self.told.plan and self.told.plan[0] == "cannot be asked":
            self._refuse(20500)
            return
        if one := re.fullmatch(r".*/Messages/(SM\w+)\.json", parts.path):
            found = [made for made in self.told.messages if made["sid"] == one[1]]
            self._answer(200, found[0]) if found else self._refuse(20003)
            return
        found = [made for made in self.told.messages if query.get("To") in {None, made["to"]}]
        self._answer(200, _page(found))

    def _refuse(self, code: int) -> None:
        status, words = ERRORS[code]
        more = f"https://www.twilio.com/docs/errors/{code}"
        self._answer(status, {"code": code, "message": words, "more_info": more, "status": status})

    def _fail(self, step: str) -> None:
        if step == "500 after acting":
            self._refuse(20500)
        elif step == "wrong json":
            self._send(201, b"<html>a portal of the hotel</html>")
        elif step == "timeout after acting":
            self.told.release.wait(5)
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        self._send(status, json.dumps(body).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None: ...


def _page(found: list[dict[str, Any]]) -> dict[str, Any]:
    uri = LIST + "?PageSize=50&Page=0"
    return {
        "end": max(len(found) - 1, 0),
        "first_page_uri": uri,
        "messages": found,
        "next_page_uri": None,
        "page": 0,
        "page_size": 50,
        "previous_page_uri": None,
        "start": 0,
        "uri": uri,
    }
