"""A mailbox, read by IMAP and never changed: it is opened for reading alone, nothing is marked as
seen, moved or deleted. Mails are looked at by their heads first; whole ones are fetched only where
somebody wants them."""

import imaplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from regulars.channels.mail_troubles import said_by, trouble_of
from regulars.rules.kinds import Security
from regulars.rules.mail_trouble import MailTrouble

TIMEOUT_SECONDS = 30.0
LARGEST_BYTES = 10 * 1024 * 1024  # of one mail; what is larger is judged by its head
HEADS_AT_ONCE = 100
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class CannotRead(Exception):
    """The mailbox cannot be read; `trouble` says why, `said` in the server's words."""

    def __init__(self, trouble: MailTrouble, said: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble, self.said = trouble, said


@dataclass(frozen=True, slots=True)
class Box:
    host: str
    port: int
    security: Security
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True)
class Place:
    """How far the folder is read. Another validity: the server gave all mails new numbers."""

    validity: int
    next_uid: int  # of the next mail that comes


@dataclass(frozen=True, slots=True)
class Head:
    uid: int
    size: int
    raw: bytes


class OpenBox:
    """A folder while it is open."""

    def __init__(self, box: BaseMailBox, place: Place) -> None:
        self._box, self.place = box, place

    def heads_after(self, uid: int, *, most: int) -> Iterator[Head]:
        """The heads of what came after that number, the oldest first."""
        yield from self._heads([one for one in self._search(f"UID {uid + 1}:*") if one > uid], most)

    def heads_since(self, day: date, *, most: int) -> Iterator[Head]:
        """The heads of what came on that day or later, the oldest first."""
        told = f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year}"
        yield from self._heads(self._search(f"SINCE {told}"), most)

    def _search(self, criteria: str) -> list[int]:
        return sorted(int(uid) for uid in self._box.uids(criteria))

    def _heads(self, uids: Sequence[int], most: int) -> Iterator[Head]:
        wanted = list(uids)[:most]
        for at in range(0, len(wanted), HEADS_AT_ONCE):
            some = wanted[at : at + HEADS_AT_ONCE]
            found = {uid: (size, raw) for uid, size, raw in self._fetch(some, "BODY.PEEK[HEADER]")}
            for uid in some:
                if uid in found:
                    yield Head(uid, *found[uid])

    def whole(self, head: Head) -> bytes:
        """The whole mail; its head where it is too large, or gone meanwhile."""
        if head.size > LARGEST_BYTES:
            return head.raw
        return next((raw for _, _, raw in self._fetch([head.uid], "BODY.PEEK[]")), head.raw)

    def _fetch(self, uids: Sequence[int], part: str) -> Iterator[tuple[int, int, bytes]]:
        told = ",".join(str(uid) for uid in uids)
        status, data = self._box.client.uid("fetch", told, f"(UID RFC822.SIZE {part})")
        if status != "OK":
            return
        for item in data:
            if isinstance(item, tuple) and len(item) == 2:
                facts = item[0].decode("ascii", "replace").upper().replace("(", " ").split()
                yield _number_after("UID", facts), _number_after("RFC822.SIZE", facts), item[1]

    def was_answered(self, message_id: str) -> bool:
        """Whether somebody answered this mail with their own mail program, which marks it so."""
        told = "".join(c for c in message_id if c.isprintable() and c not in '"\\')
        return bool(self._search(f'ANSWERED HEADER Message-ID "{told}"'))


def _number_after(name: str, facts: Sequence[str]) -> int:
    try:
        return int(facts[facts.index(name) + 1])
    except (ValueError, IndexError):
        return 0


@contextmanager
def opened(box: Box, *, timeout: float = TIMEOUT_SECONDS) -> Iterator[OpenBox]:
    """The folder, for reading alone. Raises CannotRead, also for what happens inside."""
    connection: BaseMailBox | None = None
    try:
        connection = _connect(box, timeout)
        connection.login(box.username, box.password, initial_folder=None)
        yield OpenBox(connection, _open_folder(connection, box.folder))
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise CannotRead(_trouble(error), said_by(error)) from error
    finally:
        if connection is not None:
            with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
                connection.logout()


def _connect(box: Box, timeout: float) -> BaseMailBox:
    context = ssl.create_default_context()
    makers: dict[Security, Callable[[], Any]] = {
        Security.TLS: lambda: MailBox(box.host, box.port, timeout, ssl_context=context),
        Security.STARTTLS: lambda: MailBoxStartTls(box.host, box.port, timeout, context),
        Security.NONE: lambda: MailBoxUnencrypted(box.host, box.port, timeout),
    }
    made: BaseMailBox = makers[box.security]()
    return made


def _open_folder(connection: BaseMailBox, folder: str) -> Place:
    if not connection.folder.exists(folder):
        raise CannotRead(MailTrouble.NO_SUCH_FOLDER, folder)
    status = connection.folder.status(folder, ["UIDVALIDITY", "UIDNEXT"])
    connection.folder.set(folder, readonly=True)
    return Place(validity=status["UIDVALIDITY"], next_uid=status["UIDNEXT"])


def _trouble(error: BaseException) -> MailTrouble:
    if type(error).__name__ == "MailboxLoginError":
        return MailTrouble.WRONG_LOGIN
    return trouble_of(error)
