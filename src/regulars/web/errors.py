"""When something is not there, not allowed or broken: one page, in words."""

import errno
import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

UNAVAILABLE = 503
# SQLite's own numbers, without what it adds to them: busy, locked, read only, I/O, cannot open.
SQLITE_BUSY = {5, 6, 8, 10, 14}
SQLITE_FULL = 13
POSTGRES_FULL = "53100"
RETRY_AFTER_SECONDS = {"busy": 5, "full": 60}


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return render(request, f"errors/{name}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "forbidden", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "form_too_old", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "not_found", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks nobody for anything: neither the database nor the session may be what is broken.

    Django calls it while the exception is at hand. What passes by itself, or once there is room,
    is no fault of ours and says when to come back.
    """
    if why := unavailable(sys.exc_info()[1]):
        return _later(request, why)
    return HttpResponseServerError(render_to_string("errors/broken.html"))


def unavailable(trouble: BaseException | None) -> str:
    """ "busy" or "full" where the database or the disk cannot take anything now, else nothing."""
    if isinstance(trouble, OSError):
        return "full" if trouble.errno in {errno.ENOSPC, errno.EDQUOT} else ""
    if not isinstance(trouble, (OperationalError, InterfaceError)):
        return ""
    cause = trouble.__cause__
    if connection.vendor != "sqlite":  # whatever else it says: the server is not to be had
        return "full" if getattr(cause, "sqlstate", "") == POSTGRES_FULL else "busy"
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code == SQLITE_FULL:
        return "full"
    return "busy" if code in SQLITE_BUSY else ""


def _later(request: HttpRequest, why: str) -> HttpResponse:
    response = HttpResponse(render_to_string("errors/later.html", {"why": why}), status=UNAVAILABLE)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS[why])
    if "HX-Request" in request.headers:
        # What was only looked up stays as it is on the page; what was sent is told about in full.
        if request.method == "GET":
            response["HX-Reswap"] = "none"
        else:
            response["HX-Retarget"] = "body"
            response["HX-Reswap"] = "innerHTML"
    return response
