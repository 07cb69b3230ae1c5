"""A customer's own page: what was promised, what became of a wish, and a person to reach."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.actions.inbound import Arrived, TooManyWaiting, receive_from_page
from regulars.models import Customer
from regulars.queries.links import LinkFor, customer_behind
from regulars.queries.own_pages import REPLY_BY, own_page
from regulars.queries.preferences import channels_of
from regulars.rules.channels import Channel
from regulars.rules.greetings import spoken_language
from regulars.web.public.doors import in_their_language, opens_with, wrong_link
from regulars.web.shop import shop_of, today_of

LONGEST_WORDS = 2_000
UNPROCESSABLE = 422


@opens_with(LinkFor.OWN_PAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """A GET shows; a press of the button brings what they wrote to somebody here."""
    customer = customer_behind(number)
    if customer is None:
        return wrong_link(request)
    if request.method != "POST":
        return _page(request, customer, token)
    words = request.POST.get("words", "").strip()[:LONGEST_WORDS]
    way = _way(request.POST.get("way", ""), customer)
    if not words:
        return _page(request, customer, token, is_empty=True)
    try:
        receive_from_page(arrived=_arrived(request, customer, way, words))
    except TooManyWaiting:
        return _page(request, customer, token, is_waiting=True, words=words)
    return _page(request, customer, token, is_sent=True)


def _way(told: str, customer: Customer) -> Channel | None:
    known = channels_of(customer)
    return next((way for way in REPLY_BY if way in known and way.value == told), None)


def _arrived(request: HttpRequest, customer: Customer, way: Channel | None, words: str) -> Arrived:
    with translation.override(shop_of(request).language):
        subject = {
            Channel.PHONE: _("From their own page: please call"),
            None: _("From their own page"),
        }.get(way, _("From their own page: please write"))
    return Arrived(
        channel=way or Channel.EMAIL,
        message_id=f"page-{customer.pk}-{request.POST.get('once', '')[:40]}",
        from_address="",
        received_at=timezone.now(),
        subject=subject,
        body=words,
        customer=customer,
    )


def _page(
    request: HttpRequest,
    customer: Customer,
    token: str,
    *,
    is_sent: bool = False,
    is_empty: bool = False,
    is_waiting: bool = False,
    words: str = "",
) -> HttpResponse:
    shop = shop_of(request)
    with translation.override(spoken_language(customer.language or shop.language)):
        context = {
            "page": own_page(customer, today=today_of(shop)),
            "token": token,
            "once": timezone.now().strftime("%Y%m%d%H%M%S%f"),
            "is_sent": is_sent,
            "is_empty": is_empty,
            "is_waiting": is_waiting,
            "words": words,
        }
    response = in_their_language(request, customer, "public/own_page.html", context)
    if is_empty or is_waiting:
        response.status_code = UNPROCESSABLE
    return response
