"""Complaints: written down where they are heard, closed with words."""

from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from regulars.actions.complaints import (
    ComplaintClosed,
    dismiss_complaint,
    open_complaint,
    sort_out,
)
from regulars.models import Cause, Complaint, Customer, InboundMessage
from regulars.queries import labels
from regulars.rules.channels import Channel
from regulars.rules.complaints import HowBad, NotNow
from regulars.rules.kinds import OpenState
from regulars.web.access import person_of
from regulars.web.customers.answers import back_to, refused
from regulars.web.customers.fetch import customer_or_404, row_or_404
from regulars.web.keys import key_of
from regulars.web.notes import tell


class ComplaintForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How did you hear it?"),
        choices=lambda: [("", "–"), *labels.choices(Channel)],
        required=False,
    )
    wants = forms.CharField(
        label=gettext_lazy("What would put it right for them?"), max_length=500, required=False
    )
    how_bad = forms.ChoiceField(
        label=gettext_lazy("How bad is it?"),
        choices=lambda: labels.choices(HowBad),
        required=False,
    )


class ClosingForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("How did it end?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cause = forms.ModelChoiceField(
        label=gettext_lazy("What let it happen?"), queryset=Cause.objects.none()
    )

    def __init__(self, *args: Any, is_none: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["cause"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Cause.objects.filter(is_on=True)
        field.required = not is_none


@require_POST
def complain(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    told = form.cleaned_data
    complaint = open_complaint(
        customer=customer,
        text=told["text"],
        wants=told["wants"],
        how_bad=HowBad(told["how_bad"] or HowBad.SPOILED.value),
        inbound=_inbound(request, customer),
        channel=Channel(told["channel"]) if told["channel"] else None,
        person=person_of(request),
    )
    tell(request, _("Written down. Until it is put right, nothing is asked or offered."))
    if complaint.inbound_id:
        return redirect("voices:complaint", pk=complaint.pk)
    return back_to(customer)


def _inbound(request: HttpRequest, customer: Customer) -> InboundMessage | None:
    """The message of theirs in which it stood."""
    key = key_of(request.POST.get("inbound", ""))
    return InboundMessage.objects.filter(pk=key, customer=customer).first()


@require_POST
def close(request: HttpRequest, pk: int, complaint: int) -> HttpResponse:
    """Put right on the spot, or it was none. The long way is the complaint's own page."""
    customer = customer_or_404(pk)
    row = row_or_404(Complaint, complaint, customer)
    is_none = request.POST.get("state") == OpenState.DROPPED.value
    form = ClosingForm(request.POST, is_none=is_none)
    if not form.is_valid():
        return refused(request, customer, form)
    words, person = form.cleaned_data["words"], person_of(request)
    with suppress(ComplaintClosed, NotNow):  # two people pressed it: both see it closed
        if is_none:
            dismiss_complaint(complaint=row, words=words, person=person)
        else:
            cause = form.cleaned_data["cause"]
            sort_out(complaint=row, words=words, cause=cause, person=person)
    tell(request, _("The complaint is closed."))
    return back_to(customer)
