"""A new customer, what is known of one corrected, a pause, and what was removed put back."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions import customers
from regulars.actions.custom_fields import set_custom_values
from regulars.actions.purchases import put_back_purchase
from regulars.actions.removals import CannotPutBack, put_back_rows
from regulars.actions.tags import set_tags
from regulars.queries.duplicates import maybe_known
from regulars.rules.kinds import ContactKind, PauseReason
from regulars.web.access import person_of
from regulars.web.customers import forms
from regulars.web.customers.answers import UNPROCESSABLE, back_to, refused
from regulars.web.customers.edit_forms import CustomerForm
from regulars.web.customers.fetch import customer_or_404, event_or_404
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Few fields, and a look at who may be the same person before anything is written."""
    form = forms.NewCustomerForm(
        request.POST or None,
        region=shop_of(request).country,
        initial={"name": request.GET.get("name", "")[:200]},
    )
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "customers/new.html", context, status=status)
    told = form.cleaned_data
    if "anyway" not in request.POST:
        context["known"] = maybe_known(
            name=told["name"], emails=told["emails"], phones=told["phones"]
        )
        if context["known"]:
            return render(request, "customers/new.html", context)
    customer = customers.create_customer(
        fields={"name": told["name"], "company": told["company"]},
        contacts={ContactKind.EMAIL: told["emails"], ContactKind.PHONE: told["phones"]},
        person=person_of(request),
    )
    tell(request, _("%(name)s is in your records.") % {"name": customer.name})
    return back_to(customer)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    region = shop_of(request).country
    form = CustomerForm(request.POST or None, customer=customer, region=region)
    if not form.is_valid():
        context = {"customer": customer, "form": form}
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "customers/edit.html", context, status=status)
    person = person_of(request)
    with transaction.atomic():
        customers.change_customer(
            customer=customer, fields=form.columns(), contacts=form.contacts(), person=person
        )
        set_tags(customer=customer, names=form.cleaned_data["tags"], person=person)
        set_custom_values(customer=customer, values=form.own_values(), person=person)
    tell(request, _("Kept."))
    return back_to(customer)


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = forms.PauseForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    told = form.cleaned_data
    customers.pause_customer(
        customer=customer,
        reason=PauseReason(told["reason"]),
        until_on=told["until_on"],
        person=person_of(request),
    )
    tell(request, _("%(name)s is left in peace.") % {"name": customer.name})
    return back_to(customer)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    customers.resume_customer(customer=customer, person=person_of(request))
    tell(request, _("%(name)s is back on your lists.") % {"name": customer.name})
    return back_to(customer)


@require_POST
def put_back(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    """Undo of whatever was taken off the record."""
    customer = customer_or_404(pk)
    removed = event_or_404(event, customer)
    put = put_back_purchase if removed.kind == "purchase.removed" else put_back_rows
    try:
        put(removed, person=person_of(request))
    except CannotPutBack:
        warn(request, _("It is back already, or it is too long ago. Nothing changed."))
    else:
        tell(request, _("It is back."))
    return redirect("customers:show", pk=customer.pk)
