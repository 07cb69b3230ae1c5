"""The ledger: what is due, what is to come, how it came out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regulars.queries.promises import ledger
from regulars.web.access import person_of
from regulars.web.shop import shop_of, today_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    today = today_of(shop_of(request))
    is_everybody = request.GET.get("who") == "everybody"
    page = ledger(today, person=None if is_everybody else person_of(request))
    context = {"page": page, "today": today, "is_everybody": is_everybody}
    return render(request, "promises/list.html", context)
