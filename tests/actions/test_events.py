import re

import pytest
from django.db import transaction

from regulars.actions.events import KINDS, record, record_all
from regulars.jobs.reactions import REACTIONS
from regulars.models import Event


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_that_made_it_happen(shop):
    with pytest.raises(RuntimeError, match="in the transaction"):
        record("shop.changed")

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_kind_that_nobody_declared_is_refused(shop):
    with pytest.raises(RuntimeError, match="not among the kinds"):
        record("shop.painted")


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_has_not_happened(shop):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("shop.changed")
        _ = 1 // 0

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_event_says_whom_it_is_about_who_did_it_and_what(customer, ana):
    event = record("customer.changed", customer, person=ana, field="city")

    event.refresh_from_db()
    assert (event.customer, event.person) == (customer, ana)
    assert event.facts == {"field": "city"}
    assert event.handled_at is None, "the worker has not seen it yet"


def test_kinds_are_a_noun_and_what_happened_to_it():
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", kind) for kind in KINDS)


def test_every_reaction_is_to_a_kind_that_can_happen():
    assert set(REACTIONS) <= KINDS


@pytest.mark.django_db
def test_many_events_are_recorded_like_one(customer, ana):
    one = record("message.accepted", customer, message=1)
    record_all("message.accepted", [(customer.pk, {"message": 2}), (None, {"message": 3})])

    one, second, third = Event.objects.filter(kind="message.accepted").order_by("pk")
    assert (second.customer, second.facts) == (customer, {"message": 2})
    assert (third.customer, third.person, third.facts) == (None, None, {"message": 3})
    assert one.happened_at <= second.happened_at == third.happened_at
    assert second.handled_at is None
