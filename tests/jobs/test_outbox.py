import queue
import socket
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from regulars.actions import outbox
from regulars.actions.consents import record_consent
from regulars.actions.settling import send_again
from regulars.channels.email import Patience, Server, SmtpCarrier
from regulars.jobs import clock
from regulars.jobs.outbox import Sender
from regulars.jobs.routes import Route
from regulars.models import (
    Attempt,
    ContactPoint,
    Event,
    Interaction,
    MailAccount,
    Manners,
    Message,
    Shop,
    Suppression,
    Touch,
)
from regulars.rules.channels import Channel
from regulars.rules.kinds import Security
from regulars.rules.messages import Purpose
from regulars.rules.sending import MOST_TRIES
from tests.channels.sinks import Fault, Sink, free_port
from tests.making import make_customers
from tests.messaging import plan, ready_to_send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def account(shop) -> MailAccount:
    return ready_to_send()


def sender(port: int, *, connections: int = 4, at=lambda _: None, **options) -> Sender:
    wait = Patience(connect=2, answer=10, slow=0.3, final=60)
    server = Server("127.0.0.1", port, Security.NONE, patience=wait)
    route = Route(Channel.EMAIL, connections, lambda: SmtpCarrier(server, at))
    return Sender(route, owner="boot/w", linger_seconds=0.1, **options)


def write_to(count: int, **changes) -> list[Message]:
    return [
        plan(one, to_address=f"person{n}@example.com", body=f"Words for {n}", **changes)
        for n, one in enumerate(make_customers(count))
    ]


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_everything_due_is_sent_once_over_several_lines(account):
    messages = write_to(12)

    with Sink() as sink:
        assert sender(sink.port).run() == 12
        assert sender(sink.port).run() == 0

    assert set(sink.copies.values()) == {1}
    assert {one.message_id for one in sink.taken} == {one.message_id for one in messages}
    assert set(states()) == {"accepted"}
    assert Attempt.objects.filter(result="accepted").count() == 12
    assert sink.lines > 2
    clock.tick(timezone.now())
    assert Interaction.objects.count() == 12


def test_an_open_account_without_anything_due_opens_no_line(account):
    with Sink() as sink:
        before = sink.lines  # it asked itself whether it is there
        assert sender(sink.port).run() == 0
        assert sink.lines == before


def test_a_busy_server_is_asked_again_later_with_the_same_id_and_is_no_bounce(account):
    """S3."""
    write_to(1)
    at = timezone.now()
    clock_now = [at]
    busy = [Fault.BUSY_AT_RECIPIENT, Fault.BUSY_AFTER_DATA, Fault.SHUTTING_DOWN, Fault.NONE]
    waits = []

    with Sink(lambda _: busy.pop(0)) as sink:
        one = sender(sink.port, clock=lambda: clock_now[0])
        while busy:
            one.run()
            message = Message.objects.get()
            if message.state == "planned":
                assert one.run() == 0  # not before its time
                waits.append(message.next_try_at - clock_now[0])
                clock_now[0] = message.next_try_at
        assert sink.copies == {"person0@example.com": 1}

    message = Message.objects.get()
    assert (message.state, message.tries) == ("accepted", 3)
    assert sink.taken[0].message_id == message.message_id
    assert waits == sorted(waits)
    assert not Suppression.objects.exists()


def test_a_server_that_is_always_busy_ends_with_a_word(account):
    """S18."""
    write_to(1, purpose=Purpose.THANKS)
    Message.objects.update(tries=MOST_TRIES - 1)

    with Sink(lambda _: Fault.BUSY_AT_RECIPIENT) as sink:
        sender(sink.port).run()

    message = Message.objects.get()
    assert (message.state, message.reason) == ("failed", "busy")
    assert "come back later" in message.said
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("fault", [Fault.REFUSED_AT_RECIPIENT, Fault.REFUSED_AFTER_DATA])
def test_a_refusal_ends_one_message_and_the_others_go_on(account, fault):
    """S4. Only a word about the address itself suppresses it."""
    write_to(4, purpose=Purpose.THANKS)

    with Sink(lambda to: fault if to.startswith("person1@") else Fault.NONE) as sink:
        assert sender(sink.port).run() == 3

    assert states() == ["accepted", "failed", "accepted", "accepted"]
    suppressed = set(Suppression.objects.values_list("address", flat=True))
    at_recipient = fault is Fault.REFUSED_AT_RECIPIENT
    assert suppressed == ({"person1@example.com"} if at_recipient else set())


