from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from regulars.actions.outbox import claim, hand_over, held, take_back
from regulars.actions.reports import note_report
from regulars.actions.settling import settle
from regulars.models import Attempt, Customer, Message, Shop, Suppression, Touch
from regulars.rules.channels import Channel
from regulars.rules.messages import Purpose, ReportKind
from regulars.rules.sending import Outcome, Result
from tests.making import make_customers
from tests.messaging import plan, ready_to_send

LATER = timezone.now() + timedelta(hours=1)


def handed(**changes) -> Message:
    plan(make_customers(1)[0], to_address="person0@example.com", **changes)
    return again()


def again(now=None) -> Message:
    now = now or timezone.now()
    [taken] = claim(channel=Channel.EMAIL, owner="w", most=1, now=now, lease_until=LATER)
    assert hand_over([held(taken)], at=now, lease_until=LATER)[held(taken)]
    return Message.objects.get(pk=taken.pk)


def end(message: Message, result: Result, now=None, **told) -> int:
    return settle([(held(message), Outcome(result, **told))], now=now or timezone.now())


@pytest.fixture
def account(shop):
    return ready_to_send()


def test_each_result_leads_to_its_state(account):
    expected = {
        Result.ACCEPTED: "accepted",
        Result.BUSY: "planned",
        Result.REFUSED: "failed",
        Result.UNREACHABLE: "planned",
        Result.STOPPED: "planned",
        Result.SPOILT: "failed",
        Result.LOST: "unknown",
    }
    for result, state in expected.items():
        message = handed()
        assert end(message, result) == 1
        message.refresh_from_db()
        assert message.state == state, result
        assert message.owner == ""
        Message.objects.all().delete()
        Customer.objects.all().delete()


def test_the_second_word_on_a_try_changes_nothing(account):
    message = handed()

    assert end(message, Result.ACCEPTED) == 1
    for result in Result:
        assert end(message, result) == 0
    message.refresh_from_db()
    assert message.state == "accepted"
    assert Attempt.objects.get().result == "accepted"


def test_an_answer_that_comes_after_all_is_true_while_nobody_else_tried(account):
    message = handed()
    take_back(held(message), now=timezone.now())

    assert end(message, Result.ACCEPTED) == 1

    message.refresh_from_db()
    assert message.state == "accepted"


def test_an_answer_to_an_older_try_changes_nothing(account):
    first = handed(purpose=Purpose.THANKS)
    end(first, Result.BUSY)
    second = again(timezone.now() + timedelta(minutes=2))

    assert end(first, Result.ACCEPTED) == 0

    second.refresh_from_db()
    assert second.state == "handing"


def test_a_refused_address_is_suppressed_and_a_refused_text_is_not(account):
    message = handed(purpose=Purpose.THANKS)
    end(message, Result.REFUSED, said="550 no", is_about_address=True)

    assert Suppression.objects.get().address == message.to_address
    assert not Touch.objects.exists()
    Suppression.objects.all().delete()
    Message.objects.all().delete()
    message = handed()
    end(message, Result.REFUSED, said="550 spam")
    assert not Suppression.objects.exists()
    assert Touch.objects.get().handed_because == "refused"


def test_a_provider_that_knows_our_key_is_asked_again_for_a_day(account):
    message = handed()
    end(message, Result.LOST, provider="resend", may_repeat=True)
    message.refresh_from_db()
    assert message.state == "planned"

    late = timezone.now() + timedelta(days=2)
    second = again(late)
    end(second, Result.LOST, now=late, provider="resend", may_repeat=True)
    second.refresh_from_db()
    assert second.state == "unknown"


def test_a_report_that_came_first_is_applied_when_the_answer_is_in(account):
    """S16."""
    message = handed()
    note_report(provider="fake", provider_id="X1", kind=ReportKind.DELIVERED)

    end(message, Result.ACCEPTED, provider="fake", provider_id="X1")

    message.refresh_from_db()
    assert message.state == "delivered"


WORKERS = ("a", "b")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["claim", "hand", "end", "lost", "back", "later"]),
        st.sampled_from(WORKERS),
        st.sampled_from(list(Result)),
    ),
    max_size=25,
)


class TestAnyOrder(TestCase):
    """However claims, hand-overs, answers and losses follow each other: nothing that was accepted
    or is unknown is handed over again by itself, and each row says who holds it."""

    @given(STEPS)
    @settings(max_examples=60, deadline=None)
    def test_nothing_leaves_twice(self, steps) -> None:
        Shop.objects.create(
            name="A", country="DE", currency="EUR", time_zone="Europe/Berlin", language="en"
        )
        ready_to_send()
        customer = make_customers(1)[0]
        plan(customer, to_address="person0@example.com", purpose=Purpose.THANKS)
        now = timezone.now()
        mine: dict[str, Message] = {}
        may_have_arrived = 0
        for step, worker, result in steps:
            if step == "claim":
                for one in claim(
                    channel=Channel.EMAIL, owner=worker, most=1, now=now, lease_until=LATER
                ):
                    mine[worker] = one
            elif step == "later":
                now += timedelta(hours=5)
            elif worker in mine and step == "hand":
                was = Message.objects.get()
                if hand_over([held(mine[worker])], at=now, lease_until=LATER)[held(mine[worker])]:
                    assert was.state == "claimed"
                    assert not may_have_arrived
                    may_have_arrived = mine[worker].fence
            elif worker in mine and step == "end":
                if may_have_arrived == mine[worker].fence and settle(
                    [(held(mine[worker]), Outcome(result))], now=now
                ):
                    kept = {Result.ACCEPTED, Result.LOST}
                    may_have_arrived = may_have_arrived if result in kept else 0
            elif worker in mine and step == "lost":
                take_back(held(mine[worker]), now=now)
            message = Message.objects.get()
            assert (message.state in {"claimed", "handing"}) == bool(message.owner)
