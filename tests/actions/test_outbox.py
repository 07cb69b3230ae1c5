from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions import outbox
from regulars.actions.outbox import claim, clear_trouble, hand_over, held, note_trouble, take_back
from regulars.models import Attempt, Event, MailAccount, Manners, Message
from regulars.queries.weighed_rows import ToSend
from regulars.rules.channels import Channel
from regulars.rules.messages import Purpose
from tests.making import make_customers
from tests.messaging import plan, ready_to_send, with_address

LATER = timezone.now() + timedelta(hours=1)


@pytest.fixture
def account(shop) -> MailAccount:
    return ready_to_send()


def write_to(count: int, **changes) -> list[Message]:
    return [
        plan(one, to_address=f"person{n}@example.com", body=f"Words for {n}", **changes)
        for n, one in enumerate(make_customers(count))
    ]


def take(owner: str = "w1", most: int = 10) -> list[ToSend]:
    return claim(
        channel=Channel.EMAIL, owner=owner, most=most, now=timezone.now(), lease_until=LATER
    )


def let_go(messages: list[ToSend]) -> list[bool]:
    allowed = hand_over([held(one) for one in messages], at=timezone.now(), lease_until=LATER)
    return list(allowed.values())


def test_a_claim_is_one_worker_s_until_it_is_given_back(account):
    write_to(3)

    first = take("w1", most=2)
    second = take("w2")

    assert [len(first), len(second)] == [2, 1]
    assert not take("w3")
    assert outbox.give_back([held(one) for one in first]) == 2
    assert {one.fence for one in take("w3")} == {2}


def test_notices_go_first(account):
    write_to(2)
    notice = plan(make_customers(1, with_email=False)[0], purpose=Purpose.NOTICE)

    assert [one.pk for one in take(most=1)] == [notice.pk]


def test_what_is_not_due_or_tried_too_lately_waits(account):
    now = timezone.now()
    write_to(2, due_at=now + timedelta(hours=1))
    [one] = write_to_another(now)
    Message.objects.filter(pk=one.pk).update(next_try_at=now + timedelta(minutes=1))

    assert not take()

    Message.objects.filter(pk=one.pk).update(next_try_at=now + timedelta(days=2))
    assert [row.pk for row in take()] == [one.pk]  # written under a clock that ran ahead


def write_to_another(now) -> list[Message]:
    customer = make_customers(1, with_email=False)[0]
    return [plan(customer, "another", due_at=now - timedelta(minutes=5))]


def test_the_limits_count_what_is_about_to_leave(account):
    MailAccount.objects.update(most_a_second=2, most_a_day=3)
    write_to(5)

    taken = take()
    assert len(taken) == 2
    assert not take()
    assert all(let_go(taken))
    assert not take()
    Attempt.objects.update(handed_at=timezone.now() - timedelta(seconds=2))
    assert len(take()) == 1  # the day's limit


def test_a_hand_over_is_committed_once_and_kept_as_evidence(account):
    [message] = write_to(1)
    [taken] = take()

    assert let_go([taken]) == [True]
    assert let_go([taken]) == [False]

    message.refresh_from_db()
    assert message.state == "handing"
    assert Attempt.objects.get().fence == taken.fence


def test_whoever_lost_the_claim_hands_nothing_over(account):
    write_to(1)
    [old] = take("w1")
    assert take_back(held(old), now=timezone.now())
    [new] = take("w2")

    assert let_go([old]) == [False]
    assert let_go([new]) == [True]


def test_what_was_handed_over_and_left_alone_is_unknown(account):
    [message] = write_to(1)
    [taken] = take()
    let_go([taken])

    assert take_back(held(taken), now=timezone.now())
    assert not take_back(held(taken), now=timezone.now())

    message.refresh_from_db()
    assert (message.state, message.reason) == ("unknown", "lost_answer")
    assert Attempt.objects.get().result == "lost"
    assert Event.objects.filter(kind="message.unknown").count() == 1


def test_a_message_of_somebody_erased_does_not_leave(account):
    [message] = write_to(1)
    [taken] = take()
    Message.objects.update(customer=None)

    assert let_go([taken]) == [False]

    message.refresh_from_db()
    assert (message.state, message.reason) == ("cancelled", "erased")


def test_an_expired_service_message_becomes_a_task(account):
    [message] = write_to(1, use_by_at=timezone.now() - timedelta(minutes=1))

    assert outbox.end_expired(now=timezone.now()) == 1

    message.refresh_from_db()
    assert message.touch.how == "task"
    assert message.touch.handed_because == "expired"


def test_trouble_is_told_once_until_it_is_over(account):
    for _ in range(2):
        note_trouble(channel=Channel.EMAIL, said="refused", now=timezone.now())

    assert Event.objects.filter(kind="account.changed").count() == 1
    assert clear_trouble(channel=Channel.EMAIL)
    assert not clear_trouble(channel=Channel.EMAIL)
    assert note_trouble(channel=Channel.EMAIL, said="again", now=timezone.now())


def test_a_hand_over_costs_as_many_queries_for_three_as_for_one_but_their_own_rows(
    account, django_assert_max_num_queries
):
    write_to(3)
    taken = take()

    with django_assert_max_num_queries(26):
        assert let_go(taken) == [True, True, True]


def test_of_two_messages_to_one_person_the_second_sees_the_first(account, customer):
    Manners.objects.update(most_a_week=1)
    ready = with_address(customer)
    first, second = plan(ready, "1", body="One"), plan(ready, "2", body="Two")

    assert let_go(take()) == [True, False]

    second.refresh_from_db()
    assert (second.state, second.reason) == ("planned", "budget")
    assert first.pk < second.pk


def test_the_day_s_last_place_is_given_once(account):
    Manners.objects.update(messages_a_day=2)
    write_to(4)

    assert sorted(let_go(take())) == [False, False, True, True]
    assert set(Message.objects.filter(state="planned").values_list("reason", flat=True)) == {
        "capacity"
    }
