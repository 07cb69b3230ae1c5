from datetime import timedelta

import pytest

from regulars.models import Closure, ContactPoint, Customer, InboundMessage, Manners
from regulars.queries.inbound import answer_days, known_as, open_inbound
from regulars.rules.channels import Channel
from tests.conftest import at


def test_a_closure_and_the_hours_of_the_house_count(shop, monday):
    Manners.objects.create(answer_within_hours=4)
    assert answer_days(at(monday, 10)).answer_by_at == at(monday, 14)

    Closure.objects.create(from_on=monday, to_on=monday + timedelta(days=1))
    days = answer_days(at(monday, 10))
    assert days.due_on == monday + timedelta(days=2)
    assert days.answer_by_at == at(monday + timedelta(days=2), 4)


@pytest.mark.parametrize("address", ["Tomas@Example.com", "tomas@example.com"])
def test_somebody_is_known_by_the_address_however_it_is_written(customer, address):
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    assert known_as(Channel.EMAIL, address) == customer
    assert known_as(Channel.SMS, address) is None


def test_nobody_is_known_by_no_address_or_by_one_that_two_share(customer):
    assert known_as(Channel.EMAIL, "") is None
    other = Customer.objects.create(name="Ines")
    for one in (customer, other):
        ContactPoint.objects.create(customer=one, kind="phone", value="+4915112345678")
    assert known_as(Channel.WHATSAPP, "+4915112345678") is None


def test_open_is_what_a_person_wrote_and_nobody_settled(customer, monday):
    moment = at(monday)
    for number, changed in enumerate(
        [{}, {"kind": "auto_reply"}, {"answered_at": moment}, {"received_at": at(monday, 20)}]
    ):
        told = {"customer": customer, "channel": "email", "message_id": str(number)}
        InboundMessage.objects.create(**({"received_at": moment} | told | changed))
    found = open_inbound(customer, until_at=moment)
    assert [one.message_id for one in found] == ["0"]
