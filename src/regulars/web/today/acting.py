"""Acting on a person of the list: a talk, later, not needed, and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions.interactions import Talk, record_interaction, undo_interaction
from regulars.actions.touches import (
    CannotReopen,
    TouchAlreadyClosed,
    drop_touches,
    move_touches,
    reopen_touches,
)
from regulars.models import Customer, Event
from regulars.queries import formats
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome
from regulars.web.access import person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.tags import language
from regulars.web.today.board import asked_of, board
from regulars.web.today.forms import DayAheadForm, DropForm, LaterForm, TalkForm

UNPROCESSABLE = 422
UNDOABLE = {"interaction.recorded", "touch.closed", "touch.moved"}


@require_POST
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    customer = get_object_or_404(Customer, pk=pk)
    form = TalkForm(request.POST, today=today_of(shop_of(request)))
    if not form.is_valid():
        return _refused(request, pk, form)
    told = form.cleaned_data
    outcome = Outcome(told["outcome"])
    try:
        event = record_interaction(
            customer=customer,
            person=person_of(request),
            talk=Talk(
                channel=Channel(told["channel"]),
                outcome=outcome,
                words="" if outcome is Outcome.NO_ANSWER else told["words"],
                note=told["note"],
            ),
            reasons=told["reason"],
            next_step=form.next_step(),
        )
    except TouchAlreadyClosed:
        return _was_quicker(request, customer)
    said = {
        Outcome.REACHED: _("%(name)s: reached, and on record."),
        Outcome.SENT: _("%(name)s: sent, and on record."),
        Outcome.LEFT_MESSAGE: _("%(name)s: message left, and on record."),
        Outcome.NO_ANSWER: _("%(name)s: no answer. It comes up again."),
    }[outcome]
    return _done(request, said % {"name": customer.name}, event)


@require_POST
def later(request: HttpRequest, pk: int) -> HttpResponse:
    customer = get_object_or_404(Customer, pk=pk)
    today = today_of(shop_of(request))
    form = LaterForm(request.POST, today=today)
    if not form.is_valid() or form.chosen_on is None:
        return _refused(request, pk, form)
    try:
        event = move_touches(
            customer=customer,
            reasons=form.cleaned_data["reason"],
            until_on=form.chosen_on,
            person=person_of(request),
        )
    except TouchAlreadyClosed:
        return _was_quicker(request, customer)
    day = formats.day(form.chosen_on, today=today, language=language())
    said = _("%(name)s comes up again %(day)s.") % {"name": customer.name, "day": day}
    return _done(request, said, event)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    customer = get_object_or_404(Customer, pk=pk)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _refused(request, pk, form)
    try:
        event = drop_touches(
            customer=customer,
            reasons=form.cleaned_data["reason"],
            because=form.why,
            person=person_of(request),
        )
    except TouchAlreadyClosed:
        return _was_quicker(request, customer)
    said = _("%(name)s is off the list: %(why)s") % {"name": customer.name, "why": form.why}
    return _done(request, said, event)


@require_POST
def undo(request: HttpRequest, event: int) -> HttpResponse:
    """Take back the last press, for a while."""
    done = get_object_or_404(Event.objects.select_related("customer"), pk=event, kind__in=UNDOABLE)
    try:
        if done.kind == "interaction.recorded":
            undo_interaction(done, person=person_of(request))
        else:
            reopen_touches(done, person=person_of(request))
    except CannotReopen:
        warn(request, _("This was taken back already, or it is too long ago. Nothing changed."))
    else:
        name = done.customer.name if done.customer else ""
        tell(request, _("%(name)s is back as before.") % {"name": name})
    return _back(request)


def _done(request: HttpRequest, said: str, event: Event) -> HttpResponse:
    tell(request, said, undo=reverse("today:undo", kwargs={"event": event.pk}))
    return _back(request)


def _was_quicker(request: HttpRequest, customer: Customer) -> HttpResponse:
    tell(request, _("%(name)s: a colleague was quicker, it is done.") % {"name": customer.name})
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the list: swapped in place, or by a redirect, so that reloading repeats nothing."""
    address = reverse("today:show") + asked_of(request).query()
    if not request.headers.get("HX-Request"):
        return redirect(address)
    response = board(request)
    response.headers["HX-Push-Url"] = address
    return response


def _refused(request: HttpRequest, pk: int, form: DayAheadForm | DropForm) -> HttpResponse:
    """The card as it was, with what was typed and a sentence on what is missing."""
    for errors in form.errors.values():
        for error in errors:
            warn(request, str(error))
    return board(request, opened=pk, typed=request.POST, status=UNPROCESSABLE)
