"""Workers are ended in the middle, again and again, on a real database and a real mail server that
misbehaves. The judge is the server's own log: nobody gets anything twice, and no message is lost
without a word. The short form runs in `make test`, the long one in `make chaos`.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from regulars.actions import outbox
from regulars.actions.consents import record_consent
from regulars.actions.erasure import erase_customer
from regulars.actions.merges import merge_customers
from regulars.jobs.leases import EPOCH, Watch
from regulars.models import Attempt, Customer, Message
from regulars.rules.channels import Channel
from regulars.rules.messages import Purpose
from tests.channels.sinks import Fault, Sink, misbehaving, well_behaved
from tests.jobs.chaos_worker import POINTS
from tests.making import make_customers
from tests.messaging import plan, ready_to_send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROUNDS = int(os.environ.get("REGULARS_CHAOS_ROUNDS", "0"))
# 60 rounds: 45 kills at each of 11 steps, of a server that is told one command after the other and
# of one that takes them together: 990 in all.
KILLS_A_POINT = max(1, ROUNDS * 3 // 4)
TOGETHER = ("before the answers" if point == "before the recipient" else point for point in POINTS)
STEPS = [*((point, False) for point in POINTS), *((point, True) for point in TOGETHER)]
RANDOM_KILLS = max(6, ROUNDS * 5)
PROGRESS = 15
# With REGULARS_CHAOS_MINUTES no step kills for longer than that; what it did is told as it is.
SECONDS_A_STEP = 60 * float(os.environ.get("REGULARS_CHAOS_MINUTES", "inf"))
SEED = int(os.environ.get("REGULARS_CHAOS_SEED", "20261128"))
ROOT = Path(__file__).resolve().parents[2]


class Nursery:
    """Where workers come from: one loaded process that forks for each of them."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.chaos_worker", connection.settings_dict["NAME"]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
            text=True,
        )
        assert json.loads(self._line()) == "ready"

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        assert line, "the process that workers come from has ended"
        return line

    def run(self, *orders: dict) -> list[int]:
        """How each ended: 0 in peace, -9 killed. With is_left: their process ids, at once."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(orders) + "\n")
        self.process.stdin.flush()
        return json.loads(self._line())


@pytest.fixture(scope="module")
def nursery(django_db_setup) -> Iterator[Nursery]:
    one = Nursery()
    yield one
    assert one.process.stdin
    assert one.process.stdout
    one.process.stdin.close()
    one.process.wait(60)
    one.process.stdout.close()


@pytest.fixture
def account(shop):
    return ready_to_send(most_a_second=30_000)


def write_to(count: int, purpose: Purpose = Purpose.THANKS) -> list[Message]:
    """So many people, a message each, in one go."""
    due_at = timezone.now() - timedelta(minutes=5)
    return Message.objects.bulk_create(
        Message(
            customer=customer,
            rule="playbook",
            occurrence="chaos",
            channel="email",
            purpose=purpose.value,
            state="planned",
            subject=f"For {n}",
            body=f"Words for {n}",
            to_address=f"person{n}@example.com",
            due_at=due_at,
            message_id=f"<chaos-{n}@aurora.example>",
        )
        for n, customer in enumerate(make_customers(count))
    )


def order(sink: Sink, minutes: float, point: str = "", **more) -> dict:
    return {"port": sink.port, "connections": 2, "point": point, "minutes": minutes, **more}


def pass_time() -> None:
    """The leases of whoever was killed run out."""
    outbox.in_hand().update(lease_until=EPOCH)
    Watch().look(timezone.now())


def finish(nursery: Nursery, sink: Sink, minutes: float) -> float:
    """A worker that nobody kills, until nothing is left to do."""
    pass_time()
    sink.plan = well_behaved
    for _ in range(20):
        if not Message.objects.filter(state="planned").exists():
            break
        minutes += 300
        assert nursery.run(order(sink, minutes)) == [0]
    return minutes


def judge(sink: Sink) -> Counter[str]:
    """Nobody twice; whoever was told "sent" has it, whoever was told "failed" has not; the rest is
    unknown and shown."""
    states = judged(sink)
    check_nothing_is_wrong(states)
    return states


def judged(sink: Sink) -> Counter[str]:
    """How many messages are in which state, and what is wrong with them by the server's log."""
    copies = sink.copies
    states: Counter[str] = Counter(twice=sum(count > 1 for count in copies.values()), lost=0)
    for address, state in Message.objects.values_list("to_address", "state"):
        states[state] += 1
        if state == "unknown":
            states[f"unknown, {'arrived' if copies[address] else 'not arrived'}"] += 1
        elif state == "accepted":
            states["lost"] += copies[address] == 0
        else:
            states["told wrongly"] += copies[address] > 0
    return states


def check_nothing_is_wrong(states: Counter[str]) -> None:
    assert states["twice"] == 0, "somebody got it twice"
    assert states["lost"] == 0, "what was told to be sent was lost without a word"
    assert states["told wrongly"] == 0, "somebody got what is told not to be sent"
    assert {state for state, count in states.items() if count} <= {
        "accepted",
        "failed",
        "unknown",
        "unknown, arrived",
        "unknown, not arrived",
    }


