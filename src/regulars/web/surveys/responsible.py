"""Who may ask: the owner of the business, and whoever is responsible for surveys (D6)."""

from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from regulars.queries.surveys import survey_owner
from regulars.rules.access import Right
from regulars.web.access import View, may, person_of


def may_ask(request: HttpRequest) -> bool:
    return may(request, Right.CHANGE_SHOP) or person_of(request) == survey_owner()


def for_responsible(view: View) -> View:
    """Answers 403 to whoever is not responsible."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_ask(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked
