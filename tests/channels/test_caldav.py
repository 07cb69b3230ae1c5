import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from regulars.channels import caldav
from regulars.channels.caldav import CannotSync, Place, SomebodyWasFirst, open_calendar
from regulars.rules.calendars import CalendarTrouble
from tests.calendar_server import PASSWORD, calendar_server

pytest.importorskip("caldav", reason="NO CALDAV LIBRARY: the extra caldav is not installed")
TEXT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:one\r\n"
    "DTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:20261201\r\nSUMMARY:Jürgen\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with calendar_server(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def remote(server):
    with open_calendar(Place(server.url, "ana", PASSWORD)) as remote:
        yield remote


def trouble(place):
    with pytest.raises(CannotSync) as stopped, open_calendar(place) as remote:
        remote.listing()
    return stopped.value.trouble


def test_it_writes_once_changes_only_what_it_knows_and_removes(remote):
    etag = remote.write("one.ics", TEXT.encode())
    assert remote.listing() == {"one.ics": etag}
    with pytest.raises(SomebodyWasFirst):
        remote.write("one.ics", TEXT.encode())

    newer = remote.write("one.ics", TEXT.replace("1201", "1202").encode(), etag=etag)
    with pytest.raises(SomebodyWasFirst):
        remote.write("one.ics", TEXT.encode(), etag=etag)
    with pytest.raises(SomebodyWasFirst):
        remote.remove("one.ics", etag=etag)
    read = remote.read("one.ics")
    assert read[0] == newer
    assert b"20261202" in read[1]
    assert "Jürgen".encode() in read[1]

    remote.remove("one.ics", etag=newer)
    remote.remove("one.ics", etag=newer)
    assert remote.read("one.ics") is None
    assert remote.listing() == {}


def test_a_wrong_password_is_told_apart_from_a_server_that_is_not_there(server):
    assert trouble(Place(server.url, "ana", "wrong")) is CalendarTrouble.REFUSED
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        there = Place(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        assert trouble(there) is CalendarTrouble.UNREACHABLE


def test_an_address_that_is_no_calendar_is_told(server):
    missing = Place(server.url + "not-there/", "ana", PASSWORD)
    assert trouble(missing) is CalendarTrouble.NOT_FOUND
    assert trouble(Place("file:///etc/passwd")) is CalendarTrouble.NOT_FOUND


def test_a_redirect_is_not_followed(server):
    class Elsewhere(BaseHTTPRequestHandler):
        def do_PROPFIND(self):  # the name that http.server calls
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(307)
            self.send_header("Location", server.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args):
            """Nothing on the screen."""

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        place = Place(f"http://127.0.0.1:{http.server_port}/", "ana", PASSWORD)
        assert trouble(place) is CalendarTrouble.REDIRECTED
        http.shutdown()


def test_without_the_library_it_says_so(monkeypatch):
    monkeypatch.setattr(caldav, "CLIENT", None)
    assert trouble(Place("https://example.com/")) is CalendarTrouble.NO_LIBRARY
