"""The common mail providers, through the backends of django-anymail.

The hand-over is committed right before the request. An answer that says nothing (no answer, 5xx,
no JSON) leaves the message's fate unknown, except where the provider knows our key and so makes no
second message of a second request.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import requests
from anymail.backends import brevo, mailgun, mailjet, postmark, resend, sendgrid
from anymail.backends.base_requests import AnymailRequestsBackend
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailNotSupportedWarning,
    AnymailRecipientsRefused,
)
from django.core.mail import EmailMultiAlternatives

from regulars.channels.base import CannotReach, Leave, OnSlow, Parcel
from regulars.channels.letters import CannotDress, dress
from regulars.rules.kinds import MailKind
from regulars.rules.sending import Outcome, Result

TIMEOUT_SECONDS = 60.0
LONGEST_SAID = 300
KNOWS_OUR_KEY = frozenset({MailKind.RESEND})
NOT_US = {HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN}
NEVER_SENT = (
    requests.exceptions.ConnectTimeout,
    requests.exceptions.SSLError,
    requests.exceptions.InvalidURL,
)

BACKENDS: dict[MailKind, type[AnymailRequestsBackend]] = {
    MailKind.BREVO: brevo.EmailBackend,
    MailKind.MAILGUN: mailgun.EmailBackend,
    MailKind.MAILJET: mailjet.EmailBackend,
    MailKind.POSTMARK: postmark.EmailBackend,
    MailKind.RESEND: resend.EmailBackend,
    MailKind.SENDGRID: sendgrid.EmailBackend,
}


@dataclass(frozen=True, slots=True)
class Provider:
    kind: MailKind
    key: str = field(repr=False)
    second_key: str = field(default="", repr=False)  # of providers that give a pair
    domain: str = ""  # of providers that ask for the sending domain
    api_url: str = ""  # "": the provider's own

    def options(self) -> dict[str, Any]:
        told: dict[str, Any] = {"timeout": TIMEOUT_SECONDS}
        if self.kind is MailKind.POSTMARK:
            told["server_token"] = self.key
        elif self.kind is MailKind.MAILJET:
            told |= {"api_key": self.second_key, "secret_key": self.key}
        else:
            told["api_key"] = self.key
        if self.kind is MailKind.MAILGUN and self.domain:
            told["sender_domain"] = self.domain
        if self.api_url:
            told["api_url"] = self.api_url
        return told


class NotAllowed(Exception):
    """The hand-over said no."""


class HeldTooLong(Exception):
    """It was allowed, and then this process stood still."""


OURS: dict[type[Exception], Result] = {
    CannotDress: Result.SPOILT,
    CannotReach: Result.UNREACHABLE,
    HeldTooLong: Result.UNREACHABLE,
    NotAllowed: Result.STOPPED,
}


class ProviderCarrier:
    """One HTTP session with a provider."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._backend: Any = None
        self._leave: Leave | None = None
        self._is_handed = False

    def open(self) -> None:
        """Asks nothing of the provider: there may be nothing to send. Raises CannotReach."""
        if self._backend is not None:
            return
        kind = self.provider.kind
        handing = type("Handing", (BACKENDS[kind],), {"post_to_esp": _asking_first})
        try:
            with warnings.catch_warnings():
                # The library says so of a provider that its authors cannot try themselves.
                warnings.simplefilter("ignore", AnymailNotSupportedWarning)
                self._backend = handing(**self.provider.options())
            self._backend.asked_first = self._ask
            self._backend.open()
        except (AnymailError, ValueError, OSError) as trouble:
            self._backend = None
            raise CannotReach(_told(trouble)) from trouble

    def close(self) -> None:
        if self._backend is not None:
            self._backend.close()
            self._backend = None

    def prepare(self, parcel: Parcel) -> None:
        pass

    def carry(self, parcel: Parcel, leave: Leave, on_slow: OnSlow) -> Outcome:
        del on_slow  # a provider answers within TIMEOUT_SECONDS or not at all
        self._leave, self._is_handed = leave, False
        try:
            self.open()
            mail = self._mail(parcel)
            self._backend.send_messages([mail])
        except Exception as trouble:  # whatever a library does: nothing may be lost
            return self._failed(trouble)
        status = mail.anymail_status  # type: ignore[attr-defined]  # the library adds it
        return Outcome(
            Result.ACCEPTED, provider=self.provider.kind.value, provider_id=_id_of(status)
        )

    def _failed(self, trouble: Exception) -> Outcome:
        for kind, result in OURS.items():
            if isinstance(trouble, kind):
                return Outcome(result, str(trouble))
        if isinstance(trouble, AnymailRecipientsRefused):
            return self._outcome(Result.REFUSED, trouble, is_about_address=True)
        if isinstance(trouble, AnymailAPIError):
            return self._answered_badly(trouble)
        return self._outcome(Result.LOST if self._is_handed else Result.SPOILT, trouble)

    def _ask(self) -> None:
        if self._leave is None or not self._leave.ask():
            raise NotAllowed
        if not self._leave.holds():
            raise HeldTooLong
        self._is_handed = True

    def _mail(self, parcel: Parcel) -> EmailMultiAlternatives:
        mail = dress(parcel)
        kept: dict[str, Any] = {"metadata": {"message": parcel.key, "row": str(parcel.number)}}
        if self.provider.kind is MailKind.RESEND:
            kept["esp_extra"] = {}
        for name, value in kept.items():
            setattr(mail, name, value)
        if self.provider.kind in KNOWS_OUR_KEY:
            self._backend.session.headers["Idempotency-Key"] = parcel.key
        return mail

    def _answered_badly(self, trouble: AnymailAPIError) -> Outcome:
        if isinstance(trouble, NEVER_SENT) or _was_never_connected(trouble):
            return self._outcome(Result.UNREACHABLE, trouble)
        code = trouble.status_code
        if code is None or code >= 500 or 200 <= code < 400:
            return self._outcome(Result.LOST, trouble)
        if code in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT}:
            return self._outcome(Result.BUSY, trouble)
        if code in NOT_US:
            return self._outcome(Result.UNREACHABLE, trouble)
        return self._outcome(Result.REFUSED, trouble)

    def _outcome(
        self, result: Result, trouble: Exception, *, is_about_address: bool = False
    ) -> Outcome:
        return Outcome(
            result,
            _told(trouble),
            is_about_address=is_about_address,
            provider=self.provider.kind.value,
            may_repeat=self.provider.kind in KNOWS_OUR_KEY,
        )


def _asking_first(self: Any, payload: object, message: object) -> object:
    """post_to_esp of the library, once the hand-over is committed."""
    asked: Callable[[], None] = self.asked_first
    asked()
    return super(type(self), self).post_to_esp(payload, message)


def _was_never_connected(trouble: Exception) -> bool:
    """A refused or unknown address: no byte of the message went over a line."""
    cause: BaseException | None = trouble
    while cause is not None:
        reason = getattr(cause, "args", ("",))[:1]
        if reason and type(getattr(reason[0], "reason", None)).__name__ in {
            "NewConnectionError",
            "NameResolutionError",
        }:
            return True
        cause = cause.__cause__
    return False


def _id_of(status: Any) -> str:
    found = status.message_id
    return next(iter(found), "") if isinstance(found, set) else str(found or "")


def _told(trouble: Exception) -> str:
    """What was answered, without what we sent: that holds a person's address and words."""
    code = getattr(trouble, "status_code", None)
    if code is not None:
        return f"HTTP {code}"
    return type(trouble).__name__[:LONGEST_SAID]
