""" "What else can we do for you?": one tap whether it was asked, two for the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions.what_else import ToldAlready, tell_what_else
from regulars.models import Appointment, Purchase
from regulars.rules.what_else import ElseRoute
from regulars.web.access import person_of
from regulars.web.customers.fetch import customer_or_404
from regulars.web.keys import key_of
from regulars.web.notes import tell, warn


@require_POST
def told(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    kind, _dash, key = request.POST.get("about", "").partition("-")
    about: Purchase | Appointment | None = None
    if kind == "purchase":
        about = get_object_or_404(Purchase, pk=key_of(key), customer=customer)
    elif kind == "appointment":
        about = get_object_or_404(Appointment, pk=key_of(key), customer=customer)
    route = request.POST.get("route", "")
    answer = request.POST.get("answer", "").strip()[:1_000]
    goes = ElseRoute(route) if route in set(ElseRoute) else None
    if goes not in {None, ElseRoute.NOTHING} and not answer:
        warn(request, _("Write down what they said."))
        return redirect("customers:show", pk=pk)
    try:
        tell_what_else(
            customer=customer,
            about=about,
            was_asked=request.POST.get("asked") != "no",
            answer=answer,
            route=goes,
            person=person_of(request),
        )
    except ToldAlready:
        warn(request, _("Somebody has said it already."))
    else:
        tell(request, _said(goes))
    return redirect("customers:show", pk=pk)


def _said(route: ElseRoute | None) -> str:
    return {
        ElseRoute.QUOTE: _("The quote is on your list for today."),
        ElseRoute.WISH: _("The wish is kept."),
        ElseRoute.IMPROVEMENT: _("The idea is in the box."),
        ElseRoute.COMPLAINT: _("Written down. Until it is put right, nothing is asked or offered."),
    }.get(route or ElseRoute.NOTHING, _("Noted."))
