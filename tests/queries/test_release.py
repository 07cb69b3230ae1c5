from datetime import timedelta

import pytest

from regulars.actions.plans import evaluate
from regulars.models import (
    Appointment,
    ContactPoint,
    Customer,
    MailAccount,
    Person,
    PlaybookRun,
    TextAccount,
    Touch,
)
from regulars.queries.local_days import noon_of
from regulars.queries.plans import setting_on
from regulars.queries.release import (
    channels_in_use,
    meant_for,
    signer_for,
    to_release,
    to_weigh,
    use_by,
    way_for,
)
from regulars.rules.channels import Channel
from tests.planning import bought, make_plan


@pytest.fixture
def touch(customer, monday):
    make_plan(steps=((0, "message", "service"),))
    bought(customer, monday)
    evaluate(monday)
    return Touch.objects.get()


def test_messages_wait_for_their_day_and_cards_for_the_week_before(customer, monday):
    make_plan(steps=((20, "message", "tip"), (20, "card", "thanks"), (20, "task", "survey")))
    bought(customer, monday)
    evaluate(monday + timedelta(days=7))
    on = monday + timedelta(days=20)
    card_on = Touch.objects.get(how="card").due_on
    assert [one.how for one in to_release(card_on - timedelta(days=8))] == []
    assert [one.how for one in to_release(card_on - timedelta(days=7))] == ["card"]
    assert {one.how for one in to_release(on)} == {"card", "message"}
    assert [one.purpose for one in to_weigh(on)] == ["survey"]


def test_the_signer_is_the_plan_s_else_the_carer_else_the_owner(touch, customer, ana, ben):
    playbook = touch.run.playbook
    assert signer_for(playbook, customer) == ana
    customer.carer = ben
    assert signer_for(playbook, customer) == ben
    playbook.signer = ana
    assert signer_for(playbook, customer) == ana
    ben.is_active = False
    playbook.signer = None
    assert signer_for(playbook, customer) == ana
    Person.objects.update(is_active=False)
    assert signer_for(playbook, customer) is None


def test_a_message_takes_the_way_they_like_best_of_those_that_work_by_themselves(touch, customer):
    both = frozenset({Channel.EMAIL, Channel.SMS})
    assert way_for(touch, customer, both).address == ""
    ContactPoint.objects.create(customer=customer, kind="phone", value="+4915123456789")
    ContactPoint.objects.create(customer=customer, kind="email", value="t@example.com")
    assert way_for(touch, customer, both).channel is Channel.SMS
    assert way_for(touch, customer, frozenset({Channel.EMAIL})).channel is Channel.EMAIL
    Customer.objects.filter(pk=customer.pk).update(preferred_channel="email")
    customer.refresh_from_db()
    assert way_for(touch, customer, both).address == "t@example.com"
    touch.channel = "sms"
    assert way_for(touch, customer, both).address == "+4915123456789"


def test_only_accounts_that_are_on_are_ways(shop):
    assert channels_in_use() == {Channel.EMAIL}
    MailAccount.objects.create(is_on=True, from_address="a@example.com")
    TextAccount.objects.create(is_on=True, account="x", sms_from="+49")
    assert channels_in_use() == {Channel.EMAIL, Channel.SMS}


def test_what_hangs_on_a_day_is_of_no_use_long_after_it(customer, monday):
    Appointment.objects.create(
        customer=customer, starts_at=noon_of(monday), on=monday + timedelta(days=5)
    )
    make_plan("booking", steps=((-1, "message", "service"),))
    evaluate(monday)
    touch, run = Touch.objects.get(), PlaybookRun.objects.get()
    setting = setting_on(monday)
    assert meant_for(touch, run) == monday + timedelta(days=4)
    last = use_by(touch, run, setting)
    assert last.astimezone(setting.zone).date() == monday + timedelta(days=5)


def test_other_contacts_last_as_long_as_their_purpose_bears(touch, monday):
    assert use_by(touch, touch.run, setting_on(monday)) is None
