"""Removing somebody for good: what goes and what stays, in plain words, before the one press."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.actions.erasure import erase_customer
from regulars.queries.erasure_previews import erasure_preview
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.customers.fetch import customer_or_404
from regulars.web.notes import tell, warn


@needs(Right.ERASE)
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    if request.method == "POST" and request.POST.get("sure") == "yes":
        erase_customer(customer=customer, person=person_of(request))
        tell(request, _("The person is forgotten. Nothing here says any more who it was."))
        return redirect("customers:list")
    if request.method == "POST":
        warn(request, _("Tick the box first: this cannot be taken back."))
    context = {"customer": customer, "preview": erasure_preview(customer)}
    status = 422 if request.method == "POST" else 200
    return render(request, "customers/erase.html", context, status=status)
