"""How the business behaves: hours, days, how often, and the switch that stops everything."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import manners as actions
from regulars.models import Closure, Manners
from regulars.queries import labels
from regulars.queries.closures import closures_page, region_choices
from regulars.queries.displaced import displaced_page
from regulars.queries.local_days import shop_today
from regulars.queries.manners import the_manners
from regulars.rules.access import Right
from regulars.rules.kinds import LeapDay
from regulars.web.access import needs, person_of
from regulars.web.account.forms import offer
from regulars.web.customers.inputs import DayField
from regulars.web.notes import tell
from regulars.web.shop import shop_of

MOST_NUMBER = 1_000


def hour(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


def number(
    label: Any, hint: Any = "", *, least: int = 0, most: int = MOST_NUMBER
) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=least, max_value=most)


class MannersForm(forms.Form):
    writes_from = hour(gettext_lazy("From"))
    writes_until = hour(gettext_lazy("Until"))
    quiet_weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Never on"),
        choices=WEEKDAYS.items(),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keeps_holidays = forms.BooleanField(
        label=gettext_lazy("Public holidays are quiet days"), required=False
    )
    region = forms.ChoiceField(label=gettext_lazy("Holidays of"), required=False)
    most_a_week = number(gettext_lazy("At most, in seven days"), most=50)
    most_a_month = number(gettext_lazy("At most, in thirty days"), most=200)
    gives_before_ask = number(
        gettext_lazy("Gifts before a request"),
        gettext_lazy("A thank-you, a greeting, good advice: so many before anything is asked."),
        most=20,
    )
    calls_a_day = number(
        gettext_lazy("Calls on one day"),
        gettext_lazy("Somebody has to make them, and to answer when people call back."),
    )
    messages_a_day = number(gettext_lazy("Messages on one day"), most=100_000)
    services_a_day = number(gettext_lazy("Services on one day"))
    leap_day = forms.ChoiceField(
        label=gettext_lazy("29 February, in other years"),
        choices=lambda: labels.choices(LeapDay),
        widget=forms.RadioSelect,
    )
    answer_within_hours = number(gettext_lazy("Answers within so many hours"), least=1)
    thanks_within_days = number(gettext_lazy("Thanks within so many days"), least=1, most=365)
    service_lead_days = number(gettext_lazy("A service is offered so many days ahead"), most=365)
    post_days = number(gettext_lazy("The post takes so many working days"), most=60)
    print_days = number(gettext_lazy("Printing takes so many working days"), most=60)

    def __init__(self, *args: Any, country: str, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "region", [("", _("The whole country")), *region_choices(country)])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        begins, ends = told.get("writes_from"), told.get("writes_until")
        if begins and ends and begins >= ends:
            self.add_error("writes_until", _("The hours end before they begin."))
        week, month = told.get("most_a_week"), told.get("most_a_month")
        if week is not None and month is not None and month < week:
            self.add_error("most_a_month", _("A month cannot hold less than a week."))
        if len(told.get("quiet_weekdays", [])) == len(WEEKDAYS):
            self.add_error("quiet_weekdays", _("One day of the week must stay open."))
        return told


class ClosureForm(forms.Form):
    from_on = DayField(label=gettext_lazy("From"))
    to_on = DayField(label=gettext_lazy("Until"))
    name = forms.CharField(label=gettext_lazy("Why"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        begins, ends = told.get("from_on"), told.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", _("It ends before it begins."))
        elif begins and ends and (ends - begins).days > 366:
            self.add_error("to_on", _("Is the year right?"))
        return told


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    held = the_manners()
    names = list(MannersForm.base_fields)
    form = MannersForm(
        request.POST or None,
        country=shop_of(request).country,
        initial={name: getattr(held, name) for name in names},
    )
    if form.is_valid():
        actions.change_manners(
            fields={name: form.cleaned_data[name] for name in names}, person=person_of(request)
        )
        tell(request, _("From now on it is done this way."))
        return redirect("settings:manners")
    context = {"form": form, "manners": held}
    return render(request, "settings/manners.html", context, status=422 if form.is_bound else 200)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def closures(request: HttpRequest) -> HttpResponse:
    form = ClosureForm(request.POST or None)
    if form.is_valid():
        actions.close_for(**form.cleaned_data, person=person_of(request))
        tell(request, _("Kept. Nothing is planned for these days."))
        return redirect("settings:closures")
    context = {"form": form, "page": closures_page(shop_of(request), shop_today())}
    return render(request, "settings/closures.html", context, status=422 if form.is_bound else 200)


@needs(Right.CHANGE_SHOP)
@require_POST
def open_again(request: HttpRequest, pk: int) -> HttpResponse:
    actions.open_again(closure=get_object_or_404(Closure, pk=pk), person=person_of(request))
    tell(request, _("These days are days like others again."))
    return redirect("settings:closures")


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def pause(request: HttpRequest) -> HttpResponse:
    """The switch that stops everything which would go out by itself, and starts it again."""
    if request.method == "POST":
        person = person_of(request)
        if request.POST.get("do") == "resume":
            if actions.resume_everything(person=person):
                tell(request, _("It goes on. What waited too long is not sent any more."))
        elif actions.pause_everything(person=person):
            tell(request, _("Everything is paused."))
        return redirect("settings:pause")
    row = Manners.objects.select_related("paused_by").filter(pk=Manners.ONLY).first()
    return render(request, "settings/pause.html", {"manners": row})


@require_safe
def displaced(request: HttpRequest) -> HttpResponse:
    """What did not go as it was meant to, and why."""
    context = {"page": displaced_page(timezone.now()), "today": shop_today()}
    return render(request, "settings/displaced.html", context)
