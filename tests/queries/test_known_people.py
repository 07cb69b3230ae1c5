"""Who is who in little memory, and what the journal brings back."""

import pytest

from regulars.models import Consent, ContactPoint, Customer, CustomerKey, ImportJournal
from regulars.queries.compact import ABSENT
from regulars.queries.known_people import (
    BOUGHT,
    CREATED,
    EMAILS,
    HAS_EMAIL,
    HAS_KEY,
    HOMES,
    KEYS,
    NO,
    PHONES,
    KnownPeople,
    email_digest,
    home_digest,
    key_digest,
    known_people,
    phone_digest,
)
from tests.actions.imports_by_hand import MOMENT, new_batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(shop):
    anna = Customer.objects.create(name="Anna Meier", postcode="10115")
    ContactPoint.objects.create(customer=anna, kind="email", value="anna@example.com")
    CustomerKey.objects.create(customer=anna, source="shopify", key="7")
    Consent.objects.create(customer=anna, channel="email", is_given=False, answered_at=MOMENT)
    return anna


def test_everybody_is_found_by_all_that_identifies(anna):
    people = known_people(source="shopify")

    slot = people.slot_of(anna.pk)
    assert people.tables[KEYS].get(key_digest("shopify", "7")) == slot
    assert list(people.holders(EMAILS, email_digest("anna@example.com"))) == [slot]
    assert people.tables[HOMES].get(home_digest("anna meier", "10115")) == slot
    assert people.flags[slot] == HAS_EMAIL | HAS_KEY
    assert people.consent(slot, "email") == NO
    assert people.name_of(slot) == "anna meier"


def test_all_holders_of_a_number_are_told_the_first_one_first():
    people = KnownPeople()
    slots = [people.new(f"name {n}") for n in range(4)]
    for slot in slots:
        people.add(PHONES, phone_digest("+493012345"), slot)

    assert list(people.holders(PHONES, phone_digest("+493012345"))) == slots
    assert list(people.holders(PHONES, phone_digest("+4930"))) == []


def test_the_journal_brings_back_what_was_learned_and_nothing_else(anna):
    batch = new_batch()
    people = known_people(source="shopify", batch_id=batch.pk)
    made = Customer.objects.create(name="Ben Okafor", batch=batch)
    ben = people.new("ben okafor", row_id=made.pk)
    people.add(PHONES, phone_digest("+493099"), ben)
    people.mark(ben, CREATED | BOUGHT)
    people.set_consent(ben, "sms", NO)
    ImportJournal.objects.create(batch=batch, position=1, block=people.take_journal())
    assert people.take_journal() != b""  # empty, yet whole

    again = known_people(source="shopify", batch_id=batch.pk)

    slot = again.slot_of(made.pk)
    assert list(again.holders(PHONES, phone_digest("+493099"))) == [slot]
    assert again.flags[slot] == CREATED | BOUGHT
    assert again.consent(slot, "sms") == NO
    assert again.flags[again.slot_of(anna.pk)] == HAS_EMAIL | HAS_KEY


def test_one_who_is_gone_is_left_out_of_the_journal(anna):
    batch = new_batch()
    people = known_people(source="shopify", batch_id=batch.pk)
    made = Customer.objects.create(name="Ben Okafor", batch=batch)
    ben = people.new("ben okafor", row_id=made.pk)
    people.add(PHONES, phone_digest("+493099"), ben)
    ImportJournal.objects.create(batch=batch, position=1, block=people.take_journal())
    made.delete()

    again = known_people(source="shopify", batch_id=batch.pk)

    assert again.tables[PHONES].get(phone_digest("+493099")) == ABSENT
