"""Facts, wishes, concerns and the people around a customer."""

from typing import Any

from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions import knowing
from regulars.actions.wishes import record_wish
from regulars.models import Concern, Connection, Customer, Fact, Wish
from regulars.rules.kinds import FactKind, FactState, OpenState, WishCertainty
from regulars.web.access import person_of
from regulars.web.customers import forms
from regulars.web.customers.answers import UNPROCESSABLE, back_to, refused, undo_at
from regulars.web.customers.fetch import customer_or_404, row_or_404
from regulars.web.notes import tell

KINDS: dict[str, type[Fact | Wish | Concern | Connection]] = {
    "fact": Fact,
    "wish": Wish,
    "concern": Concern,
    "connection": Connection,
}


def _tell_noted(request: HttpRequest, customer: Customer, kind: str, pk: int) -> HttpResponse:
    undo = f"{undo_at('show', customer)}/forget/{kind}/{pk}"
    tell(request, _("Noted."), undo=undo)
    return back_to(customer)


def _form_page(
    request: HttpRequest, customer: Customer, form: Form, kind: str, row: Model
) -> HttpResponse:
    context: dict[str, Any] = {"customer": customer, "form": form, "kind": kind, "known": row.pk}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "customers/known.html", context, status=status)


@require_POST
def note_fact(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = forms.FactForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    told = form.cleaned_data
    fact = knowing.note_fact(
        customer=customer,
        text=told["text"],
        kind=FactKind(told["kind"] or FactKind.NOTICED),
        is_not_for_use=told["is_not_for_use"],
        person=person_of(request),
    )
    return _tell_noted(request, customer, "fact", fact.pk)


@require_http_methods(["GET", "POST"])
def fact(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Fact, fact, customer)
    form = forms.FactForm(request.POST or None, initial=forms.values_of(row))
    if not form.is_valid():
        return _form_page(request, customer, form, "fact", row)
    told = form.cleaned_data
    knowing.change_fact(
        fact=row,
        text=told["text"],
        kind=FactKind(told["kind"] or row.kind),
        is_not_for_use=told["is_not_for_use"],
        person=person_of(request),
    )
    return back_to(customer)


@require_POST
def settle_fact(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """A goal came true, an arrangement ended, or it holds again."""
    customer = customer_or_404(pk)
    state = request.POST.get("state")
    if state not in set(FactState):
        raise Http404
    knowing.settle_fact(
        fact=row_or_404(Fact, fact, customer), state=FactState(state), person=person_of(request)
    )
    return back_to(customer)


@require_POST
def hear_wish(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = forms.WishForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    told = form.cleaned_data
    wish = record_wish(
        customer=customer,
        said=told["text"],
        kind=WishCertainty(told["certainty"]),
        offered=told["offered"],
        heard_by=person_of(request),
    )
    return _tell_noted(request, customer, "wish", wish.pk)


@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, pk: int, wish: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Wish, wish, customer)
    form = forms.KnownWishForm(request.POST or None, initial=forms.values_of(row))
    if not form.is_valid():
        return _form_page(request, customer, form, "wish", row)
    told = form.cleaned_data
    knowing.change_wish(
        wish=row,
        text=told["text"],
        certainty=WishCertainty(told["certainty"]),
        offered=told["offered"],
        state=OpenState(told["state"]),
        person=person_of(request),
    )
    return back_to(customer)


@require_POST
def note_concern(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = forms.ConcernForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    concern = knowing.note_concern(
        customer=customer, person=person_of(request), **form.cleaned_data
    )
    return _tell_noted(request, customer, "concern", concern.pk)


@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, pk: int, concern: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Concern, concern, customer)
    form = forms.KnownConcernForm(request.POST or None, initial=forms.values_of(row))
    if not form.is_valid():
        return _form_page(request, customer, form, "concern", row)
    told = form.cleaned_data | {"state": OpenState(form.cleaned_data["state"])}
    knowing.change_concern(concern=row, person=person_of(request), **told)
    return back_to(customer)


@require_POST
def note_connection(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = forms.ConnectionForm(request.POST, customer=customer)
    if not form.is_valid():
        return refused(request, customer, form)
    connection = knowing.note_connection(
        customer=customer, person=person_of(request), **form.told(), other=form.other()
    )
    return _tell_noted(request, customer, "connection", connection.pk)


@require_http_methods(["GET", "POST"])
def connection(request: HttpRequest, pk: int, connection: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Connection, connection, customer)
    form = forms.ConnectionForm(
        request.POST or None, customer=customer, initial=forms.values_of(row)
    )
    if not form.is_valid():
        return _form_page(request, customer, form, "connection", row)
    knowing.change_connection(connection=row, person=person_of(request), **form.told())
    return back_to(customer)


@require_POST
def forget(request: HttpRequest, pk: int, kind: str, known: int) -> HttpResponse:
    customer = customer_or_404(pk)
    if kind not in KINDS:
        raise Http404
    event = knowing.forget(
        known=row_or_404(KINDS[kind], known, customer), person=person_of(request)
    )
    tell(request, _("Taken off the record."), undo=undo_at("put_back", customer, event=event.pk))
    return back_to(customer)
