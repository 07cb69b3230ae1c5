"""Social media: only where they were first (B5), and only by a person's hand (C10)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from regulars.actions.profiles import NotAPage, note_profile, remove_profile
from regulars.models import ContactPoint, Event, Message
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.reach import address_for, offered
from tests.actions.test_texts import message

URL = "https://www.instagram.com/tomas/"
NOTED = {"came_from": "praised our bread under a picture", "noted_on": date(2026, 11, 23)}


def channels(customer) -> list[Channel]:
    return offered(ways_in([customer])[customer.pk])


def test_a_page_is_a_way_once_they_used_it(customer, ana):
    assert Channel.SOCIAL not in channels(customer)
    for _ in range(2):
        note_profile(customer=customer, url=URL, **NOTED, person=ana)
    assert channels(customer) == [Channel.SOCIAL]
    assert address_for(Channel.SOCIAL, ways_in([customer])[customer.pk]) == URL
    assert Event.objects.filter(kind="customer.changed").count() == 1


def test_how_they_used_it_is_kept_with_it(customer, ana):
    profile = note_profile(customer=customer, url=URL, **NOTED, person=ana)
    assert (profile.came_from, profile.noted_on) == tuple(NOTED.values())
    with pytest.raises(ValueError, match="say how"):
        note_profile(customer=customer, url=URL, **{**NOTED, "came_from": " "}, person=ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPoint.objects.filter(pk=profile.pk).update(came_from="")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://instagram.com/x", "instagram"])
def test_what_is_no_page_is_refused(customer, ana, url):
    with pytest.raises(NotAPage):
        note_profile(customer=customer, url=url, **NOTED, person=ana)


def test_a_no_to_social_media_holds(customer, ana):
    note_profile(customer=customer, url=URL, **NOTED, person=ana)
    customer.consents.create(
        channel="social", is_given=False, words="no", came_from="x", answered_at="2026-11-23T09:00Z"
    )
    assert channels(customer) == []


def test_it_is_taken_away_once(customer, ana):
    profile = note_profile(customer=customer, url=URL, **NOTED, person=ana)
    assert remove_profile(profile=profile, person=ana)
    assert not remove_profile(profile=profile, person=ana)
    assert channels(customer) == []


def test_no_machine_ever_posts(customer):
    """C10, held by the database."""
    row = message(customer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=row.pk).update(channel="social")
