"""Who may see a page. Everybody else signs in first, or reads in words that it is not theirs.

Every page asks for a sign-in (SignInMiddleware); the few that do not say so with
`login_not_required`. A page of the owner alone adds `@needs(Right.X)`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from regulars.models import Person
from regulars.rules import access
from regulars.rules.access import Right

View = Callable[..., HttpResponseBase]


class SignInMiddleware(LoginRequiredMiddleware):
    """Signs in first whoever is not. A part of a page does not swap the sign-in into itself: the
    whole page goes there, and comes back to where it was."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> Any:
        htmx = getattr(request, "htmx", None)
        if not htmx:
            return super().handle_no_permission(request, view_func)
        back = urlencode({self.redirect_field_name: htmx.current_url_abs_path or "/"})
        return HttpResponseClientRedirect(f"{resolve_url(self.get_login_url(view_func))}?{back}")


def may(request: HttpRequest, right: Right) -> bool:
    return request.user.is_authenticated and access.may(request.user.role, right)


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Only for pages behind the sign-in."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def needs(right: Right) -> Callable[[View], View]:
    """Answers 403 to whoever lacks the right."""

    def guarded(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request, right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return asked

    return guarded
