"""What customers say: by stage, by survey, answer by answer, and what one tap makes of it."""

from contextlib import suppress
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions import responses
from regulars.actions.findings import note_look
from regulars.actions.responses import CannotSettle
from regulars.models import Customer, Response, Survey
from regulars.queries.responses import as_words, is_bad_answer, lines_of
from regulars.queries.survey_results import (
    answered_surveys,
    results_of,
    stage_results,
    surveys_there,
)
from regulars.queries.surveys import is_fixed, shown_in, survey_owner
from regulars.rules.greetings import spoken_language
from regulars.rules.kinds import Tone
from regulars.rules.search import fold
from regulars.rules.surveys import BAD_UP_TO
from regulars.web.access import person_of
from regulars.web.keys import key_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of
from regulars.web.surveys.responsible import may_ask

A_PAGE = 20
MATCHES = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One answer in a list."""

    response: Response
    words: str
    is_bad: bool


def survey_or_404(pk: int) -> Survey:
    return get_object_or_404(Survey, pk=pk)


def response_or_404(pk: int) -> Response:
    return get_object_or_404(Response.objects.select_related("survey", "customer"), pk=pk)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    counts = answered_surveys()
    context = {
        "results": stage_results(),
        "surveys": [(survey, counts.get(survey.pk, 0)) for survey in surveys_there()],
        "away": Survey.objects.exclude(put_away_at=None).count(),
        "may_ask": may_ask(request),
        "responsible": survey_owner(),
        "tab": "surveys",
    }
    return render(request, "surveys/list.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    survey = survey_or_404(pk)
    language = spoken_language(get_language() or "", shop_of(request).language)
    shown = shown_in(survey, language=language, tone=Tone.FORMAL)
    context = {
        "survey": survey,
        "shown": shown,
        "friendly": shown_in(survey, language=language, tone=Tone.FRIENDLY),
        "results": results_of(shown),
        "rounds": survey.rounds.select_related("wanted_by")[:5],
        "sheets": survey.sheets.all()[:5],
        "is_fixed": is_fixed(survey),
        "may_ask": may_ask(request),
        "tab": "surveys",
    }
    return render(request, "surveys/show.html", context)


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Those that wait for somebody first, then all, the latest first."""
    rows = Response.objects.select_related("survey", "customer").prefetch_related(
        "answers", "answers__question", "answers__question__texts"
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(one) for one in page.object_list],
        "unread": Response.objects.filter(seen_at=None, set_aside_because="").count(),
        "is_responsible": person_of(request) == survey_owner(),
        "tab": "answers",
    }
    return render(request, "surveys/answers.html", context)


def _row(one: Response) -> Row:
    told = [(answer.words, answer) for answer in one.answers.all()]
    words = next((text for text, _ in told if text), "")
    return Row(one, words, _is_bad(one))


def _is_bad(one: Response) -> bool:
    marks = [answer.scale for answer in one.answers.all() if answer.scale]
    bad = [
        answer.choice in answer.question.bad_options
        for answer in one.answers.all()
        if answer.choice is not None
    ]
    return any(mark <= BAD_UP_TO for mark in marks) or any(bad)


@require_safe
def response(request: HttpRequest, pk: int) -> HttpResponse:
    one = response_or_404(pk)
    search = request.GET.get("who", "").strip()[:100]
    context = {
        "response": one,
        "lines": [
            (question.text, as_words(question, answer), is_bad_answer(question, answer))
            for question, answer in lines_of(one)
        ],
        "matches": _matches(search) if search and one.customer is None else [],
        "search": search,
        "tab": "answers",
    }
    return render(request, "surveys/response.html", context)


def _matches(search: str) -> list[Customer]:
    found = Customer.objects.filter(search_text__contains=fold(search))
    return list(found.order_by("name", "pk")[:MATCHES])


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: a complaint, a wish, a call, read, counted after all, or whose it is."""
    one, person = response_or_404(pk), person_of(request)
    what = request.POST.get("what", "")
    try:
        if what == "complaint":
            responses.complain(response=one, person=person)
            tell(request, _("A complaint is open. Until it is put right, nothing is asked."))
        elif what == "wish":
            responses.wish(response=one, person=person)
            tell(request, _("The wish is written down."))
        elif what == "call":
            responses.call_back(response=one, person=person)
            tell(request, _("The call stands on today's list."))
        elif what == "count":
            responses.count_after_all(response=one, person=person)
            tell(request, _("It counts from now on."))
        elif what == "who":
            key = request.POST.get("customer", "")
            customer = get_object_or_404(Customer, pk=key_of(key))
            responses.say_who(response=one, customer=customer, person=person)
        else:
            responses.see(response=one, person=person)
    except CannotSettle:
        warn(request, _("Somebody did that already, or nobody knows yet whose answer it is."))
    return redirect("surveys:response", pk)


@require_POST
def looked(request: HttpRequest) -> HttpResponse:
    """The answers of this week were looked through."""
    person = person_of(request)
    with suppress(CannotSettle):
        for one in Response.objects.filter(seen_at=None, set_aside_because=""):
            responses.see(response=one, person=person)
    note_look(person=person)
    tell(request, _("Looked through. Next week there is another look."))
    return redirect("surveys:answers")
