"""What the business promises, and how it was kept."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions import charters
from regulars.actions.charters import WrongStep
from regulars.models import CharterVersion
from regulars.queries.charter_pages import charter_page
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.notes import tell
from regulars.web.shop import shop_of, today_of


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    today = today_of(shop_of(request))
    page = charter_page(today, person=person_of(request))
    return render(request, "charter/show.html", {"page": page, "day": today})


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, and agreed to."""
    version = get_object_or_404(CharterVersion, pk=pk)
    with suppress(WrongStep):  # replaced meanwhile: the page shows the new one
        charters.agree_to_keep(version=version, person=person_of(request))
        tell(request, _("Thank you. It is written down that you work by it."))
    return redirect("charter:show")


@needs(Right.CHANGE_SHOP)
@require_POST
def switch_public(request: HttpRequest) -> HttpResponse:
    is_public = request.POST.get("on") == "yes"
    charters.show_to_everybody(is_public=is_public, person=person_of(request))
    said = (
        _("Everybody with the address can read it now.")
        if is_public
        else _("Nobody outside can read it any more.")
    )
    tell(request, said)
    return redirect("charter:show")
