"""Booking a time for a customer, and what becomes of it."""

import zoneinfo
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions.appointments import (
    AppointmentIsOver,
    book_appointment,
    move_appointment,
    settle_appointment,
)
from regulars.models import Appointment, Customer, Person, Shop, Thing
from regulars.queries.appointments import crossing
from regulars.queries.cover import who_may_cover
from regulars.rules.kinds import AppointmentState
from regulars.rules.moments import instant_of
from regulars.web.access import person_of
from regulars.web.calendar.acting import back, was_done, was_quicker
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.today.forms import DayInput

UNPROCESSABLE = 422
LEAST_MINUTES, MOST_MINUTES = 5, 24 * 60
FOLLOW_UPS = [
    ("", gettext_lazy("Nothing planned")),
    ("1", gettext_lazy("The day after")),
    ("3", gettext_lazy("3 days after")),
    ("7", gettext_lazy("A week after")),
    ("30", gettext_lazy("A month after")),
]


class TimeForm(forms.Form):
    """When, on the clock on the wall of the business."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        initial=60,
    )

    def starts_at(self, shop: Shop) -> datetime:
        zone = zoneinfo.ZoneInfo(shop.time_zone)
        return instant_of(self.cleaned_data["on"], self.cleaned_data["at"], zone)


class BookForm(TimeForm):
    what = forms.CharField(label=gettext_lazy("What"), max_length=200, required=False)
    thing = forms.ModelChoiceField(
        label=gettext_lazy("For what they have"),
        queryset=Thing.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nothing in particular"),
    )
    with_whom = forms.ModelChoiceField(
        label=gettext_lazy("With whom"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody in particular"),
    )
    follow_up_days = forms.TypedChoiceField(
        label=gettext_lazy("Get in touch again"),
        choices=FOLLOW_UPS,
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        theirs, people = self.fields["thing"], self.fields["with_whom"]
        assert isinstance(theirs, forms.ModelChoiceField)
        assert isinstance(people, forms.ModelChoiceField)
        theirs.queryset = customer.things.filter(ended_on=None)
        people.queryset = who_may_cover()


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """A time for somebody. One that crosses another is booked all the same, and that is said."""
    customer = get_object_or_404(Customer, pk=pk)
    shop, today = shop_of(request), today_of(shop_of(request))
    initial = {
        "on": request.GET.get("on") or today,
        "thing": request.GET.get("thing"),
        "with_whom": customer.carer_id,
    }
    form = BookForm(request.POST or None, customer=customer, initial=initial)
    if not form.is_valid():
        context = {"form": form, "customer": customer, "today": today}
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "calendar/book.html", context, status=status)
    told = form.cleaned_data
    appointment = book_appointment(
        customer=customer,
        starts_at=form.starts_at(shop),
        minutes=told["minutes"],
        what=told["what"],
        thing=told["thing"],
        with_whom=told["with_whom"],
        follow_up_days=told["follow_up_days"],
        person=person_of(request),
    )
    tell(request, _("Booked."))
    _say_crossing(request, appointment)
    return redirect("customers:show", pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time for it."""
    appointment = get_object_or_404(Appointment.objects.select_related("customer"), pk=pk)
    local = timezone.localtime(appointment.starts_at)
    initial = {"on": local.date(), "at": local.time(), "minutes": appointment.minutes}
    form = TimeForm(request.POST or None, initial=initial)
    if not form.is_valid():
        context = {"form": form, "appointment": appointment, "today": today_of(shop_of(request))}
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "calendar/appointment.html", context, status=status)
    try:
        event = move_appointment(
            appointment=appointment,
            starts_at=form.starts_at(shop_of(request)),
            minutes=form.cleaned_data["minutes"],
            person=person_of(request),
        )
    except AppointmentIsOver:
        return was_quicker(request, appointment.customer)
    appointment.refresh_from_db()
    _say_crossing(request, appointment)
    return was_done(request, _("The appointment is moved."), event)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    appointment = get_object_or_404(Appointment.objects.select_related("customer", "thing"), pk=pk)
    told = request.POST.get("state", "")
    if told not in set(AppointmentState) - {AppointmentState.BOOKED}:
        warn(request, _("This page is out of date. Open it again."))
        return back(request)
    state = AppointmentState(told)
    try:
        event = settle_appointment(
            appointment=appointment,
            state=state,
            on=min(appointment.on, today_of(shop_of(request))),
            person=person_of(request),
        )
    except AppointmentIsOver:
        return was_quicker(request, appointment.customer)
    said = {
        AppointmentState.KEPT: _("%(name)s: the appointment is done."),
        AppointmentState.MISSED: _("%(name)s did not come."),
        AppointmentState.CANCELLED: _("%(name)s: the appointment is cancelled."),
    }[state]
    return was_done(request, said % {"name": appointment.customer.name}, event)


def _say_crossing(request: HttpRequest, appointment: Appointment) -> None:
    for other in crossing(appointment):
        local = timezone.localtime(other.starts_at)
        warn(
            request,
            _("Careful: %(name)s is booked for %(time)s on that day as well.")
            % {"name": other.customer.name, "time": f"{local:%H:%M}"},
        )
