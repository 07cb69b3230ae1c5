"""The provider's calls, where nobody is signed in: the signature over the whole says who it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from regulars.actions.texts import Status, Text, note_status, receive_text
from regulars.queries.secrets import CannotUnseal, unseal
from regulars.queries.text_lengths import length_words
from regulars.queries.texts import the_text_account
from regulars.rules.twilio import is_signed, number_of

MOST_BYTES = 64 * 1024  # far more than the longest text with everything about it
LONGEST_BODY = 10_000
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

View = Callable[..., HttpResponse]


def signed(view: View) -> View:
    """Answers 401 unless the provider signed this very call; 413 to what it never sends."""

    @csrf_exempt
    @login_not_required
    @require_POST
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isdigit() or int(told) > MOST_BYTES:
            return HttpResponse(status=413)
        url = settings.ADDRESS + request.get_full_path()
        fields = [(name, one) for name, many in request.POST.lists() for one in many]
        signature = request.headers.get("X-Twilio-Signature", "")
        if not is_signed(_secret(), url, fields, signature):
            return HttpResponse(status=401)
        return view(request, *args, **kwargs)

    return asked


def _secret() -> str:
    account = the_text_account()
    try:
        return unseal(account.secret) if account else ""
    except CannotUnseal:
        return ""


@require_POST
def length(request: HttpRequest) -> HttpResponse:
    """How many SMS the words are that somebody is typing. By POST, so that no word of theirs stands
    in an address; nothing is kept."""
    words = request.POST.get("words", "")[:LONGEST_BODY]
    return HttpResponse(escape(length_words(words)))


@signed
def status(request: HttpRequest, row: int) -> HttpResponse:
    """How one message went on."""
    told = request.POST
    note_status(
        Status(
            row=row,
            provider_id=told.get("MessageSid", "")[:200],
            status=told.get("MessageStatus", ""),
            error=_number(told.get("ErrorCode", "")),
        )
    )
    return HttpResponse(status=204)


@signed
def inbound(request: HttpRequest) -> HttpResponse:
    """Somebody texts us. The answer is empty: what is to be said to a stop, the provider says."""
    told = request.POST
    channel, number = number_of(told.get("From", ""))
    sid = told.get("MessageSid", "")
    if not sid or not number:
        return HttpResponse(status=400)
    receive_text(
        Text(
            channel=channel,
            number=number[:40],
            body=told.get("Body", "")[:LONGEST_BODY].replace("\x00", ""),
            provider_id=sid[:200],
            received_at=timezone.now(),
            is_stop=told.get("OptOutType", "").upper() == "STOP",
            has_media=(_number(told.get("NumMedia", "")) or 0) > 0,
        )
    )
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else None
