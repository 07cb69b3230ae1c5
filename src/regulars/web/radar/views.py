"""Where we look indifferent: who, why, and how to put it right."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regulars.queries.radar import radar
from regulars.web.shop import shop_of, today_of


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    today = today_of(shop_of(request))
    return render(request, "radar/show.html", {"radar": radar(today), "day": today})