def test_a_refused_notice_becomes_a_task(account):
    write_to(1, purpose=Purpose.NOTICE)

    with Sink(lambda _: Fault.REFUSED_AT_RECIPIENT) as sink:
        sender(sink.port).run()

    task = Touch.objects.get()
    assert (task.how, task.handed_because) == ("task", "refused")


def test_a_server_that_cannot_be_reached_is_one_alert_and_holds_no_message(account):
    """S5."""
    write_to(10)
    one = sender(free_port())

    assert one.run() == 0
    assert one.run() == 0

    account.refresh_from_db()
    assert account.trouble
    assert account.trouble_since_at
    assert Event.objects.filter(kind="account.changed").count() == 1
    assert set(states()) == {"planned"}
    with Sink() as sink:
        assert sender(sink.port).run() == 10
    account.refresh_from_db()
    assert (account.trouble, account.trouble_since_at) == ("", None)


def test_a_server_that_never_answers_is_one_alert(account):
    """S5: the line stands and nobody speaks."""
    write_to(3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        sender(silent.getsockname()[1], connections=2).run()

    account.refresh_from_db()
    assert account.trouble == "no answer in time"
    assert set(states()) == {"planned"}


@pytest.mark.parametrize(
    "fault", [Fault.LOST_BEFORE_DOT, Fault.LOST_ACCEPTED, Fault.LOST_NOT_ACCEPTED]
)
def test_a_lost_answer_is_unknown_and_never_sent_again_by_itself(account, fault):
    """S6, S7: body and dot leave in one write, so nobody can tell how much arrived."""
    write_to(1, purpose=Purpose.THANKS)

    with Sink(lambda _: fault) as sink:
        sender(sink.port).run()
        for _ in range(2):
            send_again(now=timezone.now() + timedelta(days=1))
            sender(sink.port).run()
        assert len(sink.taken) == (fault is Fault.LOST_ACCEPTED)

    message = Message.objects.get()
    assert (message.state, message.reason) == ("unknown", "lost_answer")
    assert Event.objects.filter(kind="message.unknown").count() == 1


def test_an_unknown_notice_is_sent_once_more_with_the_same_id(account):
    write_to(1, purpose=Purpose.NOTICE)

    with Sink(lambda _: Fault.LOST_ACCEPTED) as sink:
        sender(sink.port).run()
        assert send_again(now=timezone.now()) == 0  # the answer may still come
        assert send_again(now=timezone.now() + timedelta(minutes=11)) == 1
        sender(sink.port).run()
        assert send_again(now=timezone.now() + timedelta(days=1)) == 0
        assert len({one.message_id for one in sink.taken}) == 1
        assert len(sink.taken) == 2

    assert Message.objects.get().state == "unknown"


def test_a_slow_answer_holds_up_nobody_else(account):
    """S8: one line is there, and the others' messages go by a second one meanwhile."""
    write_to(6, purpose=Purpose.THANKS)
    first = []

    def plan_of(to: str) -> Fault:
        first.append(to)
        return Fault.SLOW if len(first) == 1 else Fault.NONE

    with Sink(plan_of, slow_seconds=18.0) as sink:
        sink.slow_until = 6  # the answer to the first comes when the five others are there
        assert sender(sink.port, connections=1).run() == 6
        assert set(sink.copies.values()) == {1}

    assert set(states()) == {"accepted"}


def test_no_more_than_the_limits_in_any_window(account):
    """S22: also by two workers after one another, as after a restart."""
    MailAccount.objects.update(most_a_second=5, most_a_day=12)
    write_to(20, purpose=Purpose.THANKS)

    with Sink() as sink:
        for _ in range(2):
            sender(sink.port, connections=3).run()
        moments = sorted(one.at for one in sink.taken)

    assert 0 < len(moments) <= 12
    # however the window of a second is laid
    assert max(sum(1 for m in moments if s <= m < s + 1) for s in moments) <= 5


def test_too_late_is_not_sent_and_is_listed(account):
    """S21."""
    soon = timezone.now() + timedelta(hours=1)
    write_to(2, purpose=Purpose.THANKS, use_by_at=soon)

    assert outbox.end_expired(now=timezone.now()) == 0
    assert outbox.end_expired(now=soon + timedelta(hours=3)) == 2

    with Sink() as sink:
        assert sender(sink.port, clock=lambda: soon + timedelta(hours=3)).run() == 0
    assert set(Message.objects.values_list("state", "reason")) == {("cancelled", "expired")}


def test_a_no_after_the_claim_stops_it_in_the_hand_over(account, ana):
    """S11: withdrawn while the server waits for the text."""
    [message] = write_to(1, purpose=Purpose.TIP)
    withdrawn = []

    def withdraw(point: str) -> None:
        if point == "before the hand-over" and not withdrawn:
            withdrawn.append(point)
            asked.put(message.customer)
            said.get(timeout=20)

    asked, said = queue.SimpleQueue(), queue.SimpleQueue()

    def somebody() -> None:
        customer = asked.get(timeout=30)
        record_consent(
            customer=customer,
            channel=Channel.EMAIL,
            is_given=False,
            words="no more",
            came_from="link",
            person=None,
        )
        said.put(True)
        connection.close()

    threading.Thread(target=somebody, daemon=True).start()
    with Sink() as sink:
        assert sender(sink.port, at=withdraw).run() == 0
        assert sink.taken == []

    message.refresh_from_db()
    assert (message.state, message.reason) == ("cancelled", "no_consent")
    assert withdrawn


@pytest.mark.parametrize("hours", [25, -1, -25])
def test_a_clock_that_is_put_right_sends_nothing_twice_and_waits_no_day(account, hours):
    """S10."""
    write_to(3, purpose=Purpose.THANKS, due_at=timezone.now() - timedelta(days=3))
    moment = timezone.now()
    faults = [Fault.BUSY_AT_RECIPIENT] * 3

    with Sink(lambda _: faults.pop() if faults else Fault.NONE) as sink:
        one = sender(sink.port, connections=2, clock=lambda: moment)
        one.run()
        moment += timedelta(hours=hours)
        one.run()
        moment = max(moment, timezone.now()) + timedelta(minutes=3)
        one.run()
        assert set(sink.copies.values()) == {1}
    assert set(states()) == {"accepted"}


def test_a_message_that_cannot_be_dressed_fails_alone(account):
    """S17."""
    write_to(5, purpose=Purpose.THANKS)
    broken = Message.objects.order_by("pk")[2]
    address = "person2 @example.com"
    Message.objects.filter(pk=broken.pk).update(to_address=address)
    ContactPoint.objects.filter(customer=broken.customer).update(value=address)

    with Sink() as sink:
        assert sender(sink.port).run() == 4

    broken.refresh_from_db()
    assert (broken.state, broken.reason) == ("failed", "no_address")


@pytest.mark.parametrize("stop", ["pause", "hold"])
def test_when_everything_is_stopped_nothing_leaves(account, stop):
    """D7, and the switch that truly stops everything."""
    write_to(3)
    if stop == "pause":
        Manners.objects.update(is_paused=True, paused_at=timezone.now())
    else:
        Shop.objects.update(is_sending_held=True)

    with Sink() as sink:
        assert sender(sink.port).run() == 0
        assert sink.taken == []
    assert set(states()) == {"planned"}


def test_a_pause_in_the_middle_stops_what_is_claimed(account):
    write_to(3)

    def pause(point: str) -> None:
        if point == "before the sender":
            asked.put(True)
            paused.wait(20)

    asked: queue.SimpleQueue[bool] = queue.SimpleQueue()
    paused = threading.Event()

    def owner() -> None:
        asked.get(timeout=30)
        Manners.objects.update(is_paused=True)
        paused.set()
        connection.close()

    threading.Thread(target=owner, daemon=True).start()
    with Sink() as sink:
        assert sender(sink.port, at=pause).run() == 0
        assert sink.taken == []
    assert set(states()) == {"planned"}


def test_a_worker_that_stood_still_past_its_lease_does_not_send_the_dot(account):
    """S9: it was allowed, froze before the first byte, and another one took the message back."""
    [message] = write_to(1, purpose=Purpose.THANKS)

    def freeze(point: str) -> None:
        if point == "before the body":
            Message.objects.filter(state="handing").exists()
            time.sleep(1.2)
            connection.close()

    with Sink() as sink:
        assert sender(sink.port, at=freeze, lease_seconds=1.0, connections=1).run() == 0
        assert sink.taken == []

    message.refresh_from_db()
    assert message.state == "planned"  # it never left, so it may be tried again
