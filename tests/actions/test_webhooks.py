"""Addresses that are told what happened: one row for each event, tried, told, stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from regulars.actions import webhooks as actions
from regulars.actions.events import record
from regulars.models import Event, Webhook, WebhookDelivery
from regulars.queries.secrets import unseal
from regulars.rules.web_addresses import Unfit
from regulars.rules.webhooks import WAITS, Ended

URL = "https://hooks.shop.com/in"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def webhook(ana) -> Webhook:
    return actions.add_webhook(url=URL, kinds=["purchase.recorded"], person=ana)[0]


@transaction.atomic
def happens(kind: str = "purchase.recorded", **facts: int) -> Event:
    return record(kind, **facts)


def fail(delivery: WebhookDelivery, moment: datetime, ended: Ended = Ended.TIMEOUT) -> None:
    assert actions.claim_delivery(delivery, moment)
    actions.settle_delivery(delivery, ended=ended, status=None, now=moment)
    delivery.refresh_from_db()


def test_the_secret_is_given_once_and_kept_closed(ana):
    """G5: the database does not hold it."""
    webhook, secret = actions.add_webhook(url=URL, kinds=["purchase.recorded"], person=ana)
    assert secret.startswith("whsec_")
    webhook.refresh_from_db()
    assert secret not in webhook.secret
    assert unseal(webhook.secret) == secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM regulars_webhook")
        assert secret not in repr(cursor.fetchall())


def test_an_address_inside_is_not_even_kept(ana):
    with pytest.raises(actions.UnfitAddress) as refused:
        actions.add_webhook(url="https://127.0.0.1/", kinds=["purchase.recorded"], person=ana)
    assert refused.value.why is Unfit.A_NUMBER
    assert not Webhook.objects.exists()


def test_what_happened_before_is_not_told(ana):
    happens()
    actions.add_webhook(url=URL, kinds=["purchase.recorded"], person=ana)
    assert actions.plan_deliveries(now()) == 0


def test_each_event_of_a_wanted_kind_becomes_one_delivery_however_often_one_looks(webhook):
    wanted = happens()
    happens("touch.planned")
    assert [actions.plan_deliveries(now()) for _ in range(100)] == [1] + [0] * 99
    assert [one.event for one in WebhookDelivery.objects.all()] == [wanted]


def test_what_is_planned_long_ago_is_not_looked_through_again(webhook):
    old, young = happens(), happens()
    Event.objects.filter(pk=old.pk).update(happened_at=now() - timedelta(hours=2))
    actions.plan_deliveries(now())
    webhook.refresh_from_db()
    assert webhook.first_event == old.pk
    assert actions.plan_deliveries(now()) == 0
    assert WebhookDelivery.objects.filter(event=young).count() == 1


def test_a_delivery_is_claimed_by_one_worker(webhook):
    happens()
    actions.plan_deliveries(now())
    mine, theirs = WebhookDelivery.objects.get(), WebhookDelivery.objects.get()
    later = now() + timedelta(seconds=1)
    assert actions.claim_delivery(mine, later)
    assert not actions.claim_delivery(theirs, later)


def test_a_worker_that_died_leaves_it_to_be_tried_again_with_the_same_id(webhook):
    happens()
    actions.plan_deliveries(now())
    first = WebhookDelivery.objects.get()
    moment = now() + timedelta(seconds=1)
    assert actions.claim_delivery(first, moment)
    second = WebhookDelivery.objects.get()
    assert not actions.claim_delivery(second, moment)
    assert actions.claim_delivery(second, moment + actions.LEASE)
    # The first one comes back from the dead: what it says of its try is too late.
    actions.settle_delivery(first, ended=Ended.DELIVERED, status=200, now=moment)
    after = WebhookDelivery.objects.get()
    assert (after.key, after.tries, after.delivered_at) == (first.key, 2, None)


def test_an_address_that_takes_nothing_is_stopped_after_all_the_tries(webhook):
    happens()
    moment = now()
    actions.plan_deliveries(moment)
    delivery = WebhookDelivery.objects.get()
    while delivery.next_try_at is not None:
        webhook.refresh_from_db()
        assert webhook.is_on
        moment = delivery.next_try_at
        fail(delivery, moment)
    webhook.refresh_from_db()
    assert delivery.tries == len(WAITS) + 1
    assert (webhook.is_on, webhook.stopped_because) == (False, Ended.TIMEOUT.value)
    assert Event.objects.filter(kind="webhook.stopped").count() == 1


def test_one_event_that_is_refused_does_not_stop_an_address_that_takes_others(webhook):
    happens()
    moment = now()
    actions.plan_deliveries(moment)
    bad = WebhookDelivery.objects.get()
    happens()
    actions.plan_deliveries(moment)
    good = WebhookDelivery.objects.exclude(pk=bad.pk).get()
    assert actions.claim_delivery(good, moment)
    actions.settle_delivery(good, ended=Ended.DELIVERED, status=204, now=now())
    while bad.next_try_at is not None:
        fail(bad, bad.next_try_at, Ended.ANSWERED_NO)
    webhook.refresh_from_db()
    assert webhook.is_on


def test_an_address_that_says_it_is_gone_is_stopped_at_once(webhook):
    happens()
    actions.plan_deliveries(now())
    fail(WebhookDelivery.objects.get(), now() + timedelta(seconds=1), Ended.GONE)
    webhook.refresh_from_db()
    assert not webhook.is_on


def test_switched_off_is_off_and_what_happened_meanwhile_is_not_told(webhook, ana):
    assert actions.switch_webhook(webhook=webhook, is_on=False, person=ana)
    assert not actions.switch_webhook(webhook=webhook, is_on=False, person=ana)
    happens()
    assert actions.plan_deliveries(now()) == 0
    assert actions.switch_webhook(webhook=webhook, is_on=True, person=ana)
    assert actions.plan_deliveries(now()) == 0
    happens()
    assert actions.plan_deliveries(now()) == 1


def test_kinds_are_changed_and_odd_ones_left_out(webhook, ana):
    actions.change_kinds(webhook=webhook, kinds=["touch.planned", "sample.created"], person=ana)
    webhook.refresh_from_db()
    assert webhook.kinds == ["touch.planned"]


def test_a_test_is_told_to_this_address_alone(webhook, ana):
    other = actions.add_webhook(url=URL, kinds=["purchase.recorded"], person=ana)[0]
    actions.test_webhook(webhook=webhook, person=ana, now=now())
    assert actions.plan_deliveries(now()) == 0
    assert list(WebhookDelivery.objects.values_list("webhook", flat=True)) == [webhook.pk]
    assert other.deliveries.count() == 0
