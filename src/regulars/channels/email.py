"""E-mail over one SMTP connection that stops at the last moment at which nothing has left yet.

After the server's 354 it asks whether the message may leave (the hand-over is committed then), and
only then writes the body and the final dot, in one write. Everything before is provably unsent.
"""

import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from regulars.channels.base import CannotReach, Leave, OnSlow, Parcel
from regulars.channels.dkim import CannotSign, Signer
from regulars.channels.letters import CannotDress, as_bytes, mailbox
from regulars.rules.kinds import Security
from regulars.rules.sending import Outcome, Result, is_about_address

GO_AHEAD, SHUTTING_DOWN = 354, 421
NOT_US = {502, 503, 530, 535, 538}  # what is wrong is between the server and us
ADDRESSES = re.compile(r"[^\s<>]{1,200}@[^\s<>]{1,200}")
LONGEST_SAID = 300
# What is said before the text, and the answers with which it goes on.
STEPS = (
    ("before the sender", {250}),
    ("before the recipient", {250, 251}),
    ("before the text", {GO_AHEAD}),
)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. The last one is RFC 5321, 4.5.3.2.6: who gives up earlier sends twice."""

    connect: float = 30.0
    answer: float = 120.0
    slow: float = 5.0  # from here on somebody else takes over what waits
    final: float = 600.0


@dataclass(frozen=True, slots=True)
class Server:
    """By which server mail leaves, and who we are there."""

    host: str
    port: int
    security: Security
    username: str = ""
    password: str = field(default="", repr=False)
    signer: Signer | None = None
    patience: Patience = Patience()


class SmtpCarrier:
    """One connection, opened when it is needed and used for many messages."""

    def __init__(self, server: Server, at: Callable[[str], None] = lambda _point: None) -> None:
        self.server = server
        self._at = at  # told each step; a test may stop here
        self._smtp: smtplib.SMTP | None = None
        self._ahead: tuple[Parcel, bytes] | None = None

    def open(self) -> None:
        """Connect and sign in, unless that is done. Raises CannotReach."""
        if self._smtp is not None:
            return
        try:
            self._smtp = self._connect()
        except (OSError, smtplib.SMTPException) as trouble:
            raise CannotReach(said_by(trouble)) from trouble

    def _connect(self) -> smtplib.SMTP:
        server, wait = self.server, self.server.patience
        smtp: smtplib.SMTP
        if server.security is Security.TLS:
            smtp = smtplib.SMTP_SSL(
                server.host, server.port, timeout=wait.connect, context=_whom_we_trust()
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=wait.connect)
        try:
            if server.security is Security.STARTTLS:
                smtp.starttls(context=_whom_we_trust())
            smtp.ehlo_or_helo_if_needed()
            if server.username:
                smtp.login(server.username, server.password)
            line = _line_of(smtp)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(wait.answer)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                _line_of(smtp).settimeout(1)
                smtp.quit()
            smtp.close()

    def _drop(self) -> None:
        """Hang up without a word: what was begun is not finished."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def prepare(self, parcel: Parcel) -> None:
        self._ahead = parcel, self._body(parcel)

    def _body(self, parcel: Parcel) -> bytes:
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0] is parcel:
            return ahead[1]
        return _with_final_dot(self._written(parcel))

    def carry(self, parcel: Parcel, leave: Leave, on_slow: OnSlow) -> Outcome:
        """One message. Never raises for what the server or the line does."""
        try:
            body = self._body(parcel)
            refused = self._announce(parcel)
        except CannotDress as trouble:
            return Outcome(Result.SPOILT, str(trouble))
        except CannotReach as trouble:
            return Outcome(Result.UNREACHABLE, str(trouble))
        except (OSError, smtplib.SMTPException) as trouble:
            self._drop()
            return Outcome(Result.UNREACHABLE, said_by(trouble))
        return refused or self._hand_over(body, leave, on_slow)

    def _hand_over(self, body: bytes, leave: Leave, on_slow: OnSlow) -> Outcome:
        self._at("before the hand-over")
        if not leave.ask():
            self._drop()
            return Outcome(Result.STOPPED)
        try:
            return self._finish(body, leave, on_slow)
        except (OSError, smtplib.SMTPException) as trouble:
            self._drop()
            return Outcome(Result.LOST, said_by(trouble))

    def _written(self, parcel: Parcel) -> bytes:
        written = as_bytes(parcel)
        if self.server.signer is None:
            return written
        try:
            return self.server.signer.sign(written)
        except CannotSign as trouble:  # for every message: none of them is failed for it
            raise CannotReach(str(trouble)) from trouble

    def _announce(self, parcel: Parcel) -> Outcome | None:
        """All that comes before the text. None: the server waits for it."""
        self.open()
        smtp = self._smtp
        assert smtp is not None
        found = self._first_no(smtp, _announcement(parcel))
        if found is None:
            return None
        place, code, said = found
        if place == 0:
            # What is wrong with us is wrong for every message: nobody is failed for it.
            return self._not_now(code, said) if code < 500 else self._not_us(said)
        return self._refusal(code, said, at_recipient=place == 1)

    def _first_no(
        self, smtp: smtplib.SMTP, commands: Sequence[bytes]
    ) -> tuple[int, int, bytes] | None:
        """Which of these commands was not answered as it should be, and the answer. A server that
        takes them together (RFC 2920) gets them in one write: one round trip, not three."""
        is_together = smtp.has_extn("pipelining")
        if is_together:
            self._at(STEPS[0][0])
            smtp.send(b"".join(commands))
            self._at("before the answers")
        no: tuple[int, int, bytes] | None = None
        code = 0
        for place, (step, good) in enumerate(STEPS):
            if not is_together:
                self._at(step)
                smtp.send(commands[place])
            try:
                code, said = smtp.getreply()
            except (OSError, smtplib.SMTPException):
                if no is None:
                    raise
                self._drop()  # it said no, and hung up
                break
            if no is None and code not in good:
                no = place, code, said
            if no is not None and (not is_together or code == SHUTTING_DOWN):
                break
        if no is not None and code == GO_AHEAD:  # it waits for a text to nobody
            self._drop()
        return no

    def _finish(self, body: bytes, leave: Leave, on_slow: OnSlow) -> Outcome:
        smtp = self._smtp
        assert smtp is not None
        line = _line_of(smtp)
        self._at("before the body")
        if not leave.holds():
            self._drop()
            return Outcome(Result.UNREACHABLE, "held for too long")
        try:
            line.sendall(body)
        except OSError as trouble:  # the dot is the last byte: it has not left
            self._drop()
            return Outcome(Result.UNREACHABLE, said_by(trouble))
        self._at("after the dot")
        if not _has_answer(line, self.server.patience.slow):
            on_slow()
            line.settimeout(self.server.patience.final)
        code, said = smtp.getreply()
        self._at("after the answer")
        line.settimeout(self.server.patience.answer)
        if code == 250:
            return Outcome(Result.ACCEPTED, text_of(said))
        return self._refusal(code, said, at_recipient=False)

    def _refusal(self, code: int, said: bytes, *, at_recipient: bool) -> Outcome:
        if code < 400 or code >= 600:  # no answer that the standard knows
            self._drop()
            return Outcome(Result.UNREACHABLE, text_of(said))
        if code < 500:
            return self._not_now(code, said)
        told = text_of(said)
        if code in NOT_US or (at_recipient and "relay" in told.lower()):
            return self._not_us(said)
        self._begin_anew()
        about = is_about_address(code, told, at_recipient=at_recipient)
        return Outcome(Result.REFUSED, f"{code} {told}".strip(), is_about_address=about)

    def _not_now(self, code: int, said: bytes) -> Outcome:
        if code == SHUTTING_DOWN:
            self._drop()
        else:
            self._begin_anew()
        return Outcome(Result.BUSY, f"{code} {text_of(said)}".strip())

    def _not_us(self, said: bytes) -> Outcome:
        self._drop()
        return Outcome(Result.UNREACHABLE, text_of(said))

    def _begin_anew(self) -> None:
        try:
            if self._smtp is not None and self._smtp.rset()[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()


@cache
def _whom_we_trust() -> ssl.SSLContext:
    """Reading the system's certificates takes longer than sending a hundred messages."""
    return ssl.create_default_context()


def _line_of(smtp: smtplib.SMTP) -> socket.socket:
    line = smtp.sock
    if line is None:
        raise smtplib.SMTPServerDisconnected("the line is closed")
    return line


def _has_answer(line: socket.socket, seconds: float) -> bool:
    if isinstance(line, ssl.SSLSocket) and line.pending():
        return True
    poller = select.poll()
    poller.register(line, select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poller.poll(seconds * 1000))


def _announcement(parcel: Parcel) -> tuple[bytes, bytes, bytes]:
    """One command for each of STEPS. Raises CannotDress for an address that is none."""
    sender = mailbox(parcel.bounces_to or parcel.from_address)
    to = mailbox(parcel.to_address)
    try:
        return (
            f"MAIL FROM:<{sender}>\r\n".encode("ascii"),
            f"RCPT TO:<{to}>\r\n".encode("ascii"),
            b"DATA\r\n",
        )
    except UnicodeEncodeError as trouble:
        raise CannotDress("the address is not one that mail servers know") from trouble


def _with_final_dot(written: bytes) -> bytes:
    """Dots at the beginning of a line doubled, and the end told (RFC 5321, 4.5.2)."""
    stuffed = written.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def text_of(said: bytes) -> str:
    """The server's words, in one line and without anybody's address."""
    told = " ".join(said.decode("utf-8", "replace").split())[:LONGEST_SAID]
    return ADDRESSES.sub("…", told)


def said_by(trouble: Exception) -> str:
    """The trouble in its own words. Never holds what we said: a password could be in it."""
    if isinstance(trouble, smtplib.SMTPResponseException):
        told = trouble.smtp_error
        words = text_of(told) if isinstance(told, bytes) else str(told)
        return f"{trouble.smtp_code} {words}".strip()[:LONGEST_SAID]
    if isinstance(trouble, TimeoutError) or "timed out" in str(trouble):
        return "no answer in time"
    return (str(trouble) or type(trouble).__name__)[:LONGEST_SAID]
