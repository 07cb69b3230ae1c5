"""Yes and no for each channel and topic."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions.consents import record_consent
from regulars.rules.channels import Channel
from regulars.rules.messages import Topic
from regulars.web.access import person_of
from regulars.web.customers import forms
from regulars.web.customers.answers import back_to, refused
from regulars.web.customers.fetch import customer_or_404
from regulars.web.notes import tell


@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A later answer is how an earlier one is taken back: nothing is ever rubbed out here."""
    customer = customer_or_404(pk)
    form = forms.ConsentForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    told = form.cleaned_data
    is_given = told["answer"] == "yes"
    record_consent(
        customer=customer,
        channel=Channel(told["channel"]),
        topic=Topic(told["topic"]) if told["topic"] else None,
        is_given=is_given,
        words=told["words"],
        came_from=told["came_from"],
        person=person_of(request),
    )
    tell(request, _("The yes is on record.") if is_given else _("The no is on record and holds."))
    return back_to(customer)
