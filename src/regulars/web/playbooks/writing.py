"""Writing a plan of one's own, and changing one."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions import playbooks
from regulars.actions.playbooks import WantedPlan, WantedStep
from regulars.models import Playbook
from regulars.queries import labels
from regulars.queries.plan_words import name_of, problem_words
from regulars.queries.plans import plan_of
from regulars.rules.access import Right
from regulars.rules.channels import Channel
from regulars.rules.conditions import Conditions
from regulars.rules.messages import How, Purpose
from regulars.rules.playbooks import Trigger
from regulars.rules.triggers import OddPlan, TriggerFacts
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.playbooks.forms import NameForm, StepForm, TriggerForm, WhomForm, steps_of
from regulars.web.playbooks.views import playbook_or_404
from regulars.web.shop import shop_of


@dataclass
class _Sheet:
    """All forms of one plan, on one page."""

    trigger: Trigger
    name: NameForm
    what: TriggerForm
    whom: WhomForm
    steps: list[StepForm]
    problem: str = ""

    @property
    def all(self) -> list[forms.Form]:
        return [self.name, self.what, self.whom, *self.steps]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.all])  # noqa: C419  # each shows its errors

    def wanted(self) -> WantedPlan:
        return WantedPlan(
            name=self.name.cleaned_data["name"],
            trigger=self.trigger,
            facts=self.what.facts(),
            conditions=self.whom.conditions(),
            steps=[_step(form) for form in self.steps if form.is_wanted],
            signer=self.name.cleaned_data["signer"],
        )


def _step(form: StepForm) -> WantedStep:
    told = form.cleaned_data
    how = How(told["how"])
    channel = Channel(told["channel"]) if told["channel"] and how is not How.CARD else None
    return WantedStep(
        after_days=form.after_days,
        how=how,
        purpose=Purpose(told["purpose"] or Purpose.SERVICE.value),
        wording=None if how is How.TASK else told["wording"],
        channel=channel,
        script=told["script"] if how is How.TASK else "",
        position=told["position"] or 0,
        survey=told["survey"] if how is How.MESSAGE else None,
    )


def _sheet(request: HttpRequest, trigger: Trigger, playbook: Playbook | None) -> _Sheet:
    data = request.POST if request.method == "POST" else None
    facts, wanted = TriggerFacts(), Conditions()
    initial: dict[str, object] = {}
    if playbook is not None:
        initial = {"name": name_of(playbook), "signer": playbook.signer_id}
        try:
            plan = plan_of(playbook)
            facts, wanted = plan.facts, plan.conditions
        except OddPlan as trouble:
            warn(request, problem_words(trouble))
    return _Sheet(
        trigger=trigger,
        name=NameForm(data, initial=initial),
        what=TriggerForm(data, trigger=trigger, facts=facts),
        whom=WhomForm(data, wanted=wanted, currency=shop_of(request).currency),
        steps=steps_of(data, trigger=trigger, playbook=playbook),
    )


def _kept(request: HttpRequest, sheet: _Sheet, playbook: Playbook | None) -> Playbook | None:
    """The plan once it is kept; None where something has to be put right first."""
    if request.method != "POST" or not sheet.is_valid():
        return None
    try:
        if playbook is None:
            return playbooks.write_playbook(wanted=sheet.wanted(), person=person_of(request))
        playbooks.change_playbook(
            playbook=playbook, wanted=sheet.wanted(), person=person_of(request)
        )
    except OddPlan as trouble:
        sheet.problem = problem_words(trouble)
        return None
    return playbook


def _page(request: HttpRequest, sheet: _Sheet, playbook: Playbook | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"sheet": sheet, "playbook": playbook}
    return render(request, "playbooks/write.html", context, status=status)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """First what happens, then the rest of it."""
    told = request.GET.get("trigger", "")
    if told not in set(Trigger):
        triggers = labels.choices(Trigger)
        return render(request, "playbooks/choose.html", {"triggers": triggers})
    sheet = _sheet(request, Trigger(told), None)
    playbook = _kept(request, sheet, None)
    if playbook is None:
        return _page(request, sheet, None)
    tell(request, _("The plan is kept. Look at what it would do, then switch it on."))
    return redirect("playbooks:show", playbook.pk)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    playbook = playbook_or_404(pk)
    sheet = _sheet(request, Trigger(playbook.trigger), playbook)
    try:
        kept = _kept(request, sheet, playbook)
    except playbooks.PlaybookIsGone:
        warn(request, _("Somebody put this plan away meanwhile."))
        return redirect("playbooks:list")
    if kept is None:
        return _page(request, sheet, playbook)
    tell(request, _("The plan is changed."))
    return redirect("playbooks:show", pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def put_away(request: HttpRequest, pk: int) -> HttpResponse:
    playbook = playbook_or_404(pk)
    playbooks.put_away(playbook=playbook, person=person_of(request))
    tell(request, _("“%(name)s” is put away.") % {"name": name_of(playbook)})
    return redirect("playbooks:list")
