"""A text from the row to the phone and back: the outbox, Twilio's own library, its stand-in, and
our own addresses that it calls."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import connections
from django.test import Client
from django.utils import timezone

from regulars.actions.consents import record_consent
from regulars.actions.outbox import held, take_back
from regulars.actions.settling import send_again
from regulars.actions.texts import change_text_account
from regulars.channels.texts import Line, TextCarrier
from regulars.jobs import clock, texts
from regulars.jobs.outbox import Sender
from regulars.jobs.routes import Route, text_route
from regulars.models import (
    Attempt,
    Consent,
    ContactPoint,
    InboundMessage,
    Interaction,
    Message,
    Suppression,
    TextAccount,
    Touch,
)
from regulars.rules.channels import Channel
from regulars.rules.messages import Purpose
from regulars.rules.sending import ASK_AFTER
from tests.making import make_customers
from tests.messaging import plan, ready_to_send
from tests.twilio_fake import ACCOUNT, SECRET, FakeTwilio, client_for, fake_twilio

pytest.importorskip("twilio", reason="NO TWILIO LIBRARY: the extra sms is not installed")
pytestmark = pytest.mark.django_db(transaction=True)
US = "+4930123456"
ADDRESS = "https://regulars.shop.com"


@pytest.fixture
def there(settings):
    settings.ADDRESS = ADDRESS
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]

    def hear(url: str, fields: dict[str, str], signature: str) -> int:
        path = url.removeprefix(configured.ADDRESS)
        told = Client().post(path, fields, headers={"X-Twilio-Signature": signature})
        if threading.current_thread() is not threading.main_thread():
            connections.close_all()  # told from inside the provider
        return told.status_code

    with fake_twilio() as told:
        told.hear = hear
        yield told


@pytest.fixture
def account(ana) -> TextAccount:
    ready_to_send()
    return change_text_account(
        account=ACCOUNT,
        secret=SECRET,
        sms_from=US,
        whatsapp_from=US,
        most_a_second=1_000,
        most_a_day=10_000,
        is_on=True,
        person=ana,
    )


def number(customer) -> str:
    return f"+49151{customer.pk:08d}"


def write_to(customer, occurrence: str = "2026", **changes) -> Message:
    ContactPoint.objects.get_or_create(customer=customer, kind="phone", value=number(customer))
    told = {"channel": Channel.SMS, "to_address": number(customer)} | changes
    return plan(customer, occurrence, **told)


def sender(there: FakeTwilio, channel: Channel = Channel.SMS, **options) -> Sender:
    line = texts.line_for(channel)
    assert line is not None
    told = (line.channel, line.account, line.secret, line.sender, line.report_to)
    route = Route(channel, 2, lambda: TextCarrier(Line(*told, client_for(there))))
    return Sender(route, owner="boot/w", linger_seconds=0.1, **options)


def asked(there: FakeTwilio, at) -> dict[str, int]:
    def carry(line: Line) -> TextCarrier:
        told = (line.channel, line.account, line.secret, line.sender, line.report_to)
        return TextCarrier(Line(*told, client_for(there)))

    return texts.look_after(at, carry=carry)


def after_asking() -> object:
    return timezone.now() + ASK_AFTER + timedelta(seconds=1)


def copies(there: FakeTwilio) -> Counter[str]:
    return Counter(made["to"] for made in there.messages)


def test_a_text_goes_out_once_is_delivered_and_becomes_a_talk(there, account, customer):
    row = write_to(customer)

    assert sender(there).run() == 1
    assert sender(there).run() == 0

    row.refresh_from_db()
    (made,) = there.messages
    assert (row.state, row.provider_id) == ("accepted", made["sid"])
    assert there.reports[made["sid"]] == f"{ADDRESS}/texts/status/{row.pk}"
    for status in ("sent", "delivered", "delivered"):
        assert there.report(made["sid"], status) == 204
    row.refresh_from_db()
    assert row.state == "delivered"
    clock.tick(timezone.now())
    assert Interaction.objects.get(message=row).channel == "sms"


def test_a_report_that_is_quicker_than_our_own_commit(there, account, customer):
    """S16: called from inside the provider, before it answers the request."""
    row = write_to(customer)
    there.reports_at_once = ("sent", "delivered")

    assert sender(there).run() == 1

    row.refresh_from_db()
    assert row.state == "delivered"
    assert copies(there) == {number(customer): 1}


@pytest.mark.parametrize(
    "step", ["500 after acting", "timeout after acting", "hang up", "wrong json"]
)
@pytest.mark.parametrize("purpose", [Purpose.THANKS, Purpose.NOTICE])
def test_what_the_provider_did_without_saying_so_is_not_done_twice(
    there, account, customer, step, purpose
):
    """S20: Twilio knows no key of ours, so it is asked, whatever the message is for."""
    row = write_to(customer, purpose=purpose)
    there.plan.append(step)

    assert sender(there).run() == 0
    row.refresh_from_db()
    assert row.state == "unknown"
    send_again(now=after_asking())
    assert sender(there).run() == 0
    assert asked(there, after_asking())["asked"] == 1
    assert sender(there).run() == 0

    row.refresh_from_db()
    assert (row.state, row.provider_id) == ("accepted", there.messages[0]["sid"])
    assert copies(there) == {number(customer): 1}


def test_what_the_provider_never_got_goes_after_it_was_asked(there, account, customer):
    row = write_to(customer)
    there.plan.append("timeout before acting")

    sender(there).run()
    asked(there, after_asking())
    assert sender(there).run() == 1

    row.refresh_from_db()
    assert row.state == "accepted"
    assert copies(there) == {number(customer): 1}


def test_too_many_at_once_goes_later_and_is_no_bounce(there, account, customer):
    row = write_to(customer)
    there.plan.append(20429)

    sender(there).run()

    row.refresh_from_db()
    assert (row.state, row.reason) == ("planned", "busy")
    assert row.next_try_at > timezone.now()
    assert not Suppression.objects.exists()


def test_a_stop_that_only_the_provider_knows_is_kept_here_too(there, account, customer):
    row = write_to(customer, purpose=Purpose.THANKS)
    there.plan.append(21610)

    sender(there).run()

    row.refresh_from_db()
    assert (row.state, row.reason) == ("failed", "refused")
    assert Suppression.objects.get().reason == "stop"
    consent = Consent.objects.get()
    assert (consent.customer, consent.channel, consent.is_given) == (customer, "sms", False)


def test_a_stop_between_planning_and_sending_is_heard(there, account, customer):
    """S12."""
    row = write_to(customer)
    assert there.write(f"{ADDRESS}/texts/in", from_=number(customer), to=US, body="Stopp!") == 200

    assert sender(there).run() == 0

    row.refresh_from_db()
    assert row.state == "cancelled"
    assert there.messages == []
    assert Touch.objects.get(how="task").handed_because == "no_consent"  # by another way


def test_a_no_on_the_phone_in_between_is_heard_too(there, account, customer, ana):
    write_to(customer, purpose=Purpose.GREETING)
    record_consent(
        customer=customer,
        channel=Channel.SMS,
        is_given=False,
        words="no texts please",
        came_from="on the phone",
        person=ana,
    )
    assert sender(there).run() == 0
    assert there.messages == []


def test_an_answer_comes_in_and_belongs_to_what_it_answers(there, account, customer):
    row = write_to(customer)
    sender(there).run()
    clock.tick(timezone.now())

    there.write(f"{ADDRESS}/texts/in", from_=number(customer), to=US, body="Thank you, Ana")

    answer = InboundMessage.objects.get()
    assert (answer.customer, answer.in_reply_to) == (customer, row)


def test_a_chat_goes_freely_for_a_day_after_they_wrote_and_is_a_task_after_it(
    there, account, customer
):
    """B5 and the rule of the channel."""
    chat = {"channel": Channel.WHATSAPP}
    first = write_to(customer, "1", **chat)
    assert sender(there, Channel.WHATSAPP).run() == 0
    first.refresh_from_db()
    assert first.state == "cancelled"  # they never wrote there: a person's task

    there.write(
        f"{ADDRESS}/texts/in", from_=f"whatsapp:{number(customer)}", to=f"whatsapp:{US}", body="Hi"
    )
    write_to(customer, "2", **chat)
    assert sender(there, Channel.WHATSAPP).run() == 1
    assert there.messages[0]["to"] == f"whatsapp:{number(customer)}"

    InboundMessage.objects.update(received_at=timezone.now() - timedelta(hours=24, minutes=1))
    third = write_to(customer, "3", **chat)
    assert sender(there, Channel.WHATSAPP).run() == 0
    third.refresh_from_db()
    assert third.reason == "chat_closed"
    task = third.touch
    assert (task.how, task.script) == ("task", third.body)


def test_the_limit_of_a_day_holds_in_any_window_and_after_a_restart(there, account):
    """S22."""
    TextAccount.objects.update(most_a_day=3)
    for customer in make_customers(8, with_email=False):
        write_to(customer)

    for _ in range(4):  # each a new worker
        sender(there).run()
    assert len(there.messages) == 3

    oldest = Attempt.objects.order_by("handed_at").first()
    Attempt.objects.filter(pk=oldest.pk).update(
        handed_at=timezone.now() - timedelta(days=1, minutes=2)
    )
    sender(there).run()
    assert len(there.messages) == 4


def test_both_channels_share_the_limit(there, account):
    TextAccount.objects.update(most_a_day=2)
    for customer in make_customers(4, with_email=False):
        write_to(customer)
    sender(there).run()
    assert text_route(Channel.WHATSAPP) is not None
    assert len(there.messages) == 2


@pytest.mark.parametrize("has_acted", [False, True])
def test_a_worker_killed_in_the_middle_of_the_request(there, account, customer, has_acted):
    """The hand-over was committed, and nobody is left to say how it ended."""
    row = write_to(customer)
    Message.objects.filter(pk=row.pk).update(
        state="handing", owner="gone", fence=1, handed_at=timezone.now()
    )
    if has_acted:
        there.take({"To": number(customer), "From": US, "Body": row.body})
    row.refresh_from_db()

    assert take_back(held(row), now=timezone.now())
    assert sender(there).run() == 0  # not again by itself
    asked(there, after_asking())
    sender(there).run()

    row.refresh_from_db()
    assert row.state == "accepted"
    assert copies(there) == {number(customer): 1}
