"""SMS and WhatsApp through Twilio's own library, where the extra `sms` is installed.

Twilio has no key by which a second request would make no second message. So the hand-over is
committed right before the request, and where its answer is lost the provider is asked what it has.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from regulars.channels.base import CannotReach, Leave, OnSlow, Parcel
from regulars.rules.channels import Channel
from regulars.rules.sending import Outcome, Result
from regulars.rules.twilio import BAD_NUMBER, NAME, SAID_STOP, address_of, result_of

try:
    import requests
    import urllib3
    from twilio.base.exceptions import TwilioException, TwilioRestException
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client
except ImportError:  # the extra is not installed: nothing here is called then
    Client = None

SECONDS = 20.0
MOST_LOOKED_AT = 200
CLOCKS_DIFFER = timedelta(minutes=5)
LONGEST_SAID = 300
_NUMBERS = re.compile(r"\+?\d[\d ().-]{6,}\d")


@dataclass(frozen=True, slots=True)
class Line:
    """By which account texts of one channel leave, and who we are there."""

    channel: Channel
    account: str
    secret: str = field(repr=False)
    sender: str  # our number, without a prefix
    report_to: Callable[[int], str] | None = None  # where the provider tells how it went on
    http: Any = None  # a client of its own; a test speaks with a stand-in


@dataclass(frozen=True, slots=True)
class Known:
    """A message that the provider has."""

    provider_id: str
    status: str
    error: int | None = None


class TextCarrier:
    """One line to the provider."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._client: Any = None

    def open(self) -> None:
        """Nothing is asked of the provider yet: each request stands alone. Raises CannotReach."""
        if self._client is not None:
            return
        if Client is None:
            raise CannotReach("the extra sms is not installed")
        try:
            http = self.line.http or TwilioHttpClient(timeout=SECONDS, max_retries=0)
            self._client = Client(self.line.account, self.line.secret, http_client=http)
        except TwilioException as trouble:
            raise CannotReach(_without_numbers(str(trouble))) from trouble

    def close(self) -> None:
        self._client = None

    def prepare(self, parcel: Parcel) -> None:
        pass

    def carry(self, parcel: Parcel, leave: Leave, _on_slow: OnSlow) -> Outcome:
        """One message. Never raises for what the provider or the line does."""
        try:
            self.open()
        except CannotReach as trouble:
            return Outcome(Result.UNREACHABLE, str(trouble), provider=NAME)
        wanted: dict[str, Any] = {
            "to": address_of(self.line.channel, parcel.to_address),
            "from_": address_of(self.line.channel, self.line.sender),
            "body": parcel.body,
        }
        if self.line.report_to is not None:
            wanted["status_callback"] = self.line.report_to(parcel.number)
        if not leave.ask() or not leave.holds():
            return Outcome(Result.STOPPED)
        return self._requested(wanted)

    def _requested(self, wanted: dict[str, Any]) -> Outcome:
        try:
            made = self._client.messages.create(**wanted)
        except TwilioRestException as refused:
            return _refusal(refused)
        except requests.RequestException as trouble:
            result = Result.UNREACHABLE if _never_left(trouble) else Result.LOST
            return Outcome(result, type(trouble).__name__, provider=NAME)
        except (TwilioException, ValueError, TypeError, AttributeError, KeyError) as trouble:
            # An answer that nobody can read: what it was an answer to may be on its way.
            return Outcome(Result.LOST, type(trouble).__name__, provider=NAME)
        if not made.sid:
            return Outcome(Result.LOST, "an answer without a number", provider=NAME)
        return Outcome(Result.ACCEPTED, str(made.status), provider=NAME, provider_id=made.sid)

    def find(self, *, to: str, body: str, since: datetime, besides: Iterable[str]) -> Known | None:
        """The message with these words that the provider took for this number since then, if it
        did; `besides` are those we know already. Raises CannotReach where it does not tell."""
        self.open()
        known = set(besides)
        try:
            found = self._client.messages.list(
                to=address_of(self.line.channel, to), limit=MOST_LOOKED_AT
            )
            for one in found:
                is_ours = str(one.direction).startswith("outbound") and one.sid not in known
                is_late = one.date_created is None or one.date_created > since - CLOCKS_DIFFER
                if is_ours and is_late and _is_same(one.body or "", body):
                    return Known(one.sid, str(one.status), one.error_code)
        except (TwilioException, requests.RequestException) as trouble:
            raise CannotReach(type(trouble).__name__) from trouble
        except (ValueError, TypeError, AttributeError, KeyError) as trouble:
            raise CannotReach("an answer that nobody can read") from trouble
        return None


def _refusal(refused: Any) -> Outcome:
    code = refused.code if isinstance(refused.code, int) else None
    result = result_of(refused.status, code)
    if result is Result.REFUSED and (code is None or code < 10_000):
        result = Result.UNREACHABLE  # no answer of theirs: something stands between us
    return Outcome(
        result,
        _without_numbers(f"{code or refused.status} {refused.msg}"),
        is_about_address=code in BAD_NUMBER,
        is_stop=code == SAID_STOP,
        provider=NAME,
    )


def _never_left(trouble: BaseException) -> bool:
    """Whether no byte of the request can have arrived."""
    if isinstance(trouble, requests.exceptions.ConnectTimeout | requests.exceptions.SSLError):
        return True
    inner: Any = trouble.args[0] if trouble.args else None
    reason = getattr(inner, "reason", inner)
    return isinstance(reason, urllib3.exceptions.NewConnectionError)


def _is_same(theirs: str, ours: str) -> bool:
    """Accounts on trial put a sentence of the provider before the words."""
    return " ".join(theirs.split()).endswith(" ".join(ours.split()))


def _without_numbers(said: str) -> str:
    return _NUMBERS.sub("…", " ".join(said.split()))[:LONGEST_SAID]
