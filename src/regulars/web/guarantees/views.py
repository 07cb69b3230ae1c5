"""What the record would support, what is being measured, and what is given."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import guarantees
from regulars.actions.guarantee_surveys import survey_about
from regulars.actions.guarantees import NotEarned, WrongGuarantee
from regulars.models import Guarantee
from regulars.queries.charters import rivals
from regulars.queries.drifts import open_proposals, proposal_rows
from regulars.queries.guarantees import guarantee_row, guarantee_rows, processes
from regulars.rules.access import Right
from regulars.rules.money import from_minor
from regulars.web.access import needs, person_of
from regulars.web.guarantees.forms import GuaranteeForm
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    today = today_of(shop_of(request))
    context = {
        "rows": guarantee_rows(today),
        "processes": processes(today),
        "proposals": proposal_rows(open_proposals()),
        "day": today,
    }
    return render(request, "guarantees/list.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    guarantee = get_object_or_404(Guarantee, pk=pk)
    today = today_of(shop_of(request))
    context = {
        "row": guarantee_row(guarantee, today),
        "rivals": rivals().get(guarantee.metric, []),
        "day": today,
    }
    return render(request, "guarantees/show.html", context)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _write(request, None)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, get_object_or_404(Guarantee, pk=pk))


def _write(request: HttpRequest, guarantee: Guarantee | None) -> HttpResponse:
    shop = shop_of(request)
    today = today_of(shop)
    form = GuaranteeForm(
        request.POST or None,
        initial=_initial(guarantee, request),
        currency=guarantee.currency if guarantee else shop.currency,
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = guarantees.keep_guarantee(
                told=form.told(), person=person_of(request), guarantee=guarantee
            )
        except WrongGuarantee:
            warn(request, _("It is given by now, and stands as it is."))
            return redirect("guarantees:list")
        tell(request, _("It is being measured. Nobody is told anything yet."))
        return redirect("guarantees:show", kept.pk)
    context = {"form": form, "guarantee": guarantee}
    return render(request, "guarantees/form.html", context, status=422 if form.is_bound else 200)


def _initial(guarantee: Guarantee | None, request: HttpRequest) -> dict[str, Any]:
    if guarantee is None:
        told = {name: request.GET.get(name, "") for name in ("metric", "within")}
        return {name: value for name, value in told.items() if value}
    names = (
        "sentence",
        "gives",
        "metric",
        "promise_kind",
        "within",
        "promised_percent",
        "makes_promises",
        "measured_from_on",
    )
    told = {name: getattr(guarantee, name) for name in names}
    return told | {"compensation": from_minor(guarantee.compensation_minor, guarantee.currency)}


@needs(Right.CHANGE_SHOP)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    guarantee = get_object_or_404(Guarantee, pk=pk)
    try:
        guarantees.publish_guarantee(guarantee=guarantee, person=person_of(request))
    except NotEarned as refused:
        needed = refused.evidence.cases_needed
        said = ngettext(
            "The record does not prove it yet; it takes %(count)d case without a miss.",
            "The record does not prove it yet; it takes %(count)d cases without a miss.",
            needed,
        )
        warn(request, said % {"count": needed})
        return redirect("guarantees:show", pk)
    except WrongGuarantee:
        warn(request, _("It is given by now, and stands as it is."))
        return redirect("guarantees:show", pk)
    tell(request, _("It is given. The evidence of today is kept with it."))
    return redirect("guarantees:show", pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    guarantee = get_object_or_404(Guarantee, pk=pk)
    try:
        guarantees.end_guarantee(guarantee=guarantee, person=person_of(request))
    except WrongGuarantee:
        return redirect("guarantees:list")
    tell(request, _("It is put away. What was promised to people before still stands."))
    return redirect("guarantees:list")


@needs(Right.CHANGE_SHOP)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """By a short survey: whom, is chosen on its page."""
    guarantee = get_object_or_404(Guarantee, pk=pk)
    survey = survey_about(guarantee=guarantee, person=person_of(request))
    return redirect("surveys:ask", survey.pk)


@require_POST
def value(request: HttpRequest, pk: int) -> HttpResponse:
    """What one customer says to it."""
    guarantee = get_object_or_404(Guarantee, pk=pk)
    guarantees.hear_value(
        guarantee=guarantee,
        matters=request.POST.get("matters") == "yes",
        is_expected=request.POST.get("expected") == "yes",
        person=person_of(request),
    )
    tell(request, _("It is written down, without a name."))
    return redirect("guarantees:show", pk)
