"""Yes and no, as customers say them. Answers are added and never changed (G3).

Each locks the customer's row first, as the hand-over of a message does (queries/manners.py): once a
no is committed, nothing that it forbids is handed over.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Consent, ContactLimit, Customer, Person
from regulars.queries.manners import answers_of
from regulars.rules.channels import Channel
from regulars.rules.consents import changes_to
from regulars.rules.messages import Topic

Words = Callable[[Channel, Topic | None, bool], str]  # what was asked and answered, exactly


@transaction.atomic
def record_consent(
    *,
    customer: Customer,
    channel: Channel,
    is_given: bool,
    words: str,
    came_from: str,
    person: Person | None,
    topic: Topic | None = None,
    answered_at: datetime | None = None,
) -> Consent:
    """Write down one answer, now unless told when. Without a topic it is about everything on the
    channel. Raises ValueError on a yes without its words: nobody could prove it later."""
    if is_given and not words.strip():
        raise ValueError("a yes needs the exact words it was given in")
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    consent = Consent.objects.create(
        customer=customer,
        channel=channel.value,
        topic=topic.value if topic else "",
        is_given=is_given,
        words=words.strip(),
        came_from=came_from,
        answered_at=answered_at or timezone.now(),
        recorded_by=person,
    )
    record(
        "consent.recorded",
        customer,
        person=person,
        channel=channel.value,
        topic=consent.topic,
        is_given=is_given,
    )
    return consent


@transaction.atomic
def refuse(
    *, customer: Customer, channel: Channel, topic: Topic | None, words: str, came_from: str
) -> bool:
    """The customer says no. The same no a second time changes nothing; False then."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    held = answers_of(customer.pk)
    if held.get((channel, None)) is False or held.get((channel, topic)) is False:
        return False
    record_consent(
        customer=customer,
        channel=channel,
        topic=topic,
        is_given=False,
        words=words,
        came_from=came_from,
        person=None,
    )
    return True


@transaction.atomic
def record_choices(
    *,
    customer: Customer,
    offered: Collection[Channel],
    channels: Collection[Channel],
    topics: Collection[Topic],
    words: Words,
    came_from: str,
) -> int:
    """The customer chose on a page of theirs. Returns how many answers are new."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    changes = changes_to(answers_of(customer.pk), offered=offered, channels=channels, topics=topics)
    for channel, topic, is_given in changes:
        record_consent(
            customer=customer,
            channel=channel,
            topic=topic,
            is_given=is_given,
            words=words(channel, topic, is_given),
            came_from=came_from,
            person=None,
        )
    return len(changes)


@transaction.atomic
def limit_contacts(*, customer: Customer, most_a_month: int | None, words: str) -> None:
    """How often at most they want to hear from us; None: as the business sees fit."""
    limits = ContactLimit.objects.filter(customer=customer)
    held = limits.first()
    if (held.most_a_month if held else None) == most_a_month:
        return
    limits.delete()
    if most_a_month is not None:
        ContactLimit.objects.create(
            customer=customer, most_a_month=most_a_month, words=words, said_at=timezone.now()
        )
    record("consent.recorded", customer, most_a_month=most_a_month)
