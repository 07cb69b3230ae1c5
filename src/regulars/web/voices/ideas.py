"""The team's box of ideas, and what gets in the way of buying and working here."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions import ideas as actions
from regulars.actions.ideas import IdeaHasMoved
from regulars.models import Friction, Idea
from regulars.queries.ideas import idea_box, ideas_for
from regulars.rules.ideas import NEXT, Effort, IdeaOrigin, IdeaState
from regulars.web.access import person_of
from regulars.web.keys import key_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.voices.forms import UNPROCESSABLE
from regulars.web.voices.wish_forms import FrictionForm, IdeaForm, ResultForm, TrialForm


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _box(request)


def _box(request: HttpRequest, **forms: object) -> HttpResponse:
    context: dict[str, object] = {
        "tab": "ideas",
        "page": idea_box(person_of(request)),
        "form": IdeaForm(currency=shop_of(request).currency),
        "friction_form": FrictionForm(),
        "today": today_of(shop_of(request)),
    }
    status = UNPROCESSABLE if forms else 200
    return render(request, "voices/ideas.html", context | forms, status=status)


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    form = IdeaForm(request.POST, currency=shop_of(request).currency)
    if not form.is_valid():
        return _box(request, form=form)
    told = form.cleaned_data
    friction = Friction.objects.filter(pk=key_of(request.POST.get("friction", ""))).first()
    idea = actions.think_up(
        title=told["title"],
        text=told["text"],
        cost_minor=told["cost"],
        effort=Effort(told["effort"]) if told["effort"] else None,
        origin=IdeaOrigin.FRICTION if friction else IdeaOrigin.TEAM,
        about=friction,
        person=person_of(request),
    )
    tell(request, _("The idea is in the box."))
    return redirect("voices:idea", pk=idea.pk)


def _idea_or_404(request: HttpRequest, pk: int) -> Idea:
    idea: Idea = get_object_or_404(ideas_for(person_of(request)), pk=pk)
    return idea


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _idea_or_404(request, pk))


def _page(request: HttpRequest, idea: Idea, **forms: object) -> HttpResponse:
    initial = {
        "title": idea.title,
        "text": idea.text,
        "cost": idea.cost_minor,
        "effort": idea.effort,
    }
    context: dict[str, object] = {
        "tab": "ideas",
        "idea": idea,
        "may": {state.value for state in NEXT[IdeaState(idea.state)]},
        "form": IdeaForm(currency=shop_of(request).currency, initial=initial),
        "trial_form": TrialForm(initial={"owner": idea.owner_id or person_of(request).pk}),
        "result_form": ResultForm(),
        "today": today_of(shop_of(request)),
    }
    status = UNPROCESSABLE if forms else 200
    return render(request, "voices/idea.html", context | forms, status=status)


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _idea_or_404(request, pk)
    form = IdeaForm(request.POST, currency=shop_of(request).currency)
    if not form.is_valid():
        return _page(request, idea, form=form)
    told = form.cleaned_data
    actions.change_idea(
        idea=idea,
        title=told["title"],
        text=told["text"],
        cost_minor=told["cost"],
        effort=Effort(told["effort"]) if told["effort"] else None,
        owner=idea.owner,
        person=person_of(request),
    )
    return redirect("voices:idea", pk=pk)


@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea, pk=pk)
    is_for = request.POST.get("for") != "no"
    actions.vote(idea=idea, person=person_of(request), is_for=is_for)
    return redirect("voices:ideas")


@require_POST
def begin_trial(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _idea_or_404(request, pk)
    form = TrialForm(request.POST)
    if not form.is_valid():
        return _page(request, idea, trial_form=form)
    person = person_of(request)
    try:
        actions.try_idea(
            idea=idea,
            from_on=today_of(shop_of(request)),
            until_on=form.cleaned_data["until_on"],
            owner=form.cleaned_data["owner"] or person,
            person=person,
        )
    except IdeaHasMoved:
        warn(request, _("Somebody has decided about it already."))
    return redirect("voices:idea", pk=pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _idea_or_404(request, pk)
    if request.POST.get("how") == "again":
        with suppress(IdeaHasMoved):
            actions.take_up_again(idea=idea, person=person_of(request))
        return redirect("voices:idea", pk=pk)
    form = ResultForm(request.POST)
    if not form.is_valid():
        return _page(request, idea, result_form=form)
    try:
        actions.end_idea(
            idea=idea,
            is_kept=request.POST.get("how") == "kept",
            result=form.cleaned_data["result"],
            person=person_of(request),
        )
    except IdeaHasMoved:
        warn(request, _("Somebody has decided about it already."))
    return redirect("voices:idea", pk=pk)


@require_POST
def new_friction(request: HttpRequest) -> HttpResponse:
    form = FrictionForm(request.POST)
    if not form.is_valid():
        return _box(request, friction_form=form)
    actions.note_friction(**form.cleaned_data, person=person_of(request))
    tell(request, _("Noted. What costs most stands first."))
    return redirect("voices:ideas")


@require_POST
def close_friction(request: HttpRequest, pk: int) -> HttpResponse:
    friction = get_object_or_404(Friction, pk=pk)
    words = request.POST.get("words", "").strip()[:300]
    if not words:
        warn(request, _("Say how it ended."))
        return redirect("voices:ideas")
    is_gone = request.POST.get("how") != "borne"
    actions.close_friction(
        friction=friction, words=words, is_gone=is_gone, person=person_of(request)
    )
    return redirect("voices:ideas")
