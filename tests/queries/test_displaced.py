from datetime import date, timedelta

import pytest
from django.utils import timezone

from regulars.actions.messages import cancel_messages, hand_to_person, move_message
from regulars.models import Message, Touch
from regulars.queries.displaced import displaced_page
from regulars.rules.messages import Reason
from tests.making_messages import make_message


def test_each_thing_that_was_displaced_stands_once_with_its_reason(customer):
    now = timezone.now()
    moved, handed, ended = (make_message(customer, due_at=now) for _ in range(3))
    make_message(customer)  # goes as planned
    move_message(moved, due_at=now + timedelta(days=2), reason=Reason.BUDGET)
    hand_to_person(handed, reason=Reason.NO_CONSENT)
    cancel_messages(Message.objects.filter(pk=ended.pk), reason=Reason.COMPLAINT)
    Touch.objects.create(
        customer=customer,
        rule="playbook",
        occurrence="1",
        due_on=date(2026, 12, 3),
        moved_from_on=date(2026, 12, 1),
        moved_because="holiday",
    )

    page = displaced_page(timezone.now())

    assert [one.reason for one in page.moved] == [
        "They heard from you often enough lately",
        "A holiday or a closed day",
    ]
    assert page.moved[1].was_on == date(2026, 12, 1)
    assert [one.reason for one in page.handed] == ["They do not want it on this channel"]
    assert "A complaint is open" in [one.reason for one in page.ended]


def test_what_ended_long_ago_is_gone_from_the_page(customer):
    make_message(
        customer,
        state="cancelled",
        reason="budget",
        ended_at=timezone.now() - timedelta(days=31),
    )

    assert len(displaced_page(timezone.now())) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_any_number(customer, count, django_assert_num_queries):
    for _ in range(count):
        make_message(customer, reason="budget")

    with django_assert_num_queries(5):
        page = displaced_page(timezone.now())
        assert [one.customer.name for one in page.moved] == [customer.name] * count
