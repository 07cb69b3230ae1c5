"""Purchases written down by hand, corrected and taken away."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions import purchases
from regulars.actions.purchases import NewLine
from regulars.models import Purchase
from regulars.queries.local_days import noon_of
from regulars.web.access import person_of
from regulars.web.customers import forms
from regulars.web.customers.answers import UNPROCESSABLE, back_to, refused, undo_at
from regulars.web.customers.fetch import customer_or_404, row_or_404
from regulars.web.notes import tell
from regulars.web.shop import shop_of, today_of


@require_POST
def new(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    shop = shop_of(request)
    today = today_of(shop)
    form = forms.PurchaseForm(request.POST, currency=shop.currency, today=today)
    if not form.is_valid():
        return refused(request, customer, form)
    told = form.cleaned_data
    day = told["bought_on"] or today
    purchase = purchases.record_purchase(
        customer=customer,
        bought_at=timezone.now() if day == today else noon_of(day),
        is_time_known=day == today,
        total_minor=told["amount"],
        currency=shop.currency,
        lines=[NewLine(name, Decimal(1)) for name in told["what"]],
        what_for=told["what_for"],
        person=person_of(request),
    )
    tell(
        request,
        _("The purchase is on record."),
        undo=undo_at("remove_purchase", customer, purchase=purchase.pk),
    )
    return back_to(customer)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, purchase: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Purchase, purchase, customer)
    today = today_of(shop_of(request))
    form = forms.KnownPurchaseForm(request.POST or None, purchase=row, today=today)
    if not form.is_valid():
        context = {"customer": customer, "form": form, "purchase": row}
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "customers/purchase.html", context, status=status)
    told = form.cleaned_data
    purchases.change_purchase(
        purchase=row,
        bought_on=told["bought_on"],
        total_minor=told["amount"],
        refunded_minor=told["refunded"] or 0,
        what_for=told["what_for"],
        person=person_of(request),
    )
    tell(request, _("The purchase is corrected."))
    return back_to(customer)


@require_POST
def what_for(request: HttpRequest, pk: int, purchase: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Purchase, purchase, customer)
    form = forms.WhatForForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    purchases.note_what_for(
        purchase=row, what_for=form.cleaned_data["what_for"], person=person_of(request)
    )
    tell(request, _("Noted."))
    return back_to(customer)


@require_POST
def remove(request: HttpRequest, pk: int, purchase: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(Purchase, purchase, customer)
    event = purchases.remove_purchase(purchase=row, person=person_of(request))
    tell(
        request,
        _("The purchase is off the record."),
        undo=undo_at("put_back", customer, event=event.pk),
    )
    return back_to(customer)
