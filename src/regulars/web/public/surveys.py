"""Answering a few questions: by a link of one's own, or the one on a poster. No sign-in.

Opening the page changes nothing. Answers are kept by a second press on what stands there to be
looked at once more: a program that opens every link, or sends a form it has found, presses once,
at once and without a choice, and keeps nothing by it.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from regulars.actions.responses import (
    NothingSaid,
    ResponseIsFixed,
    SurveyIsClosed,
    record_response,
)
from regulars.models import Customer, Response, Survey, SurveyInvitation
from regulars.queries.links import LinkFor
from regulars.queries.preferences import first_name_of
from regulars.queries.responses import until_words
from regulars.queries.surveys import Shown, asked_of, shown_in
from regulars.rules.greetings import spoken_language
from regulars.rules.kinds import Tone
from regulars.rules.surveys import (
    LONGEST_CONTACT,
    LONGEST_WORDS,
    MACHINE_SECONDS,
    Said,
    is_from_machine,
    may_correct,
    read_answers,
)
from regulars.web.public.doors import in_language, opens_with, wrong_link
from regulars.web.shop import shop_of

SALT = "regulars.survey.form"
SEND, CHANGE = "send", "change"  # any other press shows what was answered
LONGEST_STAMP = 300
KEY_BYTES = 24


@dataclass(frozen=True, slots=True)
class _Desk:
    """Whose form it is."""

    survey: Survey
    shown: Shown
    token: str
    language: str
    tone: Tone
    invitation: SurveyInvitation | None = None
    form_key: str = ""

    @property
    def customer(self) -> Customer | None:
        return self.invitation.customer if self.invitation else None

    @property
    def name(self) -> str:
        """What the signature of the form is over."""
        return f"i{self.invitation.pk}" if self.invitation else self.form_key


@opens_with(LinkFor.SURVEY)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """The questions for one person."""
    invitation = (
        SurveyInvitation.objects.select_related("survey", "customer", "message")
        .filter(pk=number)
        .first()
    )
    if invitation is None:  # forgotten since
        return wrong_link(request)
    customer = invitation.customer
    language = spoken_language(customer.language or shop_of(request).language)
    tone = Tone(customer.tone)
    shown = shown_in(invitation.survey, language=language, tone=tone)
    desk = _Desk(invitation.survey, shown, token, language, tone, invitation)
    return _served(request, desk)


@opens_with(LinkFor.SURVEY_FOR_ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_for_all(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """The same for whoever reads the poster. Nobody is known, and no cookie makes them so."""
    survey = Survey.objects.filter(pk=number).first()
    if survey is None:
        return wrong_link(request)
    language = spoken_language(
        translation.get_language_from_request(request) or shop_of(request).language
    )
    tone = Tone.FORMAL
    key, _ = _read(request.POST.get("stamp", ""))
    key = key or secrets.token_urlsafe(KEY_BYTES)
    shown = shown_in(survey, language=language, tone=tone)
    return _served(request, _Desk(survey, shown, token, language, tone, form_key=key))


def _served(request: HttpRequest, desk: _Desk) -> HttpResponse:
    if desk.survey.put_away_at is not None:
        return _page(request, desk, "public/survey_closed.html", {})
    first = _first(desk)
    if first is not None and not may_correct(first.correct_until_at, timezone.now()):
        return _thanks(request, desk, first)
    if request.method == "POST":
        return _pressed(request, desk, first)
    return _form(request, desk, _marks_of(first), first)


def _pressed(request: HttpRequest, desk: _Desk, first: Response | None) -> HttpResponse:
    said = read_answers(asked_of(desk.survey), request.POST)
    press = request.POST.get("do")
    if press == CHANGE or not said:
        return _form(request, desk, said, first, is_empty=press != CHANGE)
    name, is_old = _read(request.POST.get("stamp", ""))
    if press == SEND and name == desk.name and is_old:
        return _keep(request, desk, said)
    return _look(request, desk, said, is_again=press == SEND)


def _first(desk: _Desk) -> Response | None:
    """The answer that is there; one that a program sent is none."""
    answers = Response.objects.filter(set_aside_because="")
    if desk.invitation is not None:
        return answers.filter(invitation=desk.invitation).first()
    return answers.filter(form_key=desk.form_key).first()


def _marks_of(first: Response | None) -> dict[int, Said]:
    """What was marked, without what was written: the link may be in other hands (P8)."""
    if first is None:
        return {}
    answers = first.answers.select_related("question")
    return {one.question.position: Said(one.scale, one.choice) for one in answers}


def _keep(request: HttpRequest, desk: _Desk, said: dict[int, Said]) -> HttpResponse:
    now = timezone.now()
    message = desk.invitation.message if desk.invitation else None
    try:
        response = record_response(
            survey=desk.survey,
            said=said,
            language=desk.language,
            tone=desk.tone,
            at=now,
            invitation=desk.invitation,
            form_key=desk.form_key,
            asks_for_call=bool(request.POST.get("call")),
            contact="" if desk.invitation else request.POST.get("contact", ""),
            is_machine=is_from_machine(
                agent=request.headers.get("User-Agent", ""),
                answered_at=now,
                delivered_at=message.accepted_at if message else None,
                trap=request.POST.get("again", ""),
            ),
        )
    except SurveyIsClosed:
        return _page(request, desk, "public/survey_closed.html", {})
    except (NothingSaid, ResponseIsFixed):
        return _form(request, desk, said, None, is_empty=True)
    return _thanks(request, desk, response, said)


# --- pages ---


def _form(
    request: HttpRequest,
    desk: _Desk,
    said: dict[int, Said],
    first: Response | None,
    *,
    is_empty: bool = False,
) -> HttpResponse:
    context = {
        "rows": _rows(desk, said),
        "wants_call": bool(request.POST.get("call")) or bool(first and first.wants_call),
        "contact": request.POST.get("contact", "")[:LONGEST_CONTACT],
        "is_empty": is_empty,
        "until": _until(desk, first),
    }
    status = 422 if is_empty else 200
    return _page(request, desk, "public/survey.html", context, status=status)


def _look(
    request: HttpRequest, desk: _Desk, said: dict[int, Said], *, is_again: bool
) -> HttpResponse:
    context = {
        "rows": [row for row in _rows(desk, said) if row["is_said"]],
        "wants_call": bool(request.POST.get("call")),
        "contact": request.POST.get("contact", "")[:LONGEST_CONTACT],
        "trap": request.POST.get("again", "")[:200],
        "is_again": is_again,
    }
    return _page(request, desk, "public/survey_look.html", context)


def _thanks(
    request: HttpRequest, desk: _Desk, response: Response, said: dict[int, Said] | None = None
) -> HttpResponse:
    is_open = may_correct(response.correct_until_at, timezone.now())
    context = {
        "rows": [row for row in _rows(desk, said or {}) if row["is_said"]],
        "wants_call": response.wants_call,
        "contact": response.contact if said else "",
        "until": _until(desk, response) if is_open else "",
        "review_link": review_link_for(desk.survey),
    }
    return _page(request, desk, "public/survey_thanks.html", context)


def review_link_for(survey: Survey) -> str:
    """Where everybody who answered may write a public review, or "" for nobody. What somebody
    answered is no argument here, and must never become one (K36)."""
    return survey.review_link


def _until(desk: _Desk, first: Response | None) -> str:
    if first is None:
        return ""
    return until_words(first, desk.customer, desk.language)


def _rows(desk: _Desk, said: dict[int, Said]) -> list[dict[str, Any]]:
    rows = []
    for number, shown in enumerate(desk.shown.questions, start=1):
        one = said.get(shown.question.position, Said())
        rows.append(
            {
                "number": number,
                "shown": shown,
                "said": one,
                "value": one.scale or one.choice or one.words or "",
                "is_said": not one.is_nothing,
                "words": shown.words_of(scale=one.scale, choice=one.choice, words=one.words),
            }
        )
    return rows


def _page(
    request: HttpRequest,
    desk: _Desk,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    told = {
        "shown": desk.shown,
        "url": request.path,
        "stamp": _stamp_of(request, desk),
        "first_name": first_name_of(desk.customer) if desk.customer else "",
        "is_for_all": desk.invitation is None,
        "longest_words": LONGEST_WORDS,
    }
    return in_language(request, desk.language, template, told | context, status=status)


# --- the form's own signature: whose form it is, and when its page was opened ---


def _stamp_of(request: HttpRequest, desk: _Desk) -> str:
    """The one that the form brought along, so that a minute of reading stays one."""
    brought = request.POST.get("stamp", "")
    return brought if _read(brought)[0] == desk.name else _stamp(desk.name)


def _stamp(name: str) -> str:
    return Signer(salt=SALT).sign(f"{name}:{int(timezone.now().timestamp())}")


def _read(stamp: str) -> tuple[str, bool]:
    """Whose form it is, and whether somebody had the time to read it; ("", False) for none."""
    if len(stamp) > LONGEST_STAMP:
        return "", False
    try:
        name, _, opened = Signer(salt=SALT).unsign(stamp).rpartition(":")
    except BadSignature:
        return "", False
    return name, timezone.now().timestamp() - int(opened) >= MACHINE_SECONDS