@pytest.fixture
def say(request) -> Callable[[str], None]:
    """A line that is seen at once, while the tests run: the long form takes half an hour."""
    plugins = request.config.pluginmanager
    reporter, capture = plugins.get_plugin("terminalreporter"), plugins.get_plugin("capturemanager")

    def line(told: str) -> None:
        if ROUNDS:
            with capture.global_and_fixture_disabled():
                reporter.ensure_newline()
                reporter.write_line(told)

    return line


def tell(
    say: Callable[[str], None], what: str, kills: int, states: Counter[str], sink: Sink
) -> None:
    """One line of what came of it; with REGULARS_CHAOS_TABLE also into that file, of which
    `python -m tools.chaos` makes the table in docs/run/sending.md."""
    say(
        f"{what}: {kills} kills, {states['twice']} sent twice, {states['lost']} lost,"
        f" {states['accepted']} sent, {states['failed']} refused, {states['unknown']} unknown,"
        f" of which {states['unknown, arrived']} arrived"
    )
    if kept := os.environ.get("REGULARS_CHAOS_TABLE"):
        told = {"what": what, "kills": kills, "seed": SEED, "database": connection.vendor}
        told |= {"day": f"{timezone.now():%Y-%m-%d}", "states": states}
        with Path(kept).open("a", encoding="utf-8") as file:
            file.write(json.dumps(told | {"faults": json.loads(sink.told())}) + "\n")


@pytest.mark.parametrize(("point", "takes_together"), STEPS)
def test_a_worker_killed_at_a_named_step_sends_nothing_twice_and_loses_nothing(
    account, nursery, say, point, takes_together
):
    """S1. At most what was in hand at that moment becomes unknown."""
    chance = random.Random(f"{SEED}{point}")
    write_to(10 + 6 * KILLS_A_POINT)
    kills, minutes, unknown = 0, 0.0, 0
    until = time.monotonic() + SECONDS_A_STEP
    with Sink(takes_together=takes_together) as sink:
        while kills < KILLS_A_POINT and (time.monotonic() < until or not kills):
            [ended] = nursery.run(order(sink, minutes, point, nth=chance.randint(1, 3)))
            assert ended == -signal.SIGKILL, "the step was not come by: too few messages"
            kills += 1
            if kills % PROGRESS == 0:
                say(f"{point}: {kills} of {KILLS_A_POINT} kills")
            pass_time()
            before, unknown = unknown, Message.objects.filter(state="unknown").count()
            assert unknown - before <= 2  # one a line
            minutes += 1
        finish(nursery, sink, minutes)
        states = judged(sink)
        tell(say, f"{point}, commands together" if takes_together else point, kills, states, sink)
    check_nothing_is_wrong(states)
    assert states["failed"] == 0


def test_two_workers_killed_at_random_with_a_misbehaving_server(account, nursery, say):
    """S2. All of it comes again with the same seed, as far as the machine's own clock lets it."""
    chance = random.Random(SEED)
    write_to(40 + RANDOM_KILLS * 10)
    kills, minutes = 0, 0.0
    until = time.monotonic() + SECONDS_A_STEP
    with Sink(misbehaving(SEED, share=0.15), takes_together=True) as sink:
        while kills < RANDOM_KILLS and (time.monotonic() < until or not kills):
            ended = nursery.run(
                order(sink, minutes, kill_after=chance.uniform(0.0, 0.3)),
                order(sink, minutes, kill_after=chance.uniform(0.0, 0.3)),
            )
            before, kills = kills, kills + ended.count(-signal.SIGKILL)
            if kills // PROGRESS > before // PROGRESS:
                say(f"at random: {kills} of {RANDOM_KILLS} kills")
            pass_time()
            minutes += 2
            if not Message.objects.filter(state="planned").exists():
                break
        finish(nursery, sink, minutes)
        states = judged(sink)
        tell(say, "at random, two workers", kills, states, sink)
    check_nothing_is_wrong(states)


@pytest.mark.parametrize("point", ["before the hand-over", "before the body"])
def test_a_worker_that_was_frozen_past_its_lease_sends_nothing_when_it_wakes(
    account, nursery, point
):
    """S9: another one has done the work meanwhile, or has called it unknown."""
    write_to(3)
    with Sink() as sink:
        frozen = order(sink, 0, point, signal=signal.SIGSTOP, connections=1, lease=2.0)
        [pid] = nursery.run(frozen | {"is_left": True})
        while status_of(pid) != "T":
            time.sleep(0.02)
        time.sleep(2.1)
        Watch().look(timezone.now())
        nursery.run(order(sink, 0, connections=1))
        got = len(sink.taken)
        os.kill(pid, signal.SIGCONT)
        while status_of(pid) not in {"Z", ""}:
            time.sleep(0.02)
        finish(nursery, sink, 0)
        states = judge(sink)
    assert got >= 2
    assert states["accepted"] == 3  # what it had not sent was known not to be sent


