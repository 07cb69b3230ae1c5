"""Acting from the calendar: done, later, not needed, and taking it back."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions import appointments, things
from regulars.actions.touches import (
    CannotReopen,
    ReasonKey,
    TouchAlreadyClosed,
    complete_touches,
    drop_touches,
    move_touches,
    reopen_touches,
)
from regulars.models import Customer, Event, Thing
from regulars.queries import formats
from regulars.rules.kinds import TouchRule
from regulars.web.access import person_of
from regulars.web.calendar.asked import asked_of, board
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.tags import language
from regulars.web.today.forms import DropForm, LaterForm, ReasonsField

UNPROCESSABLE = 422
UNDOABLE = {"touch.closed", "touch.moved", "thing.served", *appointments.UNDOABLE}


class DoneForm(Form):
    reason = ReasonsField()


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    customer = get_object_or_404(Customer, pk=pk)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return refused(request, form)
    reasons: list[ReasonKey] = form.cleaned_data["reason"]
    thing = _thing_of(customer, reasons[0])
    try:
        if thing is not None:
            today = today_of(shop_of(request))
            event = things.serve_thing(thing=thing, on=today, person=person_of(request))
        else:
            event = complete_touches(customer=customer, reasons=reasons, person=person_of(request))
    except (TouchAlreadyClosed, things.ThingAlreadyServed):
        return was_quicker(request, customer)
    return was_done(request, _("%(name)s: done.") % {"name": customer.name}, event)


def _thing_of(customer: Customer, reason: ReasonKey) -> Thing | None:
    """A service that is done is one of the thing: the next is counted from today."""
    rule, occurrence = reason
    number = occurrence.partition(":")[0]
    if rule not in {TouchRule.SERVICE, TouchRule.RUN_OUT} or not number.isdecimal():
        return None
    return Thing.objects.filter(pk=int(number), customer=customer).first()


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    customer = get_object_or_404(Customer, pk=pk)
    today = today_of(shop_of(request))
    form = LaterForm(request.POST, today=today)
    if not form.is_valid() or form.chosen_on is None:
        return refused(request, form)
    try:
        event = move_touches(
            customer=customer,
            reasons=form.cleaned_data["reason"],
            until_on=form.chosen_on,
            person=person_of(request),
        )
    except TouchAlreadyClosed:
        return was_quicker(request, customer)
    day = formats.day(form.chosen_on, today=today, language=language())
    said = _("%(name)s comes up again %(day)s.") % {"name": customer.name, "day": day}
    return was_done(request, said, event)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    customer = get_object_or_404(Customer, pk=pk)
    form = DropForm(request.POST)
    if not form.is_valid():
        return refused(request, form)
    try:
        event = drop_touches(
            customer=customer,
            reasons=form.cleaned_data["reason"],
            because=form.why,
            person=person_of(request),
        )
    except TouchAlreadyClosed:
        return was_quicker(request, customer)
    said = _("%(name)s is off the list: %(why)s") % {"name": customer.name, "why": form.why}
    return was_done(request, said, event)


@require_POST
def undo(request: HttpRequest, event: int) -> HttpResponse:
    """Take back the last press, for a while."""
    held = get_object_or_404(Event.objects.select_related("customer"), pk=event, kind__in=UNDOABLE)
    person = person_of(request)
    try:
        if held.kind == "thing.served":
            things.take_back_service(held, person=person)
        elif held.kind in appointments.UNDOABLE:
            appointments.take_back(held, person=person)
        else:
            reopen_touches(held, person=person)
    except (CannotReopen, things.CannotTakeBack, appointments.CannotTakeBack):
        warn(request, _("This was taken back already, or it is too long ago. Nothing changed."))
    else:
        name = held.customer.name if held.customer else ""
        tell(request, _("%(name)s is back as before.") % {"name": name})
    return back(request)


# --- answers ---


def was_done(request: HttpRequest, said: str, event: Event) -> HttpResponse:
    address = reverse("calendar:undo", kwargs={"event": event.pk}) + asked_of(request).query()
    tell(request, said, undo=address)
    return back(request)


def was_quicker(request: HttpRequest, customer: Customer) -> HttpResponse:
    tell(request, _("%(name)s: a colleague was quicker, it is done.") % {"name": customer.name})
    return back(request)


def back(request: HttpRequest) -> HttpResponse:
    """To the same days: swapped in place, or by a redirect, so that reloading repeats nothing."""
    if request.headers.get("HX-Request"):
        return board(request)
    return redirect(reverse("calendar:show") + asked_of(request).query())


def refused(request: HttpRequest, form: Form) -> HttpResponse:
    """The calendar as it was, with a sentence on what is missing."""
    for errors in form.errors.values():
        for error in errors:
            warn(request, str(error))
    return board(request, status=UNPROCESSABLE)
