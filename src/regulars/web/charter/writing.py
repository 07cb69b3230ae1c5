"""A version in the making: its words, its clauses, its steps."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import charters
from regulars.actions.charters import (
    ClausesLacking,
    RemarksUnanswered,
    VersionInTheMaking,
    WrongStep,
)
from regulars.models import CharterClause, CharterVersion
from regulars.queries.charter_pages import version_page
from regulars.queries.charters import in_the_making
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.charter.forms import AnswerForm, ClauseForm, RemarkForm, WordsForm
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

STEPS: dict[str, Callable[..., None]] = {
    "discuss": charters.discuss_version,
    "revise": charters.revise_version,
    "agree": charters.agree_version,
    "publish": charters.publish_version,
    "drop": charters.drop_version,
}


@needs(Right.CHANGE_SHOP)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    try:
        version = charters.start_version(person=person_of(request))
    except VersionInTheMaking:
        there = in_the_making()
        return redirect("charter:version", there.pk) if there else redirect("charter:show")
    return redirect("charter:version", version.pk)


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    return version_answer(request, get_object_or_404(CharterVersion, pk=pk))


def version_answer(
    request: HttpRequest, version: CharterVersion, *, status: int = 200, **forms: Any
) -> HttpResponse:
    today = today_of(shop_of(request))
    told = {"opening": version.opening, "training_note": version.training_note}
    context = {
        "page": version_page(version, today),
        "day": today,
        "clause_form": ClauseForm(),
        "words_form": WordsForm(initial=told),
        "remark_form": RemarkForm(),
        "answer_form": AnswerForm(),
    } | forms
    return render(request, "charter/version.html", context, status=status)


@needs(Right.CHANGE_SHOP)
@require_POST
def words(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(CharterVersion, pk=pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return version_answer(request, version, status=422, words_form=form)
    try:
        charters.write_version(version=version, person=person_of(request), **form.cleaned_data)
    except WrongStep:
        return _too_late(request, version)
    tell(request, _("The words are kept."))
    return redirect("charter:version", pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def new_clause(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(CharterVersion, pk=pk)
    form = ClauseForm(request.POST)
    if not form.is_valid():
        return version_answer(request, version, status=422, clause_form=form)
    try:
        charters.keep_clause(version=version, person=person_of(request), **form.cleaned_data)
    except WrongStep:
        return _too_late(request, version)
    tell(request, _("The promise is in the draft."))
    return redirect("charter:version", pk)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def clause(request: HttpRequest, pk: int) -> HttpResponse:
    clause = _clause_or_404(pk)
    names = ("sentence", "who_for", "metric", "within", "target_percent")
    form = ClauseForm(request.POST or None, initial={name: getattr(clause, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            charters.keep_clause(
                version=clause.version,
                clause=clause,
                person=person_of(request),
                **form.cleaned_data,
            )
        except WrongStep:
            return _too_late(request, clause.version)
        return redirect("charter:version", clause.version_id)
    context = {"form": form, "clause": clause}
    return render(request, "charter/clause.html", context, status=422 if form.is_bound else 200)


@needs(Right.CHANGE_SHOP)
@require_POST
def up(request: HttpRequest, pk: int) -> HttpResponse:
    clause = _clause_or_404(pk)
    try:
        charters.move_clause(clause=clause, person=person_of(request))
    except WrongStep:
        return _too_late(request, clause.version)
    return redirect("charter:version", clause.version_id)


@needs(Right.CHANGE_SHOP)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    clause = _clause_or_404(pk)
    version = clause.version
    try:
        charters.remove_clause(clause=clause, person=person_of(request))
    except WrongStep:
        return _too_late(request, version)
    tell(request, _("The promise is taken out of the draft."))
    return redirect("charter:version", version.pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """The next step of a version; what keeps it back is said in words."""
    version = get_object_or_404(CharterVersion, pk=pk)
    act = STEPS.get(request.POST.get("step", ""))
    if act is None:
        return redirect("charter:version", pk)
    try:
        act(version=version, person=person_of(request))
    except WrongStep:
        return _too_late(request, version)
    except RemarksUnanswered:
        warn(request, _("Somebody of the team waits for an answer. Answer first, then agree."))
        return redirect("charter:version", pk)
    except ClausesLacking:
        warn(request, _("A promise lacks what measures it. Complete each one, then agree."))
        return redirect("charter:version", pk)
    if act in {charters.publish_version, charters.drop_version}:
        return redirect("charter:show")
    return redirect("charter:version", pk)


def _clause_or_404(pk: int) -> CharterClause:
    return get_object_or_404(CharterClause.objects.select_related("version"), pk=pk)


def _too_late(request: HttpRequest, version: CharterVersion) -> HttpResponse:
    warn(request, _("This version stands by now as it is. Look at it again."))
    return redirect("charter:version", version.pk)
