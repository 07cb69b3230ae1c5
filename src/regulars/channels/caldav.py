"""One calendar on a calendar server, through the `caldav` library where that extra is installed.

The address is that of the calendar itself. No redirect is followed: a password goes to the host it
was typed in for and to no other.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote, urljoin, urlsplit

from regulars.rules.calendars import CalendarTrouble

CLIENT: Any = None
try:
    import niquests
    from caldav import davclient
    from caldav.lib import error

    CLIENT = davclient.DAVClient
except ImportError:  # the extra is not installed: open_calendar says so
    pass

SECONDS = 15
WHICH = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>'
)
GONE = (404, 410)
MET = 412  # somebody was first


class CannotSync(Exception):
    """Nothing more is to be had from this server now."""

    def __init__(self, trouble: CalendarTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class SomebodyWasFirst(Exception):
    """It is not as we knew it: another program, or an earlier run of ours, wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a calendar is, and who reads it."""

    url: str
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(slots=True)
class RemoteCalendar:
    """Entries by the last part of their address. Only those that we ask for are ever read."""

    place: Place
    client: Any

    @classmethod
    def of(cls, place: Place) -> Self:
        if CLIENT is None:
            raise CannotSync(CalendarTrouble.NO_LIBRARY)
        parts = urlsplit(place.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise CannotSync(CalendarTrouble.NOT_FOUND)
        url = place.url if place.url.endswith("/") else place.url + "/"
        client = CLIENT(
            url=url,
            username=place.username or None,
            password=place.password or None,
            timeout=SECONDS,
            enable_rfc6764=False,
            rate_limit_handle=False,
        )
        client.session.trust_env = False  # neither a proxy nor a netrc of this machine
        client.session.max_redirects = 0
        return cls(Place(url, place.username, place.password), client)

    def close(self) -> None:
        self.client.close()

    def listing(self) -> dict[str, str]:
        """The name of every entry there -> its etag. No contents."""
        answer = self._ask("PROPFIND", "", WHICH, {"Depth": "1"})
        if answer.status != 207 or answer.tree is None:
            raise CannotSync(CalendarTrouble.NOT_FOUND)
        found = {}
        for one in answer.tree.iter("{DAV:}response"):
            href, etag = one.findtext("{DAV:}href"), one.findtext(".//{DAV:}getetag")
            if href and not href.endswith("/"):
                found[unquote(urlsplit(href).path).rsplit("/", 1)[-1]] = (etag or "").strip()
        return found

    def read(self, name: str) -> tuple[str, bytes] | None:
        """Its etag and text; None if it is gone."""
        answer = self._ask("GET", name, "", {"Accept": "text/calendar"})
        if answer.status in GONE:
            return None
        if answer.status != 200:
            raise CannotSync(CalendarTrouble.BUSY)
        text = answer._raw
        return _etag(answer), text.encode() if isinstance(text, str) else bytes(text)

    def write(self, name: str, text: bytes, *, etag: str = "") -> str:
        """Over exactly what `etag` names, or anew where nothing is. Returns the new etag, "" where
        the server tells none. Raises SomebodyWasFirst."""
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        kind = {"Content-Type": "text/calendar; charset=utf-8"}
        answer = self._ask("PUT", name, text.decode(), kind | condition)
        if answer.status == MET:
            raise SomebodyWasFirst(name)
        if answer.status not in (200, 201, 204):
            raise CannotSync(CalendarTrouble.REFUSED_ENTRY)
        return _etag(answer)

    def remove(self, name: str, *, etag: str) -> None:
        """Raises SomebodyWasFirst. What is gone already stays so."""
        answer = self._ask("DELETE", name, "", {"If-Match": etag} if etag else {})
        if answer.status == MET:
            raise SomebodyWasFirst(name)
        if answer.status not in (200, 202, 204, *GONE):
            raise CannotSync(CalendarTrouble.REFUSED_ENTRY)

    def _ask(self, method: str, name: str, body: str, headers: dict[str, str]) -> Any:
        try:
            answer = self.client.request(urljoin(self.place.url, name), method, body, headers)
        except error.AuthorizationError:
            raise CannotSync(CalendarTrouble.REFUSED) from None
        except error.RateLimitError:
            raise CannotSync(CalendarTrouble.BUSY) from None
        except niquests.exceptions.TooManyRedirects:
            raise CannotSync(CalendarTrouble.REDIRECTED) from None
        except (niquests.exceptions.RequestException, OSError):
            raise CannotSync(CalendarTrouble.UNREACHABLE) from None
        except (error.DAVError, SyntaxError, AssertionError, ValueError):
            raise CannotSync(CalendarTrouble.NOT_FOUND) from None
        if answer.status >= 500:
            raise CannotSync(CalendarTrouble.BUSY)
        return answer


@contextmanager
def open_calendar(place: Place) -> Iterator[RemoteCalendar]:
    """Raises CannotSync, as whatever is asked of it does."""
    with closing(RemoteCalendar.of(place)) as remote:
        yield remote


def _etag(answer: Any) -> str:
    return str(answer.headers.get("ETag") or "").strip()
