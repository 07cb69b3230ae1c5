"""python -m tools.bench.sending: messages a second, beside django-post-office, in the same run.

The same texts, the same mail server in a process of its own, the same storage settings, ten lines
and ten threads, all loaded and warm. They take turns, a part of the messages each time, so that
whatever else the machine does meets all of them. The server answers at once, or is a round trip
away.

django-post-office runs twice: as it comes, where it commits once for a hundred messages, and with
ten at a time, where as many messages are in doubt when it is killed as here: one for each line.
"""

import argparse
import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools.bench.measuring import machine

KEPT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
MARK = "## Sending"
MESSAGES, DELAY_MS, ROUNDS = 2_000, 10.0, 5
AIM = 1.5
LINES = 10
WARM = 20  # go first and are not counted, so that both have loaded what they need


class Talk(asyncio.Protocol):
    """One line to a mail server that takes whatever it gets and costs this machine next to nothing:
    a business's own one stands elsewhere. As they mostly do it takes commands together. What it
    hears comes to it later by the delay: it is so far away, there and back."""

    taken = 0
    delay = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._line = transport
        self._heard = b""
        self._is_text = False
        transport.write(b"220 bench.example ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        if self.delay:
            asyncio.get_running_loop().call_later(self.delay, self.hear, data)
        else:
            self.hear(data)

    def hear(self, data: bytes) -> None:
        self._heard += data
        answers = []
        while (found := self._next()) is not None:
            answers.append(found)
        self._line.write(b"".join(answers))

    def _next(self) -> bytes | None:
        """The answer to the next command, or text; None: it is not all there."""
        told, end, rest = self._heard.partition(b"\r\n.\r\n" if self._is_text else b"\r\n")
        if not end:
            return None
        self._heard = rest
        if self._is_text:
            self._is_text = False
            Talk.taken += 1
            return b"250 2.0.0 taken\r\n"
        command = told[:4].upper()
        self._is_text = command == b"DATA"
        if command == b"QUIT":
            asyncio.get_running_loop().call_soon(self._line.close)
        return ANSWERS.get(command, b"250 2.0.0 so be it\r\n")


ANSWERS = {
    b"EHLO": b"250-bench.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
    b"DATA": b"354 go ahead\r\n",
    b"QUIT": b"221 2.0.0 good-bye\r\n",
}


def sink(delay: float) -> None:
    """A mail server that says how many messages it took when it is asked."""

    async def serve() -> None:
        Talk.delay = delay
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Talk, "127.0.0.1", int(os.environ["BENCH_PORT"]))
        print("ready", flush=True)
        while await loop.run_in_executor(None, sys.stdin.readline):
            print(Talk.taken, flush=True)
        server.close()

    asyncio.run(serve())


def texts(first: int, count: int) -> Iterator[tuple[str, str, str, str]]:
    """Address, subject, text and HTML of each message, as our letters have them."""
    from regulars.channels.base import Parcel
    from regulars.channels.letters import dress
    from regulars.rules.messages import Purpose

    for n in range(first, first + count):
        parcel = Parcel(
            number=n,
            message_id=f"<bench-{n}@aurora.example>",
            to_address=f"person{n}@example.com",
            to_name=f"Person {n}",
            from_address="ana@aurora.example",
            subject=f"Your grinder, {n}",
            body=f"Hello {n},\n\nyour grinder is ready.\n\nAna",
            purpose=Purpose.THANKS,
            business="Aurora Coffee",
            unsubscribe_url="https://aurora.example/u/" + "x" * 60,
            preferences_url="https://aurora.example/p/" + "y" * 60,
        )
        mail = dress(parcel)
        yield parcel.to_address, str(mail.subject), str(mail.body), str(mail.alternatives[0][0])


Send = Callable[[int, int], float]  # first number and count: the seconds until all were written


spent = 0.0  # seconds of processor time while sending


@contextmanager
def counted() -> Iterator[None]:
    global spent  # noqa: PLW0603  # of this process alone, told after each round
    began = time.process_time()
    yield
    spent = time.process_time() - began


