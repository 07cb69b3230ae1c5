from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.jobs.senders import Caretaker, ChannelSender, send_all
from regulars.models import MailAccount, Message
from regulars.rules.channels import Channel
from tests.channels.sinks import Sink
from tests.messaging import plan, ready_to_send, with_address

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_pass_sends_by_the_account_of_the_settings(customer):
    with Sink() as sink:
        ready_to_send(port=sink.port)
        plan(with_address(customer))

        assert send_all(timezone.now()) == 1
        assert send_all(timezone.now()) == 0
        assert len(sink.taken) == 1
    assert sink.taken[0].mail["From"].endswith("<ana@aurora.example>")


def test_a_worker_takes_over_a_changed_account(customer):
    with Sink() as old, Sink() as new:
        ready_to_send(port=old.port)
        one = ChannelSender(Channel.EMAIL)
        plan(with_address(customer), "1")
        one.send()
        MailAccount.objects.update(port=new.port)
        plan(customer, "2")
        one.send()
        assert [len(old.taken), len(new.taken)] == [1, 1]


def test_without_an_account_nothing_happens(customer):
    plan(with_address(customer))

    assert send_all(timezone.now()) == 0
    assert Message.objects.get().state == "planned"


def test_a_lost_key_is_told_as_trouble_of_the_account(customer):
    ready_to_send(secret="gAAAAA-not-ours")

    assert ChannelSender(Channel.EMAIL).send() == 0
    assert "another key" in MailAccount.objects.get().trouble


def test_the_caretaker_ends_what_came_too_late(customer):
    plan(customer, use_by_at=timezone.now() - timedelta(hours=1))

    assert Caretaker().look(timezone.now()) == 1
    assert Message.objects.get().reason == "expired"
