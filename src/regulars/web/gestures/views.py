"""This week's small things, the team's ideas for more, and where the budget went."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from regulars.actions import gestures as actions
from regulars.models import Gesture
from regulars.queries import labels
from regulars.queries.gestures import gesture_page
from regulars.rules.money import minor_digits, to_minor
from regulars.rules.playbooks import Trade
from regulars.rules.stages import Stage
from regulars.web.access import person_of
from regulars.web.notes import tell
from regulars.web.shop import shop_of, today_of


class IdeaForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("The idea"), max_length=150)
    hint = forms.CharField(label=gettext_lazy("How it is done"), max_length=300, required=False)
    cost = forms.DecimalField(
        label=gettext_lazy("What it costs you"), min_value=0, max_value=100_000, required=False
    )
    interest = forms.CharField(
        label=gettext_lazy("Only for those who like"), max_length=100, required=False
    )
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("Suits"),
        choices=lambda: labels.choices(Stage),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None ticked: everybody."),
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _page(request, IdeaForm())


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    form = IdeaForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    told: dict[str, Any] = form.cleaned_data
    currency = shop_of(request).currency
    cost: Decimal = round(told["cost"] or Decimal(0), minor_digits(currency))
    actions.keep_gesture(
        name=told["name"],
        hint=told["hint"],
        cost_minor=to_minor(cost, currency),
        stages=told["stages"],
        interest=told["interest"],
        person=person_of(request),
    )
    tell(request, _("The idea is in the box."))
    return redirect("gestures:list")


@require_POST
def take_ready(request: HttpRequest) -> HttpResponse:
    trades = [one for one in request.POST.getlist("trade") if one in set(Trade)]
    count = actions.take_ready_gestures(trades=trades, person=person_of(request))
    tell(request, _("%(count)d ideas came into the box.") % {"count": count})
    return redirect("gestures:list")


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    gesture = get_object_or_404(Gesture, pk=pk)
    is_on = request.POST.get("on") == "yes"
    actions.switch_gesture(gesture=gesture, is_on=is_on, person=person_of(request))
    return redirect("gestures:list")


def _page(request: HttpRequest, form: IdeaForm, *, status: int = 200) -> HttpResponse:
    page = gesture_page(today_of(shop_of(request)))
    context = {"page": page, "form": form, "trades": labels.choices(Trade)}
    return render(request, "gestures/list.html", context, status=status)