def ours() -> Send:
    import django

    django.setup()
    from datetime import time as of_day

    from django.core.management import call_command
    from django.db.models import Max

    from regulars.jobs.leases import owner_named
    from regulars.jobs.outbox import Sender
    from regulars.jobs.routes import mail_route
    from regulars.models import MailAccount, Manners, Message, Shop

    call_command("migrate", verbosity=0)
    Shop.objects.create(name="Aurora Coffee", country="DE", currency="EUR", time_zone="UTC")
    Manners.objects.create(
        writes_from=of_day(0),
        writes_until=of_day(23, 59, 59, 999_999),
        quiet_weekdays=[],
        keeps_holidays=False,
        messages_a_day=10_000_000,
    )
    MailAccount.objects.create(
        is_on=True,
        from_address="ana@aurora.example",
        host="127.0.0.1",
        port=int(os.environ["BENCH_PORT"]),
        security="none",
        connections=LINES,
        most_a_second=30_000,
        most_a_day=10_000_000,
    )
    route = mail_route()
    assert route is not None
    worker = Sender(route, owner=owner_named("bench"), linger_seconds=0.0)

    def send(first: int, count: int) -> float:
        plan(first, count)
        began = time.time()
        with counted():
            sent = worker.run()
        assert sent == count, f"{sent} of {count}"
        last = Message.objects.aggregate(last=Max("accepted_at"))["last"]
        return float(last.timestamp() - began)

    return send


def plan(first: int, count: int) -> None:
    from django.utils import timezone

    from regulars.models import ContactPoint, Customer, Message

    numbers = range(first, first + count)
    customers = Customer.objects.bulk_create(Customer(name=f"Person {n}") for n in numbers)
    ContactPoint.objects.bulk_create(
        ContactPoint(customer=one, kind="email", value=f"person{n}@example.com")
        for n, one in zip(numbers, customers, strict=True)
    )
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            customer=one,
            rule="playbook",
            occurrence="bench",
            channel="email",
            purpose="thanks",
            state="planned",
            subject=f"Your grinder, {n}",
            body=f"Hello {n},\n\nyour grinder is ready.\n\nAna",
            to_address=f"person{n}@example.com",
            due_at=now,
            message_id=f"<bench-{n}@aurora.example>",
        )
        for n, one in zip(numbers, customers, strict=True)
    )


def theirs() -> Send:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db.models import Max
    from post_office import mail
    from post_office.models import STATUS, Email

    call_command("migrate", verbosity=0)

    def send(first: int, count: int) -> float:
        mail.send_many(
            [
                {
                    "recipients": [to],
                    "sender": "ana@aurora.example",
                    "subject": subject,
                    "message": text,
                    "html_message": html,
                }
                for to, subject, text, html in texts(first, count)
            ]
        )
        began = time.time()
        with counted():
            mail.send_queued_mail_until_done()
        sent = Email.objects.filter(status=STATUS.sent).count()
        assert sent == first + count, f"{sent} of {first + count}"
        last = Email.objects.aggregate(last=Max("last_updated"))["last"]
        return float(last.timestamp() - began)

    return send


@contextmanager
def process(what: str, **env: str) -> Iterator[Callable[[str], str]]:
    """One that is told a line and answers with a line; ended by the end of its input."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("REGULARS_")}
    with subprocess.Popen(
        [sys.executable, "-m", "tools.bench.sending", what],
        env=kept | env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as one:
        told, heard = one.stdin, one.stdout
        assert told
        assert heard

        def ask(line: str) -> str:
            if line:
                told.write(line + "\n")
                told.flush()
            return heard.readline().strip()

        assert ask("") == "ready", f"{what} does not start"
        yield ask
        told.close()


def answer(begin: Callable[[], Send]) -> None:
    """Sends as many as it is told, and tells how long it took."""
    send = begin()
    first = 0
    print("ready", flush=True)
    for line in sys.stdin:
        print(send(first, int(line)), spent, flush=True)
        first += int(line)


@dataclass(frozen=True)
class Round:
    a_second: float
    processor_ms: float  # a message
    load: float  # of the whole machine, at its end


# Who takes part: what its process is told to be, and how many messages it commits at once.
THEIRS, TEN_AT_ONCE, OURS = ("theirs", "100"), ("theirs", "10"), ("ours", "")


@contextmanager
def sender(who: tuple[str, str], delay_ms: float) -> Iterator[Callable[[int], Round]]:
    """Sends so many of them, and tells how it went."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    folder = tempfile.mkdtemp(prefix="regulars-bench-")
    what, batch = who
    module = "regulars.config.settings" if what == "ours" else "tools.bench.post_office_settings"
    env = {"REGULARS_DATA": folder, "DJANGO_SETTINGS_MODULE": module, "BENCH_PORT": port}
    sent = 0
    try:
        with (
            process("sink", BENCH_PORT=port, BENCH_DELAY=str(delay_ms / 1000)) as server,
            process(what, BENCH_BATCH=batch or "0", **env) as ask,
        ):

            def measured(count: int) -> Round:
                nonlocal sent
                seconds, processor = map(float, ask(str(count)).split())
                sent += count
                assert int(server("?")) == sent, "the server has not got all of them"
                return Round(count / seconds, processor * 1000 / count, os.getloadavg()[0])

            measured(WARM)
            yield measured
    finally:
        shutil.rmtree(folder, ignore_errors=True)


