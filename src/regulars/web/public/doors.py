"""What every public page does first: read its link, in the reader's language, and no more often
than a person would.

The link itself is the authority: nobody who does not hold it can make a browser send it, so these
pages need no cookie and no CSRF token, and a mail provider's one-click POST works (RFC 8058). As
they need neither, they can also forbid the browser to tell their address to anybody.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from regulars.actions.guesses import note_wrong_link
from regulars.models import Customer
from regulars.queries.guesses import WINDOW, has_guessed_too_often, is_guessed_too_often
from regulars.queries.links import LinkExpired, LinkFor, WrongLink, number_in
from regulars.rules.greetings import spoken_language
from regulars.web.shop import shop_of

TOO_MANY = 429
GONE = 410
NOT_FOUND = 404

Page = Callable[[HttpRequest, int, str], HttpResponse]  # the number in the link, and the link


def opens_with(purpose: LinkFor) -> Callable[[Page], Callable[..., HttpResponse]]:
    """A page that opens with a link of this purpose alone."""

    def guarded(page: Page) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @login_not_required
        @wraps(page)
        def opened(request: HttpRequest, token: str, **_: Any) -> HttpResponse:
            response = _answer(request, token, page)
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return opened

    def _answer(request: HttpRequest, token: str, page: Page) -> HttpResponse:
        address, at = address_of(request), timezone.now()
        if has_guessed_too_often(address, at):
            return _too_often(request)
        try:
            number = number_in(purpose, token, at=at)
        except LinkExpired:
            return render(request, "public/expired.html", status=GONE)
        except WrongLink:
            note_wrong_link(address=address, token=token, at=at)
            if is_guessed_too_often(token, at):
                return _too_often(request)
            return wrong_link(request)
        return page(request, number, token)

    return guarded


def wrong_link(request: HttpRequest) -> HttpResponse:
    """The one page for every link that leads nowhere, whatever is wrong with it."""
    return render(request, "public/wrong.html", status=NOT_FOUND)


def _too_often(request: HttpRequest) -> HttpResponse:
    response = render(request, "public/too_often.html", status=TOO_MANY)
    response["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response


def address_of(request: HttpRequest) -> str:
    """The network address that asks: behind a proxy of ours, the one that the proxy saw."""
    if settings.IS_BEHIND_PROXY:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if seen:
            return seen
    return str(request.META.get("REMOTE_ADDR", ""))


def in_their_language(
    request: HttpRequest, customer: Customer, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The page as the customer speaks; in the business's language where we do not speak theirs."""
    language = spoken_language(customer.language or shop_of(request).language)
    return in_language(request, language, template, context)


def in_language(
    request: HttpRequest,
    language: str,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    with translation.override(language):
        request.LANGUAGE_CODE = language
        response = render(request, template, context, status=status)
    response["Content-Language"] = language
    return response
