"""What we may write about, by which way, how often: the customer decides, without a sign-in."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions.consents import limit_contacts, record_choices
from regulars.actions.data_requests import open_request
from regulars.models import Customer
from regulars.queries.links import LinkFor, customer_behind
from regulars.queries.preferences import (
    MONTHLY,
    channels_of,
    choices_of,
    often_words,
    said_words,
)
from regulars.rules.greetings import spoken_language
from regulars.rules.kinds import DataRequestKind
from regulars.rules.messages import Topic
from regulars.web.public.doors import in_their_language, opens_with, wrong_link
from regulars.web.shop import shop_of


@opens_with(LinkFor.PREFERENCES)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """A GET shows; only the press of a button changes something."""
    customer = customer_behind(number)
    if customer is None:
        return wrong_link(request)
    if request.method == "POST":
        _keep(request, customer)
    return _page(request, customer, token, is_kept=request.method == "POST")


@opens_with(LinkFor.PREFERENCES)
@require_POST
def ask_for_data(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """A copy of their data, or to be forgotten. A person hands it over: a link may be in anybody's
    hands."""
    customer = customer_behind(number)
    kind = request.POST.get("kind", "")
    if customer is None or kind not in set(DataRequestKind):
        return wrong_link(request)
    open_request(
        customer=customer,
        kind=DataRequestKind(kind),
        came_from=_where(request),
    )
    return _page(request, customer, token, is_asked=True)


def _keep(request: HttpRequest, customer: Customer) -> None:
    is_stopped = request.POST.get("do") == "stop"
    ways = set() if is_stopped else set(request.POST.getlist("way"))
    offered = channels_of(customer)
    with translation.override(spoken_language(customer.language or shop_of(request).language)):
        record_choices(
            customer=customer,
            offered=offered,
            channels=[channel for channel in offered if channel.value in ways],
            topics=[topic for topic in Topic if topic.value in request.POST.getlist("about")],
            words=said_words,
            came_from=_where(request),
        )
        if not is_stopped:
            often = request.POST.get("often", "")
            most = next((number for number in MONTHLY if str(number) == often), None)
            limit_contacts(customer=customer, most_a_month=most, words=often_words(most))


def _page(
    request: HttpRequest,
    customer: Customer,
    token: str,
    *,
    is_kept: bool = False,
    is_asked: bool = False,
) -> HttpResponse:
    with translation.override(spoken_language(customer.language or shop_of(request).language)):
        context = {
            "choices": choices_of(customer),
            "token": token,
            "is_kept": is_kept,
            "is_asked": is_asked,
            "is_stopped": is_kept and request.POST.get("do") == "stop",
        }
    return in_their_language(request, customer, "public/preferences.html", context)


def _where(request: HttpRequest) -> str:
    """Where an answer came from, as the people here read it."""
    with translation.override(shop_of(request).language):
        return _("their own page of choices")
