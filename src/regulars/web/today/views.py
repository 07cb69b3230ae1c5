"""Looking at the day: the list, one person opened, why, and the list on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from regulars.queries.today import today_for
from regulars.queries.why import why_for
from regulars.web.access import person_of
from regulars.web.today.board import asked_of, board


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return board(request)


@require_safe
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    return board(request, opened=pk)


@require_POST
def use_words(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of the channels made anew with the words as typed, for browsers without script."""
    return board(request, opened=pk, typed=request.POST)


@require_safe
def why(request: HttpRequest, pk: int) -> HttpResponse:
    asked = asked_of(request)
    answer = why_for(pk, day=asked.day)
    if answer is None:
        raise Http404
    context = {"why": answer, "day": asked.day, "query": asked.query()}
    return render(request, "today/why.html", context)


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The list on paper: numbers to dial and room to write."""
    asked = asked_of(request)
    day_list = today_for(
        person_of(request),
        day=asked.day,
        today=asked.today,
        everybody=asked.everybody,
        show_all=asked.show_all,
    )
    return render(request, "today/print.html", {"today": day_list, "query": asked.query()})
