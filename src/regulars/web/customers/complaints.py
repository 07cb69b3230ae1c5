"""Complaints: written down where they are heard, closed with words."""

from contextlib import suppress

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from regulars.actions.complaints import ComplaintClosed, close_complaint, open_complaint
from regulars.models import Complaint
from regulars.queries import labels
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState
from regulars.web.access import person_of
from regulars.web.customers.answers import back_to, refused
from regulars.web.customers.fetch import customer_or_404, row_or_404
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


class ClosingForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("How did it end?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_POST
def complain(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    told = form.cleaned_data
    open_complaint(
        customer=customer,
        text=told["text"],
        channel=Channel(told["channel"]) if told["channel"] else None,
        person=person_of(request),
    )
    tell(request, _("Written down. Until it is put right, nothing is asked or offered."))
    return back_to(customer)


@require_POST
def close(request: HttpRequest, pk: int, complaint: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Complaint, complaint, customer)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    is_none = request.POST.get("state") == OpenState.DROPPED.value
    with suppress(ComplaintClosed):  # two people pressed it: both see it closed
        close_complaint(
            complaint=row,
            words=form.cleaned_data["words"],
            state=OpenState.DROPPED if is_none else OpenState.DONE,
            person=person_of(request),
        )
    tell(request, _("The complaint is closed."))
    return back_to(customer)
