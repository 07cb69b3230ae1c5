"""The charter for everybody, where the owner has switched it on: promises and counts, no person."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from regulars.queries.charter_pages import public_charter
from regulars.web.public.doors import wrong_link
from regulars.web.shop import shop_of, today_of


@csrf_exempt  # nothing is written here; whoever posts is told 405 and not about a form
@login_not_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    today = today_of(shop_of(request))
    page = public_charter(today)
    if page is None:
        response = wrong_link(request)
    else:
        response = render(request, "public/charter.html", {"page": page, "day": today})
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
