"""What a customer has that needs care: noted, served, gone."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from regulars.actions.things import (
    ThingAlreadyServed,
    ThingAlreadyThere,
    bring_back_thing,
    end_thing,
    note_thing,
    serve_thing,
)
from regulars.models import Thing
from regulars.web.access import person_of
from regulars.web.customers.answers import back_to, refused, undo_at
from regulars.web.customers.fetch import customer_or_404, row_or_404
from regulars.web.customers.inputs import DayField
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

MOST_DAYS = 9_999


class ThingForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("What they have"), max_length=200)
    since_on = DayField(label=gettext_lazy("Since"))
    every_days = forms.IntegerField(
        label=gettext_lazy("Days between two services"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = ThingForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    try:
        note_thing(customer=customer, **form.cleaned_data, person=person_of(request))
    except ThingAlreadyThere:
        form.add_error("name", _("This is on record already."))
        return refused(request, customer, form)
    tell(request, _("Noted."))
    return back_to(customer)


@require_POST
def serve(request: HttpRequest, pk: int, thing: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Thing, thing, customer)
    try:
        event = serve_thing(thing=row, on=today_of(shop_of(request)), person=person_of(request))
    except ThingAlreadyServed:
        warn(request, _("A colleague was quicker: this is settled."))
        return back_to(customer)
    undo = reverse("calendar:undo", kwargs={"event": event.pk})
    tell(request, _("The next one is counted from today."), undo=undo)
    return back_to(customer)


@require_POST
def end(request: HttpRequest, pk: int, thing: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Thing, thing, customer)
    if end_thing(thing=row, on=today_of(shop_of(request)), person=person_of(request)):
        undo = undo_at("bring_back_thing", customer, thing=row.pk)
        tell(request, _("%(name)s is gone.") % {"name": row.name}, undo=undo)
    return back_to(customer)


@require_POST
def bring_back(request: HttpRequest, pk: int, thing: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Thing, thing, customer)
    if bring_back_thing(thing=row, person=person_of(request)):
        tell(request, _("%(name)s is in use.") % {"name": row.name})
    return back_to(customer)
