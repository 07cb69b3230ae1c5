import pytest
from django.utils import translation

from regulars.models import ContactLimit, ContactPoint, Customer
from regulars.queries.preferences import (
    channels_of,
    choices_of,
    first_name_of,
    often_words,
    said_words,
    topic_hint,
    topic_words,
    way_words,
)
from regulars.rules.channels import Channel
from regulars.rules.messages import Topic


@pytest.fixture
def reachable(customer) -> Customer:
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    ContactPoint.objects.create(customer=customer, kind="phone", value="+491701234567")
    return customer


def test_only_ways_that_lead_to_them_are_offered(reachable):
    assert channels_of(reachable) == [
        Channel.PHONE,
        Channel.WHATSAPP,
        Channel.SMS,
        Channel.EMAIL,
    ]


def test_at_first_everything_but_offers_is_ticked(reachable, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        choices = choices_of(reachable)

    assert [one.value for one in choices.topics if one.is_on] == ["care", "greetings", "feedback"]
    assert all(one.is_on for one in choices.ways)
    assert [one.is_on for one in choices.often] == [True, False, False]


def test_a_limit_is_shown_as_it_was_chosen(reachable):
    ContactLimit.objects.create(
        customer=reachable, most_a_month=1, said_at=reachable.created_at, words="x"
    )

    assert [one.value for one in choices_of(reachable).often if one.is_on] == ["1"]


@pytest.mark.parametrize(
    ("tone", "name"), [("friendly", "Tomás"), ("formal", ""), ("undecided", "")]
)
def test_p8_a_first_name_stands_there_only_where_it_is_wanted(customer, tone, name):
    customer.tone = tone

    assert first_name_of(customer) == name


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_way_topic_and_answer_has_its_words(language):
    with translation.override(language):
        said = {
            said_words(channel, topic, is_given)
            for channel in Channel
            for topic in (None, *Topic)
            for is_given in (True, False)
        }
        assert len(said) == len(Channel) * (len(Topic) + 1) * 2
        assert all(topic_hint(topic) and topic_words(topic) for topic in Topic)
        assert all(way_words(channel) for channel in Channel)
        assert len({often_words(number) for number in (None, 2, 1)}) == 3
