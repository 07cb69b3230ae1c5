"""What some would gladly pay for: the drafts, the trials, the decisions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import service_levels
from regulars.actions.service_levels import NoReason, WrongLevel
from regulars.models import ServiceLevel
from regulars.queries.service_levels import level_page, level_rows
from regulars.rules.access import Right
from regulars.rules.money import from_minor
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.service_levels.forms import LevelForm
from regulars.web.shop import shop_of, today_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"rows": level_rows(), "day": today_of(shop_of(request))}
    return render(request, "service_levels/list.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    level = get_object_or_404(ServiceLevel, pk=pk)
    today = today_of(shop_of(request))
    search = request.GET.get("who", "").strip()[:100]
    page = level_page(level, today=today, search=search)
    context = {"page": page, "level": level, "search": search, "day": today}
    return render(request, "service_levels/show.html", context)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _write(request, None)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, get_object_or_404(ServiceLevel, pk=pk))


def _write(request: HttpRequest, level: ServiceLevel | None) -> HttpResponse:
    currency = level.currency if level else shop_of(request).currency
    form = LevelForm(request.POST or None, initial=_initial(level), currency=currency)
    if request.method == "POST" and form.is_valid():
        try:
            kept = service_levels.keep_level(
                told=form.told(), person=person_of(request), level=level
            )
        except WrongLevel:
            return _too_late(request, level)
        tell(request, _("It is a draft. Nobody is offered anything yet."))
        return redirect("service_levels:show", kept.pk)
    context = {"form": form, "level": level, "currency": currency}
    return render(
        request, "service_levels/form.html", context, status=422 if form.is_bound else 200
    )


def _initial(level: ServiceLevel | None) -> dict[str, Any]:
    if level is None:
        return {}
    told = {name: getattr(level, name) for name in ("name", "adds", "per", "group_size")}
    return told | {"price": from_minor(level.price_minor, level.currency)}


def _too_late(request: HttpRequest, level: ServiceLevel | None) -> HttpResponse:
    warn(request, _("Somebody was quicker. This is how it stands now."))
    return redirect("service_levels:show", level.pk) if level else redirect("service_levels:list")


@needs(Right.CHANGE_SHOP)
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    level = get_object_or_404(ServiceLevel, pk=pk)
    try:
        service_levels.begin_level(level=level, person=person_of(request))
    except WrongLevel:
        return _too_late(request, level)
    tell(request, _("It is being tried. Offer it when you meet them; nothing is sent."))
    return redirect("service_levels:show", pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    level = get_object_or_404(ServiceLevel, pk=pk)
    is_kept = request.POST.get("do") == "keep"
    because = request.POST.get("because", "")[:500]
    try:
        service_levels.decide_level(
            level=level, is_kept=is_kept, because=because, person=person_of(request)
        )
    except NoReason:
        warn(request, _("Write down why; in a year you will want to know."))
        return redirect("service_levels:show", pk)
    except WrongLevel:
        return _too_late(request, level)
    said = (
        _("It is kept, and stands on the charter for those who want more.")
        if is_kept
        else _("It is dropped. What was learnt stays written down here.")
    )
    tell(request, said)
    return redirect("service_levels:show", pk)
