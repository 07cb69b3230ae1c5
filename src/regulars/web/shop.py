"""The business behind every request: its zone, its language, its words."""

import zoneinfo
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from regulars.models import DataRequest, Manners, Shop
from regulars.queries import labels, shops
from regulars.rules.kinds import CustomerWord, OpenState

OPEN_BEFORE_SETUP = ("/static/", "/account/", "/health")


def shop_of(request: HttpRequest) -> Shop:
    """The business this request is for. Only for pages behind the sign-in."""
    shop = getattr(request, "shop", None)
    if shop is None:
        raise LookupError("this page was reached before the business was set up")
    return shop  # type: ignore[no-any-return]  # set on the request by ShopMiddleware


def today_of(shop: Shop) -> date:
    """The local day at the business."""
    return timezone.localdate(timezone=zoneinfo.ZoneInfo(shop.time_zone))


class ShopMiddleware:
    """Activates the shop's time zone and the reader's language. Without a shop, set-up opens.

    `shop.is_paused` says whether the owner has paused everything, for the banner on every page, and
    `shop.is_asked` whether somebody waits for an answer about their data.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return self.get_response(request)
        paused = Manners.objects.filter(is_paused=True)
        asked = DataRequest.objects.filter(state=OpenState.OPEN.value)
        shops_with = Shop.objects.annotate(is_paused=Exists(paused), is_asked=Exists(asked))
        shop = shops_with.filter(pk=Shop.ONLY).first()
        request.shop = shop  # type: ignore[attr-defined]
        if shop is None and not request.path.startswith(OPEN_BEFORE_SETUP):
            return HttpResponseRedirect(reverse("account:begin"))
        zone = zoneinfo.ZoneInfo(shop.time_zone) if shop else None
        language = _language(request, shop)
        with timezone.override(zone), translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _language(request: HttpRequest, shop: Shop | None) -> str:
    if request.user.is_authenticated and request.user.language:
        return str(request.user.language)
    if shop:
        return shop.language
    return translation.get_language_from_request(request)


def shop_context(request: HttpRequest) -> dict[str, Any]:
    """`shop`; `people` (its word for customers); `has_sample`, asked only where a page shows it."""
    shop = getattr(request, "shop", None)
    return {
        "shop": shop,
        "people": labels.people_words(shop.customer_word if shop else CustomerWord.CUSTOMER),
        "has_sample": shops.has_sample,
    }
