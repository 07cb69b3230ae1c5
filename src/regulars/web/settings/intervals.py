"""What comes round: how long until something sold needs its service, or is used up."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions.removals import CannotPutBack, put_back_rows, remove_row
from regulars.actions.things import keep_interval
from regulars.models import CareInterval, Event
from regulars.queries import labels
from regulars.queries.things import intervals
from regulars.rules.access import Right
from regulars.rules.kinds import IntervalKind
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn

MOST_DAYS = 9_999


class IntervalForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What comes round"),
        max_length=150,
        help_text=gettext_lazy("For example: Yearly inspection. Coffee, 250 g."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What happens to it"),
        choices=lambda: labels.choices(IntervalKind),
        widget=forms.RadioSelect,
        initial=IntervalKind.SERVICE.value,
    )
    matches = forms.CharField(
        label=gettext_lazy("Which products"),
        max_length=200,
        help_text=gettext_lazy("A part of the name, or a whole number or category."),
    )
    every_days = forms.IntegerField(
        label=gettext_lazy("After how many days"), min_value=1, max_value=MOST_DAYS, initial=365
    )


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    return _page(request, None, "settings/intervals.html")


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(CareInterval, pk=pk), "settings/interval.html")


def _page(request: HttpRequest, interval: CareInterval | None, template: str) -> HttpResponse:
    names = IntervalForm.base_fields
    initial = {name: getattr(interval, name) for name in names} if interval else {}
    form = IntervalForm(request.POST or None, initial=initial)
    if form.is_valid():
        told = dict(form.cleaned_data, kind=IntervalKind(form.cleaned_data["kind"]))
        keep_interval(interval=interval, **told, person=person_of(request))
        tell(request, _("Kept. What was bought before is looked through now."))
        return redirect("settings:intervals")
    context = {"form": form, "interval": interval, "intervals": intervals()}
    return render(request, template, context, status=422 if form.is_bound else 200)


@needs(Right.CHANGE_SHOP)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    interval = get_object_or_404(CareInterval, pk=pk)
    event = remove_row(interval, customer=None, person=person_of(request))
    undo = reverse("settings:put_back_interval", kwargs={"event": event.pk})
    tell(request, _("%(name)s is taken away.") % {"name": interval.name}, undo=undo)
    return redirect("settings:intervals")


@needs(Right.CHANGE_SHOP)
@require_POST
def put_back(request: HttpRequest, event: int) -> HttpResponse:
    removed = get_object_or_404(Event, pk=event, kind="interval.changed")
    try:
        put_back_rows(removed, person=person_of(request))
    except CannotPutBack:
        warn(request, _("This was taken back already, or it is too long ago. Nothing changed."))
    else:
        tell(request, _("It is back."))
    return redirect("settings:intervals")
