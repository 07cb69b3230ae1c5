"""No more of this: a page with a button, and the one-click POST of mail programs (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.actions.consents import refuse
from regulars.models import Customer, Message
from regulars.queries.links import LinkFor, message_behind, preferences_path
from regulars.queries.preferences import first_name_of, said_words, topic_words, way_words
from regulars.rules.channels import Channel
from regulars.rules.greetings import spoken_language
from regulars.rules.messages import TOPIC_OF, Purpose
from regulars.web.public.doors import in_their_language, opens_with, wrong_link
from regulars.web.shop import shop_of

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # the field and value of RFC 8058


@opens_with(LinkFor.UNSUBSCRIBE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """A GET shows a page and changes nothing: scanners open every link. A POST acts, without a
    cookie, as often as it comes, and answers 200 without leading anywhere else."""
    message = message_behind(number)
    if message is None:
        return wrong_link(request)
    if message.customer is None:  # erased since: nothing is sent to them any more
        return render(request, "public/stopped.html")
    if request.method == "POST":
        _stop(request, message, message.customer)
    channel, topic = Channel(message.channel), TOPIC_OF[Purpose(message.purpose)]
    with translation.override(_language(request, message.customer)):
        context = {
            "first_name": first_name_of(message.customer),
            "topic": topic_words(topic),
            "way": way_words(channel),
            "token": token,
            "is_done": request.method == "POST",
            "is_all": request.POST.get("what") == "channel",
            "choices_url": preferences_path(message.customer.pk),
        }
    return in_their_language(request, message.customer, "public/unsubscribe.html", context)


def _stop(request: HttpRequest, message: Message, customer: Customer) -> None:
    """One topic on this channel, or the whole channel where its button was pressed."""
    is_all = request.POST.get("what") == "channel"
    channel = Channel(message.channel)
    topic = None if is_all else TOPIC_OF[Purpose(message.purpose)]
    name, value = ONE_CLICK
    with translation.override(shop_of(request).language):
        is_one_click = request.POST.get(name) == value
        came_from = _("one click in the mail program") if is_one_click else _("a link in a message")
    with translation.override(_language(request, customer)):
        words = said_words(channel, topic, False)
    refuse(customer=customer, channel=channel, topic=topic, words=words, came_from=came_from)


def _language(request: HttpRequest, customer: Customer) -> str:
    return spoken_language(customer.language or shop_of(request).language)
