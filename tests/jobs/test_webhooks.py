"""From an event to a receiver that checks the signature, and back."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from standardwebhooks import Webhook as Checking

from regulars.actions import webhooks as actions
from regulars.actions.events import record
from regulars.channels.webhooks import deliver
from regulars.jobs import clock, webhooks
from regulars.models import Webhook, WebhookDelivery
from regulars.rules.webhooks import Ended
from tests.channels.receivers import receiver
from tests.channels.test_webhooks import reaching


@pytest.fixture
def there(tmp_path):
    with receiver(tmp_path) as told:
        yield told


@pytest.fixture
def by(there):
    return partial(deliver, guard=reaching(there), seconds=2)


@pytest.fixture
def added(there, ana):
    return actions.add_webhook(url=there.url, kinds=["purchase.recorded"], person=ana)


def bought(customer) -> None:
    with transaction.atomic():
        record("purchase.recorded", customer, purchase=77, note="for her sister")


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=1)


def test_a_purchase_is_told_with_a_signature_that_others_can_check(there, by, added, customer):
    bought(customer)
    actions.plan_deliveries(soon())

    assert webhooks.tell(soon(), by=by) == 1

    headers, body = there.seen[0]
    told = Checking(added[1]).verify(body, headers)
    assert told["type"] == "purchase.recorded"
    assert told["data"]["customer"] == customer.pk
    assert told["data"]["purchase"] == 77
    text = body.decode()
    assert "sister" not in text
    assert customer.name not in json.loads(text).values()
    delivery = WebhookDelivery.objects.get()
    assert (delivery.status, delivery.next_try_at) == (204, None)
    assert delivery.delivered_at is not None


@pytest.mark.parametrize(
    ("step", "said"),
    [(500, Ended.ANSWERED_NO), (301, Ended.MOVED), ("silent", Ended.TIMEOUT)],
)
def test_what_failed_is_tried_again_with_the_same_id(there, by, added, customer, step, said):
    there.plan.append(step)
    bought(customer)
    actions.plan_deliveries(soon())
    webhooks.tell(soon(), by=by)
    delivery = WebhookDelivery.objects.get()
    assert delivery.said == said.value
    assert webhooks.tell(soon(), by=by) == 0  # not at once

    webhooks.tell(delivery.next_try_at, by=by)

    ids = {headers["webhook-id"] for headers, _body in there.seen}
    assert ids == {delivery.key}
    assert len(there.seen) == 2
    delivery.refresh_from_db()
    assert delivery.delivered_at is not None


def test_two_workers_at_once_tell_it_once(there, by, added, customer):
    bought(customer)
    actions.plan_deliveries(soon())

    def and_another_meanwhile(calls):
        assert webhooks.tell(soon(), by=by) == 0
        return by(calls)

    assert webhooks.tell(soon(), by=and_another_meanwhile) == 1
    assert len(there.seen) == 1


def test_nothing_is_asked_of_the_network_where_nothing_is_due(db):
    def never(_calls):
        raise AssertionError

    assert webhooks.tell(soon(), by=never) == 0


def test_the_clock_plans_and_a_pass_tells(added, customer, monkeypatch):
    rounds = []
    monkeypatch.setattr(webhooks, "tell", lambda now: rounds.append(now) or 0)
    bought(customer)
    assert clock.sweep(soon())["told"] == 1
    assert clock.sweep(soon())["told"] == 0
    assert rounds == []
    clock.tick(soon())
    assert len(rounds) >= 1


def test_a_sweep_without_addresses_costs_one_query_more(shop, django_assert_num_queries):
    assert not Webhook.objects.exists()
    with django_assert_num_queries(1):
        actions.plan_deliveries(soon())
