"""The settings: one's own, and for an owner the business."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.actions import people, shops
from regulars.queries.local_days import shop_today
from regulars.queries.numbers import numbers_page
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.notes import tell
from regulars.web.settings import forms, showcase
from regulars.web.shop import shop_of


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "settings/show.html")


@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    fields = forms.OwnForm.base_fields
    form = forms.OwnForm(
        request.POST or None, initial={name: getattr(person, name) for name in fields}
    )
    if form.is_valid():
        told = dict(form.cleaned_data)
        digests = {name: told.pop(name) for name in ("email", "morning_at", "evening_at")}
        people.change_own(person=person, **told)
        people.choose_digests(person=person, **digests)
        with translation.override(form.cleaned_data["language"] or shop_of(request).language):
            tell(request, _("Your settings are kept."))
        return redirect("settings:own")
    status = 422 if form.is_bound else 200
    return render(request, "settings/own.html", {"form": form}, status=status)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def business(request: HttpRequest) -> HttpResponse:
    shop = shop_of(request)
    initial = {name: getattr(shop, name, shop.name) for name in forms.BusinessForm.base_fields}
    language = request.LANGUAGE_CODE
    form = forms.BusinessForm(request.POST or None, initial=initial, reader_language=language)
    if form.is_valid():
        shops.change_shop(**form.shop(), person=person_of(request))
        tell(request, _("The business is changed."))
        return redirect("settings:business")
    status = 422 if form.is_bound else 200
    return render(request, "settings/business.html", {"form": form}, status=status)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def sending(request: HttpRequest) -> HttpResponse:
    """A restored copy sends nothing until its owner says that it is the one that counts."""
    if request.method == "GET":
        return render(request, "settings/sending.html")
    if shops.release_sending(person=person_of(request)):
        tell(request, _("Sending is released: this copy is the one that counts."))
    return redirect("settings:show")


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """How far what we say of customers is to be believed."""
    page = numbers_page(today=shop_today())
    return render(request, "settings/numbers.html", {"page": page})


@needs(Right.CHANGE_SHOP)
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component of the product on one page, for whoever builds with them."""
    return render(request, "settings/components.html", showcase.everything())
