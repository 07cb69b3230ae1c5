"""python -m tools.bench.sending: messages a second, beside django-post-office, in the same run.

The same texts, the same mail server in a process of its own, the same storage settings, ten lines
and ten threads, both loaded and warm. They take turns, a part of the messages each time, so that
whatever else the machine does meets both. The server answers at once, or takes a moment for each
answer, as one over a network does.
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


Send = Callable[[int, int], float]  # first number and count: the seconds it took


def ours() -> Send:
    import django

    django.setup()
    from datetime import time as of_day

    from django.core.management import call_command

    from regulars.jobs.leases import owner_named
    from regulars.jobs.outbox import Sender
    from regulars.jobs.routes import mail_route
    from regulars.models import MailAccount, Manners, Shop

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
        began = time.perf_counter()
        sent = worker.run()
        took = time.perf_counter() - began
        assert sent == count, f"{sent} of {count}"
        return took

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
        began = time.perf_counter()
        mail.send_queued_mail_until_done()
        took = time.perf_counter() - began
        sent = Email.objects.filter(status=STATUS.sent).count()
        assert sent == first + count, f"{sent} of {first + count}"
        return took

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
        print(send(first, int(line)), flush=True)
        first += int(line)


@contextmanager
def sender(who: str, delay_ms: float) -> Iterator[Callable[[int], float]]:
    """Messages a second, for so many of them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    folder = tempfile.mkdtemp(prefix="regulars-bench-")
    module = "regulars.config.settings" if who == "ours" else "tools.bench.post_office_settings"
    env = {"REGULARS_DATA": folder, "DJANGO_SETTINGS_MODULE": module, "BENCH_PORT": port}
    sent = 0
    try:
        with (
            process("sink", BENCH_PORT=port, BENCH_DELAY=str(delay_ms / 1000)) as server,
            process(who, **env) as ask,
        ):

            def measured(count: int) -> float:
                nonlocal sent
                seconds = float(ask(str(count)))
                sent += count
                assert int(server("?")) == sent, "the server has not got all of them"
                return count / seconds

            measured(WARM)
            yield measured
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def compare(delay_ms: float, count: int, rounds: int) -> list[tuple[float, float]]:
    """Theirs and ours, messages a second, round by round."""
    with sender("theirs", delay_ms) as them, sender("ours", delay_ms) as us:
        return [(them(count // rounds), us(count // rounds)) for _ in range(rounds)]


def middle(values: Iterable[float]) -> float:
    return statistics.median(values)


def table(count: int, rounds: int, runs: dict[float, list[tuple[float, float]]]) -> str:
    today = date.today().isoformat()  # noqa: DTZ011  # of this machine
    lines = [
        MARK,
        "",
        (
            f"{today}. {machine()}. {count:,} messages each in {rounds} rounds by turns, ten lines;"
            " django-post-office with ten threads, the same texts, the same server, the same"
            " storage settings. The mail server takes its time for each answer. Aim: at least"
            f" {AIM:g} times. The middle of the rounds; the ratio is taken round by round."
        ),
        "",
        "| time for an answer | django-post-office 3.12 | Regulars | times as many | from, to |",
        "|---:|---:|---:|---:|---:|",
    ]
    for delay, rows in runs.items():
        ratios = [us / them for them, us in rows]
        lines.append(
            f"| {delay:g} ms | {middle(them for them, _ in rows):.0f} a second"
            f" | {middle(us for _, us in rows):.0f} a second | {middle(ratios):.2f}"
            f" | {min(ratios):.2f}, {max(ratios):.2f} |"
        )
    return "\n".join(lines) + "\n"


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
        print(*(f"{delay:g} ms: {them:.0f} and {us:.0f}" for them, us in runs[delay]), sep="; ")
    text = table(told.messages, told.rounds, runs)
    print(text)
    if told.messages == MESSAGES:
        keep(text)
    for delay, rows in runs.items():
        ratio = middle(us / them for them, us in rows)
        if ratio < AIM:
            print(f"Missed the aim of {AIM:g} times: {delay:g} ms, {ratio:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