def status_of(pid: int) -> str:
    """T: stopped; Z: ended; "": gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def test_nothing_is_handed_over_after_a_withdrawal_is_committed(account, nursery):
    """S11: people say no at random moments while two workers send. What counts is the order of
    the commits: how much had been handed over is read in the transaction that says no."""
    chance = random.Random(SEED)
    messages = write_to(60 + ROUNDS)
    handed: dict[int, int] = {}
    done = threading.Event()

    def people() -> None:
        while not done.is_set():
            customer = chance.choice(messages).customer
            if customer is None or customer.pk in handed:
                continue
            with transaction.atomic():
                record_consent(
                    customer=customer,
                    channel=Channel.EMAIL,
                    is_given=False,
                    words="no more",
                    came_from="link",
                    person=None,
                )
                mine = Attempt.objects.filter(message__customer=customer)
                handed[customer.pk] = mine.count()
            time.sleep(chance.uniform(0, 0.02))
        connection.close()

    with Sink() as sink:
        saying = threading.Thread(target=people)
        saying.start()
        nursery.run(order(sink, 0), order(sink, 0))
        done.set()
        saying.join()
        assert handed
        for pk, count in handed.items():
            assert Attempt.objects.filter(message__customer_id=pk).count() == count
        assert max(sink.copies.values()) == 1


def test_fifty_starts_at_once_plan_one_set_of_messages(account):
    """S15: a double press, two tabs, a retry."""
    customers = make_customers(4)
    begin = threading.Barrier(50)

    def start() -> None:
        begin.wait(60)
        for n, customer in enumerate(customers):
            plan(customer, to_address=f"person{n}@example.com", body=f"Words for {n}")
        connection.close()

    starts = [threading.Thread(target=start) for _ in range(50)]
    for one in starts:
        one.start()
    for one in starts:
        one.join()

    assert Message.objects.count() == 4


def test_two_records_that_become_one_while_their_messages_leave_get_one_message(account, nursery):
    """S13."""
    chance = random.Random(SEED)
    pairs = 20 + ROUNDS * 3
    messages = write_to(2 * pairs)
    merged: list[int] = []

    def somebody() -> None:
        for n in range(pairs):
            kept, gone = messages[2 * n].customer, messages[2 * n + 1].customer
            assert kept
            assert gone
            merge_customers(kept=kept, gone=gone, person=None)
            merged.append(kept.pk)
            time.sleep(chance.uniform(0, 0.02))
        connection.close()

    with Sink() as sink:
        merging = threading.Thread(target=somebody)
        merging.start()
        nursery.run(order(sink, 0), order(sink, 0))
        merging.join()
        finish(nursery, sink, 1)
        # before the merge two people were known and each got one; after it, one message goes
        for n in range(pairs):
            both = [f"person{2 * n}@example.com", f"person{2 * n + 1}@example.com"]
            assert 1 <= sum(sink.copies[to] for to in both) <= 2
            assert Message.objects.filter(customer=messages[2 * n].customer).count() <= 2
        assert max(sink.copies.values()) == 1
    assert len(merged) == pairs
    assert Customer.objects.count() == pairs


def test_nothing_is_handed_over_after_an_erasure_is_committed(account, nursery):
    """S14: people are forgotten while two workers send. The transaction that forgets somebody reads
    what has left by then, and nothing more does. The row keeps a hash and nothing else of them."""
    chance = random.Random(SEED)
    messages = write_to(40 + ROUNDS)
    of_customer = {one.customer_id: one for one in messages}
    handed: dict[int, int] = {}

    def somebody() -> None:
        for message in chance.sample(messages, 20 + ROUNDS // 2):
            customer = message.customer
            assert customer
            key = customer.pk
            with transaction.atomic():
                erase_customer(customer=customer, person=None)
                handed[key] = Attempt.objects.filter(message=of_customer[key]).count()
            time.sleep(chance.uniform(0, 0.02))
        connection.close()

    with Sink() as sink:
        forgetting = threading.Thread(target=somebody)
        forgetting.start()
        nursery.run(order(sink, 0), order(sink, 0))
        forgetting.join()
        finish(nursery, sink, 1)
        assert len(handed) == 20 + ROUNDS // 2
        for key, count in handed.items():
            message = Message.objects.get(pk=of_customer[key].pk)
            assert Attempt.objects.filter(message=message).count() == count
            told = (message.customer_id, message.to_address, message.subject, message.body)
            assert told == (None, "", "", "")
            assert message.who_hash
            assert sink.copies[of_customer[key].to_address] == count
        assert max(sink.copies.values()) == 1
    assert not Customer.objects.filter(pk__in=handed).exists()


def test_a_slow_server_and_a_kill_leave_only_what_was_in_hand_unknown(account, nursery):
    write_to(6)
    with Sink(lambda _: Fault.SLOW, slow_seconds=20) as sink:
        nursery.run(order(sink, 0, kill_after=3.0))
        pass_time()
        assert Message.objects.filter(state="unknown").count() <= len(sink.taken)
        finish(nursery, sink, 0)
        judge(sink)
