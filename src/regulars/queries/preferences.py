"""What customers see of themselves on their own pages: their choices, and nothing else of theirs
than the first name, since links are passed on (P8)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from regulars.models import ContactLimit, Customer, DataRequest
from regulars.queries.manners import answers_of
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.consents import may_write
from regulars.rules.kinds import OpenState, Tone
from regulars.rules.messages import Topic
from regulars.rules.reach import BY_NEARNESS, address_for

MONTHLY = (2, 1)  # how seldom somebody may ask us to be in touch


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    hint: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The page of one customer, in the language that is active."""

    first_name: str  # "" where a first name would be too familiar
    ways: list[Choice]
    topics: list[Choice]
    often: list[Choice]
    asked_for: frozenset[str]  # kinds of data requests that are open


def choices_of(customer: Customer) -> Choices:
    offered = channels_of(customer)
    held = answers_of(customer.pk)
    allowed = [channel for channel in offered if held.get((channel, None)) is not False]
    most = ContactLimit.objects.filter(customer=customer).values_list("most_a_month", flat=True)
    limit = most.first()
    asked = DataRequest.objects.filter(customer=customer, state=OpenState.OPEN.value)
    return Choices(
        first_name=first_name_of(customer),
        ways=[
            Choice(channel.value, way_words(channel), "", channel in allowed) for channel in offered
        ],
        topics=[
            Choice(
                topic.value,
                topic_words(topic),
                topic_hint(topic),
                any(may_write(channel, topic, held) for channel in allowed),
            )
            for topic in Topic
        ],
        often=[
            Choice(str(number or ""), often_words(number), "", number == limit)
            for number in (None, *MONTHLY)
        ],
        asked_for=frozenset(asked.values_list("kind", flat=True)),
    )


def channels_of(customer: Customer) -> list[Channel]:
    """The ways by which we could reach them, the more personal ones first."""
    ways = ways_in([customer])[customer.pk]
    return [channel for channel in BY_NEARNESS if address_for(channel, ways)]


def first_name_of(customer: Customer) -> str:
    return customer.given_name if customer.tone == Tone.FRIENDLY.value else ""


def way_words(channel: Channel) -> str:
    return {
        Channel.PHONE: _("By phone"),
        Channel.WHATSAPP: _("By WhatsApp"),
        Channel.SMS: _("By SMS"),
        Channel.EMAIL: _("By email"),
        Channel.POST: _("By letter or card"),
        Channel.VISIT: _("In person"),
        Channel.SOCIAL: _("By social media"),
    }[channel]


def topic_words(topic: Topic) -> str:
    return {
        Topic.CARE: _("Purchases, appointments and answers"),
        Topic.GREETINGS: _("Greetings"),
        Topic.FEEDBACK: _("Questions and reviews"),
        Topic.OFFERS: _("Offers"),
    }[topic]


def topic_hint(topic: Topic) -> str:
    return {
        Topic.CARE: _("Thanks, advice on what was bought, when a service is due."),
        Topic.GREETINGS: _("On a birthday, for example."),
        Topic.FEEDBACK: _("Whether everything was right, and where to say so."),
        Topic.OFFERS: _("News and advertising."),
    }[topic]


def often_words(number: int | None) -> str:
    return {
        None: _("As it comes, a few times a month at most"),
        2: _("Twice a month at most"),
        1: _("Once a month at most"),
    }[number]


def said_words(channel: Channel, topic: Topic | None, is_given: bool) -> str:
    """Exactly what was asked and answered on the page, to be kept with the answer (G3)."""
    way = way_words(channel)
    if topic is None and is_given:
        return _("How may we get in touch? %(way)s: yes") % {"way": way}
    if topic is None:
        return _("How may we get in touch? %(way)s: no") % {"way": way}
    told = {"topic": topic_words(topic), "way": way}
    if is_given:
        return _("What may we write about? %(topic)s: yes (%(way)s)") % told
    return _("What may we write about? %(topic)s: no (%(way)s)") % told