Rounds = list[tuple[Round, Round, Round]]  # theirs, theirs with ten at a time, ours


def compare(delay_ms: float, count: int, rounds: int) -> Rounds:
    with (
        sender(THEIRS, delay_ms) as them,
        sender(TEN_AT_ONCE, delay_ms) as ten,
        sender(OURS, delay_ms) as us,
    ):
        part = count // rounds
        return [(them(part), ten(part), us(part)) for _ in range(rounds)]


def middle(values: Iterable[float]) -> float:
    return statistics.median(values)


NOTE = """\
Processor time a message: {:.1f} ms for django-post-office, {:.1f} ms with ten at a time, {:.1f}
ms here. As it comes django-post-office commits once for a hundred messages and asks nothing about
any of them; of a hundred that were under way when it is killed, those already sent are sent
again. Its setting of ten at a time puts as many in doubt as are in doubt here, one for each line,
and sends them again. Here each message is committed before its text leaves, with consent, hours,
budget, complaints, pauses, merges and erasures read in that commit, and is not sent again by
itself. Its texts were written when they were queued; ours are dressed when they leave, within the
time measured.
"""


def ratios(rounds: Rounds, of: int) -> list[float]:
    return [one[2].a_second / one[of].a_second for one in rounds]


def table(count: int, rounds: int, runs: dict[float, Rounds]) -> str:
    today = date.today().isoformat()  # noqa: DTZ011  # of this machine
    loads = [one.load for rows in runs.values() for row in rows for one in row]
    lines = [
        MARK,
        "",
        (
            f"{today}. {machine()}; load {min(loads):.0f} to {max(loads):.0f}, this run included."
            f" {count:,} messages each in {rounds} rounds by turns, ten lines;"
            " django-post-office with ten threads, the same texts, the same server, the same"
            " storage settings, measured until the last message is written down as sent. The mail"
            " server is as far away as the first column says, there and back, and takes commands"
            f" together. Aim: at least {AIM:g} times. The middle of the rounds, a second; the"
            " ratio is taken round by round."
        ),
        "",
        (
            "| away | django-post-office 3.12 | the same, ten at a time | Regulars | times as many"
            " | from, to | times as many as with ten at a time |"
        ),
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for delay, rows in runs.items():
        cells = [f"{middle(row[who].a_second for row in rows):.0f}" for who in range(3)]
        first = ratios(rows, 0)
        lines.append(
            f"| {delay:g} ms | {' | '.join(cells)} | {middle(first):.2f}"
            f" | {min(first):.2f}, {max(first):.2f} | {middle(ratios(rows, 1)):.2f} |"
        )
    spent = [
        middle(row[who].processor_ms for rows in runs.values() for row in rows) for who in range(3)
    ]
    lines += ["", NOTE.format(*spent)]
    return "\n".join(lines)


def keep(text: str) -> None:
    old = KEPT.read_text(encoding="utf-8")
    head, _, rest = old.partition(f"\n{MARK}\n")
    after = rest.partition("\n## ")[2]
    KEPT.write_text(
        head.rstrip() + "\n\n" + text + (f"\n## {after}" if after else ""), encoding="utf-8"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.sending", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["sink", "ours", "theirs"])
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    told = parser.parse_args()
    if told.what == "sink":
        sink(float(os.environ["BENCH_DELAY"]))
        return 0
    if told.what:
        answer({"ours": ours, "theirs": theirs}[told.what])
        return 0
    runs = {}
    for delay in (0.0, DELAY_MS):
        runs[delay] = compare(delay, told.messages, told.rounds)
        for them, ten, us in runs[delay]:
            print(f"{delay:g} ms: {them.a_second:.0f}, {ten.a_second:.0f}, {us.a_second:.0f}")
    text = table(told.messages, told.rounds, runs)
    print(text)
    if told.messages == MESSAGES:
        keep(text)
    for delay, rows in runs.items():
        ratio = middle(ratios(rows, 0))
        if ratio < AIM:
            print(f"Missed the aim of {AIM:g} times: {delay:g} ms, {ratio:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
