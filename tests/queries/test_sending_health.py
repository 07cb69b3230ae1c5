from datetime import timedelta

import pytest
from django.utils.timezone import now

from regulars.models import Digest, MailAccount, Message, Schedule, Webhook
from regulars.queries import sending_health

pytestmark = pytest.mark.django_db


def make_message(customer, **more):
    return Message.objects.create(
        **{
            "customer": customer,
            "rule": "written",
            "occurrence": str(Message.objects.count()),
            "channel": "email",
            "purpose": "thanks",
            "state": "planned",
            "due_at": now(),
            "message_id": f"<{Message.objects.count()}@example.com>",
        }
        | more
    )


def test_a_schedule_that_is_late_is_named(shop):
    assert sending_health.clock_runs(now()).is_well
    Schedule.objects.create(name="rhythms", next_at=now() + timedelta(hours=1), last_at=now())
    assert "last struck" in sending_health.clock_runs(now()).said
    found = sending_health.clock_runs(now() + timedelta(hours=3))
    assert not found.is_well
    assert "rhythms" in found.said


def test_messages_are_counted_by_how_far_they_are(customer):
    make_message(customer)
    make_message(customer, due_at=now() + timedelta(days=3))
    make_message(customer, channel="post")
    make_message(customer, state="claimed", owner="one")
    found = sending_health.messages_move(now())
    assert (found.is_well, found.said) == (
        True,
        "Messages that are due: 1 waiting, 1 in hand.",
    )
    assert not sending_health.messages_move(now() + timedelta(hours=2)).is_well


def test_a_message_of_unknown_fate_needs_a_person(customer):
    make_message(customer, state="unknown")
    found = sending_health.messages_move(now())
    assert not found.is_well
    assert found.said == "Of 1 message nobody knows whether it arrived."


def test_the_last_mail_and_its_trouble_are_told(customer):
    assert "No mail account" in sending_health.mail_leaves(now()).said
    MailAccount.objects.create(from_address="hello@aurora.example", is_on=True)
    assert "nothing was sent" in sending_health.mail_leaves(now()).said
    make_message(customer, state="accepted", accepted_at=now())
    assert "was delivered" in sending_health.mail_leaves(now()).said
    MailAccount.objects.update(trouble="Connection refused", trouble_since_at=now())
    found = sending_health.mail_leaves(now())
    assert not found.is_well
    assert "Connection refused" in found.said


def test_a_mailbox_that_is_not_read_is_told(shop):
    assert sending_health.mailbox_is_read(now()) is None
    MailAccount.objects.create(
        from_address="a@b.example", is_on=True, imap_host="b.example", imap_read_at=now()
    )
    assert sending_health.mailbox_is_read(now()).is_well
    assert not sending_health.mailbox_is_read(now() + timedelta(hours=2)).is_well
    MailAccount.objects.update(imap_trouble="wrong_login")
    assert "password is wrong" in sending_health.mailbox_is_read(now()).said


def test_digests_are_told(ana):
    assert sending_health.digests_arrive(now()) is None
    day = now().date()
    Digest.objects.create(
        person=ana, kind="morning", day=day, state="accepted", sent_at=now(), message_id="<1>"
    )
    assert sending_health.digests_arrive(now()).is_well
    Digest.objects.create(person=ana, kind="evening", day=day, state="failed", message_id="<2>")
    assert not sending_health.digests_arrive(now()).is_well


def test_a_stopped_webhook_is_told(shop):
    assert sending_health.webhooks_deliver() is None
    hook = Webhook.objects.create(url="https://example.com", secret="x")
    assert sending_health.webhooks_deliver().is_well
    Webhook.objects.filter(pk=hook.pk).update(stopped_because="it answers 500")
    assert not sending_health.webhooks_deliver().is_well
