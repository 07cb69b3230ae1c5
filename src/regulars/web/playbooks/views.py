"""The plans as sentences, what each did and would have owed, and why."""

from contextlib import suppress
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from regulars.actions import playbooks
from regulars.actions.dry_runs import dry_run
from regulars.actions.runs import RunHasEnded, stop_run
from regulars.models import Playbook, PlaybookRun
from regulars.queries.plan_words import name_of, problem_words
from regulars.queries.playbooks import (
    is_running,
    numbers_of,
    playbook_groups,
    preview_of,
    row_of,
    run_for,
    runs_page,
    wording_names,
)
from regulars.rules.access import Right
from regulars.rules.triggers import OddPlan
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.playbooks.forms import DayForm
from regulars.web.shop import shop_of, today_of


def playbook_or_404(pk: int) -> Playbook:
    plans = Playbook.objects.filter(put_away_at=None).prefetch_related("steps")
    return get_object_or_404(plans.select_related("signer"), pk=pk)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    groups = playbook_groups()
    context = {
        "groups": groups,
        "on": sum(row.playbook.is_on for group in groups for row in group.rows),
    }
    return render(request, "playbooks/list.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    playbook = playbook_or_404(pk)
    today = today_of(shop_of(request))
    row = row_of(playbook, wording_names([playbook]), numbers_of([playbook]))
    context = {
        "row": row,
        "playbook": playbook,
        "preview": None if row.problem else preview_of(playbook, day=today),
        "runs": runs_page(playbook),
        "form": DayForm(initial={"day": today}),
        "today": today,
    }
    return render(request, "playbooks/show.html", context)


@needs(Right.CHANGE_SHOP)
@require_POST
def turn_on(request: HttpRequest, pk: int) -> HttpResponse:
    playbook = playbook_or_404(pk)
    try:
        playbooks.switch_on(playbook=playbook, person=person_of(request))
    except OddPlan as trouble:
        warn(request, problem_words(trouble))
    else:
        said = _("“%(name)s” is on. From today it owes what falls due; nothing from before.")
        tell(request, said % {"name": name_of(playbook)})
    return redirect("playbooks:show", pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def turn_off(request: HttpRequest, pk: int) -> HttpResponse:
    playbook = playbook_or_404(pk)
    stopped = playbooks.switch_off(playbook=playbook, person=person_of(request))
    said = ngettext(
        "“%(name)s” is off. What waited for %(count)d person is cancelled.",
        "“%(name)s” is off. What waited for %(count)d people is cancelled.",
        stopped,
    )
    if not stopped:
        said = _("“%(name)s” is off. Nothing waited.")
    tell(request, said % {"name": name_of(playbook), "count": stopped})
    return redirect("playbooks:show", pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """A press, since it takes the database for a moment; nothing of it stays."""
    playbook = playbook_or_404(pk)
    form = DayForm(request.POST)
    day: date = form.cleaned_data["day"] if form.is_valid() else today_of(shop_of(request))
    try:
        tried = dry_run(playbook, day=day)
    except OddPlan as trouble:
        warn(request, problem_words(trouble))
        return redirect("playbooks:show", pk)
    context = {
        "playbook": playbook,
        "name": name_of(playbook),
        "dry_run": tried,
        "form": DayForm(initial={"day": day}),
        "today": today_of(shop_of(request)),
    }
    return render(request, "playbooks/try.html", context)


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    told = run_for(pk, day=today_of(shop_of(request)))
    if told is None:
        raise Http404
    playbook = told.run.playbook
    row = row_of(playbook, wording_names([playbook]), {})
    context = {
        "told": told,
        "row": row,
        "is_running": is_running(told.run),
        "today": today_of(shop_of(request)),
    }
    return render(request, "playbooks/run.html", context)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(PlaybookRun.objects.select_related("customer"), pk=pk)
    with suppress(RunHasEnded):  # two people pressed it: both see it stopped
        stop_run(held, person=person_of(request))
    said = _("Nothing more of this plan reaches %(name)s.")
    tell(request, said % {"name": held.customer.name})
    return redirect("playbooks:run", pk)
