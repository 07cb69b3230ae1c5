"""A test reminder, over a real mail server."""

import pytest
from django.utils.timezone import now

from regulars.actions.self_checks import ask_probe
from regulars.jobs import clock, probes
from regulars.models import MailAccount, Probe
from regulars.queries.running import last_probe
from tests.channels.sinks import Fault, Sink
from tests.jobs.servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailbox(shop):
    with Sink() as sink:
        MailAccount.objects.create(
            is_on=True,
            from_name="Aurora Coffee",
            from_address="hello@aurora.example",
            host="127.0.0.1",
            port=sink.port,
            security="none",
        )
        yield sink


@pytest.fixture
def ana_by_mail(ana):
    ana.email = "ana@aurora.example"
    ana.save()
    return ana


def test_a_test_reminder_takes_the_whole_way_and_each_step_has_its_time(mailbox, ana_by_mail):
    probe = ask_probe(person=ana_by_mail)
    assert [step.is_now for step in last_probe(ana_by_mail, now=now()).steps].index(True) == 1
    clock.tick(now())
    (taken,) = mailbox.taken
    assert (taken.recipient, taken.message_id) == ("ana@aurora.example", probe.message_id)
    assert "took the whole way" in " ".join(taken.raw.decode().split())
    shown = last_probe(ana_by_mail, now=now())
    assert (shown.has_arrived, shown.is_over, shown.trouble) == (True, True, "")
    moments = [step.at for step in shown.steps]
    assert moments[:1] + moments[2:] == sorted(moments[:1] + moments[2:])
    assert None not in moments


def test_it_leaves_once_however_often_clock_and_worker_look(mailbox, ana_by_mail):
    probe = ask_probe(person=ana_by_mail)
    for _ in range(3):
        clock.tick(now())
    assert probes.send(Probe.objects.get(pk=probe.pk)) == "in other hands"
    assert len(mailbox.taken) == 1


def test_without_an_account_or_an_address_it_says_what_is_missing(shop, ana, ben):
    ask_probe(person=ana)
    clock.tick(now())
    assert last_probe(ana, now=now()).trouble == "There is no mail account"
    MailAccount.objects.create(from_address="hello@aurora.example")
    ask_probe(person=ana)
    clock.tick(now())
    assert last_probe(ana, now=now()).trouble == "The mail account is switched off"
    MailAccount.objects.update(is_on=True)
    ask_probe(person=ben)
    clock.tick(now())
    shown = last_probe(ben, now=now())
    assert shown.trouble == "Nobody knows where it should go"
    assert shown.to_do


def test_what_the_server_says_against_it_is_shown(mailbox, ana_by_mail):
    mailbox.plan = lambda _recipient: Fault.REFUSED_AT_RECIPIENT
    ask_probe(person=ana_by_mail)
    clock.tick(now())
    shown = last_probe(ana_by_mail, now=now())
    assert (shown.trouble, shown.has_arrived) == ("The mail server said no", False)
    assert "no such person" in shown.said


def test_a_server_that_is_not_there_is_shown(mailbox, ana_by_mail):
    MailAccount.objects.update(port=free_port())
    ask_probe(person=ana_by_mail)
    clock.tick(now())
    shown = last_probe(ana_by_mail, now=now())
    assert shown.trouble == "The mail server cannot be reached"
    assert [step.at is None for step in shown.steps] == [False, False, False, True, True]
