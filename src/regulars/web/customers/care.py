"""Talks and follow-ups, written down where one stands."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions.interactions import Talk, record_interaction, undo_interaction
from regulars.actions.touches import (
    CannotReopen,
    TouchAlreadyClosed,
    complete_touches,
    drop_touches,
    key_of,
    plan_follow_up,
    reopen_touches,
)
from regulars.models import Touch
from regulars.queries import formats
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, TouchRule
from regulars.web.access import person_of
from regulars.web.customers import forms
from regulars.web.customers.answers import back_to, refused, undo_at
from regulars.web.customers.fetch import customer_or_404, event_or_404, row_or_404
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.tags import language


@require_POST
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = forms.TalkForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    told = form.cleaned_data
    event = record_interaction(
        customer=customer,
        person=person_of(request),
        talk=Talk(
            channel=Channel(told["channel"]), outcome=Outcome(told["outcome"]), note=told["note"]
        ),
    )
    tell(
        request,
        _("The talk is on record."),
        undo=undo_at("undo_talk", customer, event=event.pk),
    )
    return back_to(customer)


@require_POST
def undo_talk(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    customer = customer_or_404(pk)
    try:
        undo_interaction(event_or_404(event, customer), person=person_of(request))
    except CannotReopen:
        warn(request, _("This was taken back already, or it is too long ago. Nothing changed."))
    else:
        tell(request, _("The talk is off the record."))
    return back_to(customer)


@require_POST
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A next step: on a named day, or in so many days by one press."""
    customer = customer_or_404(pk)
    form = forms.FollowUpForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    today = today_of(shop_of(request))
    told = form.cleaned_data
    due_on = told["due_on"] or today + timedelta(days=told["days"])
    if due_on < today:
        form.add_error("due_on", _("This day is over. Pick today or a later one."))
        return refused(request, customer, form)
    plan_follow_up(
        customer=customer,
        due_on=due_on,
        note=told["note"],
        assigned_to=told["assigned_to"],
        person=person_of(request),
    )
    day = formats.day(due_on, today=today, language=language())
    tell(request, _("Next step: %(day)s.") % {"day": day})
    return back_to(customer)


@require_POST
def settle(request: HttpRequest, pk: int, touch: int) -> HttpResponse:
    """A next step is done, or not needed for a reason."""
    customer = customer_or_404(pk)
    form = forms.SettleForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    reasons = [key_of(row_or_404(Touch, touch, customer))]
    person, because = person_of(request), form.cleaned_data["because"]
    if not because and reasons[0][0] is TouchRule.ANSWER:  # only the real act settles it (B6)
        warn(request, _("Answer them, write the talk down, or say why it needs no answer."))
        return back_to(customer)
    try:
        if because:
            event = drop_touches(customer=customer, reasons=reasons, because=because, person=person)
        else:
            event = complete_touches(customer=customer, reasons=reasons, person=person)
    except TouchAlreadyClosed:
        warn(request, _("A colleague was quicker: this is settled."))
        return back_to(customer)
    tell(request, _("Settled."), undo=undo_at("reopen", customer, event=event.pk))
    return back_to(customer)


@require_POST
def reopen(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    customer = customer_or_404(pk)
    try:
        reopen_touches(event_or_404(event, customer), person=person_of(request))
    except CannotReopen:
        warn(request, _("This was taken back already, or it is too long ago. Nothing changed."))
    return redirect("customers:show", pk=customer.pk)
