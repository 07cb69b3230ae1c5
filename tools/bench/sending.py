"""python -m tools.bench.sending: messages a second, beside django-post-office, in the same run.

The same texts, the same mail server in a process of its own, the same storage settings, ten lines
and ten threads. The server takes a moment for each answer, as one over a network does.
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tools.bench.measuring import machine

KEPT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
MARK = "## Sending"
MESSAGES, DELAY_MS, ROUNDS = 2_000, 10.0, 3
AIM = 1.5
LINES = 10
WARM = 20  # go first and are not counted, so that both have loaded what they need


def sink(delay: float) -> None:
    """A mail server that says how many messages it took when its input ends."""
    from aiosmtpd.controller import Controller

    class Taking:
        taken = 0

        async def handle_RCPT(  # noqa: N802  # the library's name
            self, server: Any, session: Any, envelope: Any, address: str, options: Any
        ) -> str:
            await asyncio.sleep(delay)
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(  # noqa: N802  # the library's name
            self, server: Any, session: Any, envelope: Any
        ) -> str:
            await asyncio.sleep(delay)
            self.taken += 1
            return "250 OK"

    taking = Taking()
    controller = Controller(taking, hostname="127.0.0.1", port=int(os.environ["BENCH_PORT"]))
    controller.start()
    print("ready", flush=True)
    sys.stdin.read()
    controller.stop()
    print(taking.taken, flush=True)


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


def ours(count: int) -> float:
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
    sender = Sender(route, owner=owner_named("bench"), linger_seconds=0.0)
    plan(0, WARM)
    sender.run()
    plan(WARM, count)
    began = time.perf_counter()
    sent = sender.run()
    took = time.perf_counter() - began
    assert sent == count, f"{sent} of {count}"
    return took


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


def theirs(count: int) -> float:
    import django

    django.setup()
    from django.core.management import call_command
    from post_office import mail
    from post_office.models import STATUS, Email

    def plan_theirs(first: int, number: int) -> None:
        mail.send_many(
            [
                {
                    "recipients": [to],
                    "sender": "ana@aurora.example",
                    "subject": subject,
                    "message": text,
                    "html_message": html,
                }
                for to, subject, text, html in texts(first, number)
            ]
        )

    call_command("migrate", verbosity=0)
    plan_theirs(0, WARM)
    mail.send_queued_mail_until_done()
    plan_theirs(WARM, count)
    began = time.perf_counter()
    mail.send_queued_mail_until_done()
    took = time.perf_counter() - began
    sent = Email.objects.filter(status=STATUS.sent).count() - WARM
    assert sent == count, f"{sent} of {count}"
    return took


@contextmanager
def serving(delay_ms: float, port: int, count: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tools.bench.sending", "sink", str(delay_ms)]
    env = os.environ | {"BENCH_PORT": str(port)}
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline().strip() == "ready"
        yield
        process.stdin.close()
        assert int(process.stdout.readline()) == count, "the server has not got all of them"


def measure(who: str, count: int, delay_ms: float) -> float:
    """Messages a second."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="regulars-bench-")
    module = "regulars.config.settings" if who == "ours" else "tools.bench.post_office_settings"
    env = {k: v for k, v in os.environ.items() if not k.startswith("REGULARS_")}
    env |= {"REGULARS_DATA": folder, "DJANGO_SETTINGS_MODULE": module, "BENCH_PORT": str(port)}
    try:
        with serving(delay_ms, port, WARM + count):
            command = [sys.executable, "-m", "tools.bench.sending", who, str(count)]
            ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
            if ran.returncode:
                raise SystemExit(ran.stderr[-2_000:])
            return count / float(json.loads(ran.stdout.splitlines()[-1]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def table(count: int, rows: list[tuple[float, float, float]]) -> str:
    today = date.today().isoformat()  # noqa: DTZ011  # of this machine
    lines = [
        MARK,
        "",
        (
            f"{today}. {machine()}. {count:,} messages, ten lines; django-post-office with ten"
            " threads, the same texts, the same server, the same storage settings. The mail server"
            f" takes its time for each answer. Aim: at least {AIM:g} times. The median of {ROUNDS}"
            " runs each."
        ),
        "",
        "| time for an answer | django-post-office 3.12 | Regulars | times as many |",
        "|---:|---:|---:|---:|",
        *(
            f"| {delay:g} ms | {them:.0f} a second | {us:.0f} a second | {us / them:.1f} |"
            for delay, them, us in rows
        ),
    ]
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
    parser.add_argument("number", nargs="?", type=float)
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    told = parser.parse_args()
    if told.what == "sink":
        sink(told.number / 1000)
        return 0
    if told.what:
        print(json.dumps({"ours": ours, "theirs": theirs}[told.what](int(told.number))))
        return 0
    rows = []
    for delay in (0.0, DELAY_MS):
        runs = [
            (measure("theirs", told.messages, delay), measure("ours", told.messages, delay))
            for _ in range(told.rounds)
        ]
        them = sorted(run[0] for run in runs)[len(runs) // 2]
        us = sorted(run[1] for run in runs)[len(runs) // 2]
        rows.append((delay, them, us))
        print(f"{delay:g} ms: {them:.0f} and {us:.0f} a second, {us / them:.2f}", flush=True)
    text = table(told.messages, rows)
    print(text)
    if told.messages == MESSAGES:
        keep(text)
    missed = [f"{delay:g} ms, {us / them:.2f}" for delay, them, us in rows if us / them < AIM]
    print(*(f"Missed the aim of {AIM:g} times: {said}" for said in missed), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
