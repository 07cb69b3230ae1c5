from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from regulars.models import (
    Closure,
    Complaint,
    Concern,
    Consent,
    ContactLimit,
    ContactPoint,
    Customer,
    Interaction,
    Manners,
    Message,
    Shop,
    Suppression,
    Touch,
)
from regulars.queries.manners import (
    bounds_at,
    facts_for,
    first_due_at,
    open_days_between,
    the_manners,
    weigh_message,
)
from regulars.rules.channels import Channel
from regulars.rules.manners import GO, Kind, may_ask
from regulars.rules.messages import Purpose, Reason
from tests.making_messages import make_message, make_sent

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
EMAIL = "tomas@example.com"


@pytest.fixture(autouse=True)
def reachable(customer):
    ContactPoint.objects.create(customer=customer, kind="email", value=EMAIL)
    ContactPoint.objects.create(customer=customer, kind="phone", value="+491701234567")


def talk(customer, *, days: int = 0, **facts) -> Interaction:
    at = NOON - timedelta(days=days)
    facts = {"channel": "phone", "outcome": "reached"} | facts
    return Interaction.objects.create(
        customer=customer, happened_at=at, happened_on=at.date(), **facts
    )


def weighed(one: Message):
    with transaction.atomic():
        return weigh_message(one, NOON)


def facts(customer, channel: Channel = Channel.EMAIL):
    return facts_for(customer.pk, at=NOON, channel=channel)


def test_without_a_row_sunday_is_quiet_and_a_message_goes_at_noon(customer):
    assert the_manners().quiet_weekdays == [6]
    assert weighed(make_message(customer)) == GO


def test_the_owners_decisions_are_read_as_they_stand(shop):
    Manners.objects.create(quiet_weekdays=[0], most_a_week=1, is_paused=True)
    Shop.objects.update(is_sending_held=True)
    Closure.objects.create(from_on=date(2026, 12, 1), to_on=date(2026, 12, 2))

    bounds = bounds_at(NOON)

    assert (bounds.most_a_week, bounds.is_paused, bounds.is_held) == (1, True, True)
    assert date(2026, 12, 1) not in bounds.days
    assert date(2026, 12, 25) not in bounds.days  # of the shop's country
    assert date(2026, 11, 29) in bounds.days
    assert date(2026, 12, 2) not in open_days_between(date(2026, 12, 1), date(2026, 12, 31))


def test_weighing_costs_the_same_queries_for_any_history(customer, django_assert_num_queries):
    planned = make_message(customer)
    bounds = bounds_at(NOON)
    for days in range(20, 60):
        make_sent(customer, days=days)
        talk(customer, days=days)

    with transaction.atomic(), django_assert_num_queries(8):
        weigh_message(planned, NOON, bounds=bounds)


def test_the_owners_decisions_cost_three_queries(shop, django_assert_num_queries):
    with django_assert_num_queries(3):
        bounds_at(NOON)


def test_mail_paper_and_calls_share_one_budget(customer):
    make_sent(customer, days=2, channel="post")
    talk(customer, days=1)

    verdict = weighed(make_message(customer))

    assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason.BUDGET)


def test_a_message_and_its_entry_in_the_story_count_once(customer):
    gone = make_sent(customer, days=2)
    talk(customer, days=2, channel="email", outcome="sent", message=gone)

    assert len(facts(customer).contacts) == 1
    assert weighed(make_message(customer)) == GO


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({"outcome": "no_answer"}, 0),
        ({"direction": "incoming"}, 0),
        ({"outcome": "left_message"}, 1),
    ],
)
def test_only_what_reached_them_from_us_is_a_contact(customer, told, count):
    talk(customer, days=1, **told)

    assert len(facts(customer).contacts) == count


@pytest.mark.parametrize(
    ("state", "contacts", "gifts"),
    [
        ("accepted", 1, 1),
        ("delivered", 1, 1),
        ("unknown", 1, 0),
        ("complained", 1, 0),
        ("bounced", 0, 0),
        ("failed", 0, 0),
        ("cancelled", 0, 0),
    ],
)
def test_what_may_have_arrived_is_a_contact_and_only_what_did_is_a_gift(
    customer, state, contacts, gifts
):
    make_sent(customer, days=3, state=state, reason="by_hand")

    found = facts(customer).contacts

    assert len(found) == contacts
    assert sum(contact.has_arrived for contact in found) == gifts


