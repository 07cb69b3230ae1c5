import pytest
from django.db import transaction
from django.utils import timezone

from regulars.models import ContactPoint, ImportBatch, Message
from regulars.queries.leaving import bounds_at, may_leave
from regulars.rules.messages import Reason
from tests.messaging import plan, ready_to_send, with_address


@pytest.fixture
def message(customer) -> Message:
    ready_to_send()
    return plan(with_address(customer))


def verdict(message: Message):
    now = timezone.now()
    with transaction.atomic():
        return may_leave(message, now, bounds_at(now))


def test_nothing_in_the_way_means_go(message):
    assert verdict(message).kind == "go"


def test_an_address_that_was_taken_off_the_customer_gets_nothing(message):
    ContactPoint.objects.update(value="another@example.com")

    assert (verdict(message).kind, verdict(message).reason) == ("hand", Reason.NO_ADDRESS)


def test_an_address_is_theirs_however_it_is_cased(message):
    message.to_address = message.to_address.upper()

    assert verdict(message).kind == "go"


def test_invented_people_are_never_written_to(message, customer):
    customer.batch = ImportBatch.objects.create(kind="sample", file_name="Sample business")
    customer.save()

    assert (verdict(message).kind, verdict(message).reason) == ("end", Reason.INVENTED)


def test_nobody_is_left_to_write_to(message):
    message.customer = None

    assert (verdict(message).kind, verdict(message).reason) == ("end", Reason.ERASED)
