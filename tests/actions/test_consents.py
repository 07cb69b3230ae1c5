import pytest
from django.db import transaction

from regulars.actions.consents import limit_contacts, record_choices, record_consent, refuse
from regulars.models import Consent, ContactLimit, Event
from regulars.rules.channels import Channel
from regulars.rules.messages import Topic


def test_an_answer_is_added_and_none_is_changed(customer, ana):
    for is_given, words in ((True, "yes, write to me"), (False, "")):
        record_consent(
            customer=customer,
            channel=Channel.EMAIL,
            is_given=is_given,
            words=words,
            came_from="at the counter",
            person=ana,
        )

    assert [consent.is_given for consent in Consent.objects.all()] == [False, True]
    assert Event.objects.filter(kind="consent.recorded").count() == 2


def test_a_yes_without_its_words_is_refused(customer, ana):
    with pytest.raises(ValueError, match="words"), transaction.atomic():
        record_consent(
            customer=customer,
            channel=Channel.EMAIL,
            is_given=True,
            words="  ",
            came_from="",
            person=ana,
        )


def said(customer) -> list[tuple[str, str, bool]]:
    rows = Consent.objects.filter(customer=customer).order_by("pk")
    return list(rows.values_list("channel", "topic", "is_given"))


def no(customer, topic: Topic | None = None) -> bool:
    return refuse(
        customer=customer, channel=Channel.EMAIL, topic=topic, words="no", came_from="a link"
    )


def test_a_topic_is_kept_with_its_answer(customer, ana):
    record_consent(
        customer=customer,
        channel=Channel.EMAIL,
        topic=Topic.OFFERS,
        is_given=True,
        words="Yes, send me offers",
        came_from="on a form",
        person=ana,
    )

    assert said(customer) == [("email", "offers", True)]


def test_the_same_no_twice_is_one(customer):
    assert no(customer, Topic.OFFERS)
    assert not no(customer, Topic.OFFERS)
    assert no(customer)
    assert not no(customer, Topic.GREETINGS)  # everything is refused already

    assert said(customer) == [("email", "offers", False), ("email", "", False)]


def choose(customer, channels, topics) -> int:
    return record_choices(
        customer=customer,
        offered=[Channel.EMAIL, Channel.SMS],
        channels=channels,
        topics=topics,
        words=lambda channel, topic, is_given: f"{channel} {topic} {is_given}",
        came_from="their own page",
    )


def test_choices_are_answers_with_their_own_words_and_choosing_again_adds_none(customer):
    topics = [Topic.CARE, Topic.GREETINGS]

    assert choose(customer, [Channel.EMAIL], topics) == 2
    assert choose(customer, [Channel.EMAIL], topics) == 0

    assert said(customer) == [("sms", "", False), ("email", "feedback", False)]
    assert Consent.objects.filter(words="email feedback False", recorded_by=None).exists()


def test_a_limit_is_kept_once_and_can_be_lifted(customer):
    for most in (1, 1, 2, None, None):
        limit_contacts(customer=customer, most_a_month=most, words="once a month")

    assert not ContactLimit.objects.exists()
    assert Event.objects.filter(kind="consent.recorded").count() == 3