def test_what_else_is_due_now_waits_and_what_is_due_later_does_not(customer):
    planned = make_message(customer)
    make_message(customer, purpose="promise")
    make_message(customer, purpose="offer", due_at=NOON + timedelta(days=1))

    found = facts_for(customer.pk, at=NOON, channel=Channel.EMAIL, message=planned)

    assert found.waiting == (Purpose.PROMISE,)


def test_a_no_a_pause_a_suppression_and_a_complaint_are_seen(customer):
    Consent.objects.create(
        customer=customer,
        channel="sms",
        is_given=False,
        words="no",
        came_from="on the phone",
        answered_at=NOON,
    )
    Complaint.objects.create(customer=customer, text="Cold coffee", heard_at=NOON)
    Suppression.objects.create(channel="email", address=EMAIL, reason="bounce", since_at=NOON)
    Customer.objects.update(pause_reason="holiday", paused_until_on=date(2026, 12, 1))

    found = facts(customer)

    assert found.answers == {(Channel.SMS, None): False}
    assert found.has_complaint
    assert found.suppressed == {(Channel.EMAIL, EMAIL)}
    assert found.pause is not None
    assert found.pause.until_on == date(2026, 12, 1)


def test_who_died_is_left_in_peace_for_ever(customer):
    Customer.objects.update(pause_reason="died", paused_until_on=date(2026, 12, 1))

    pause = facts(customer).pause

    assert pause is not None
    assert (pause.is_for_ever, pause.until_on) == (True, None)


def test_a_broken_promise_and_a_late_worry_forbid_asking(customer):
    talk(customer, days=60)
    talk(customer, days=70)
    assert may_ask(facts(customer))

    promise = Touch.objects.create(
        customer=customer, rule="follow_up", occurrence="1-1", due_on=date(2026, 11, 23)
    )
    assert not may_ask(facts(customer))
    promise.delete()
    Concern.objects.create(
        customer=customer, text="late", due_on=date(2026, 11, 23), noticed_at=NOON
    )
    assert not may_ask(facts(customer))


def test_the_place_is_that_of_the_address_else_all_that_may_be(customer):
    Customer.objects.update(country="")
    ContactPoint.objects.filter(kind="phone").update(value="+12125551234")

    assert [zone.key for zone in facts(customer).zones] == ["Europe/Berlin", "America/New_York"]
    Customer.objects.update(country="JP")
    assert [zone.key for zone in facts(customer).zones] == ["Asia/Tokyo"]


def test_calls_of_a_day_are_those_made_and_those_that_wait(customer):
    talk(customer)
    for number, day in enumerate((20, 24, 25)):
        Touch.objects.create(
            customer=customer,
            rule="playbook",
            occurrence=str(number),
            due_on=date(2026, 11, day),
            how="task",
            channel="phone",
        )

    load = facts(customer, Channel.PHONE).load

    assert load.calls == {date(2026, 11, 24): 3, date(2026, 11, 25): 1}


def test_a_full_day_of_messages_moves_to_one_with_room(customer):
    Manners.objects.create(messages_a_day=1, most_a_week=9, most_a_month=9)
    make_sent(customer, days=0)
    make_message(customer, due_at=NOON + timedelta(days=1), purpose="offer")

    verdict = weighed(make_message(customer))

    assert verdict.reason is Reason.CAPACITY
    assert verdict.until_at is not None
    assert verdict.until_at.astimezone(ZoneInfo("Europe/Berlin")).day == 26


def test_a_chat_opens_when_the_customer_used_it(customer):
    assert not facts(customer).chats
    talk(customer, days=400, channel="whatsapp", direction="incoming")
    assert not facts(customer).chats  # long ago
    talk(customer, days=10, channel="whatsapp", direction="incoming")
    assert facts(customer).chats == {Channel.WHATSAPP}


def test_the_first_due_moment_survives_moves(customer):
    moved = make_message(customer, due_at=NOON + timedelta(days=9), moved_from_at=NOON)

    assert first_due_at(moved) == NOON


def test_somebody_who_wants_less_gets_less(customer):
    make_sent(customer, days=20)
    assert weighed(make_message(customer)) == GO
    ContactLimit.objects.create(customer=customer, most_a_month=1, said_at=NOON)

    assert weighed(make_message(customer)).reason is Reason.BUDGET
