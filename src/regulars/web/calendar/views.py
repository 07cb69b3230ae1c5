"""Looking at the calendar."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regulars.web.calendar.asked import board


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return board(request)
