"""What is due for other programs, and how it is shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from regulars.actions import webhooks as actions
from regulars.actions.events import record
from regulars.models import Webhook, WebhookDelivery
from regulars.queries import webhooks as queries
from regulars.rules.web_addresses import Unfit
from regulars.rules.webhooks import TEST, TOLD, Ended


def make(person, count: int = 1, url: str = "https://hooks.shop.com/in") -> Webhook:
    webhook = actions.add_webhook(url=url, kinds=["purchase.recorded"], person=person)[0]
    with transaction.atomic():
        for _ in range(count):
            record("purchase.recorded")
    actions.plan_deliveries(datetime.now(UTC))
    return webhook


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=2)


def test_everything_has_words():
    assert set(queries.TOLD_WORDS) == {*TOLD, TEST}
    assert set(queries.ENDED_WORDS) == set(Ended)
    assert set(queries.UNFIT_WORDS) == set(Unfit)


def test_few_at_once_for_one_address(ana):
    webhook = make(ana, 30)
    assert len(queries.due_deliveries(soon())) == queries.AT_ONCE_FOR_ONE
    make(ana, 3, "https://other.shop.com/in")
    assert {one.webhook_id for one in queries.due_deliveries(soon())} != {webhook.pk}
    assert len(queries.due_deliveries(soon())) <= queries.AT_ONCE


def test_where_an_address_is_down_one_knocks_for_all(ana):
    make(ana, 10)
    moment = soon()
    first = queries.due_deliveries(moment)[0]
    actions.claim_delivery(first, moment)
    actions.settle_delivery(first, ended=Ended.TIMEOUT, status=None, now=moment)
    assert queries.due_deliveries(moment) == []
    later = moment + timedelta(minutes=1)
    assert queries.due_deliveries(later) == [first]


def test_where_one_event_is_refused_the_others_go_on(ana):
    make(ana, 3)
    moment = soon()
    first = queries.due_deliveries(moment)[0]
    actions.claim_delivery(first, moment)
    actions.settle_delivery(first, ended=Ended.ANSWERED_NO, status=500, now=moment)
    assert len(queries.due_deliveries(moment)) == 2


def test_a_stopped_address_has_nothing_due(ana):
    webhook = make(ana, 3)
    actions.switch_webhook(webhook=webhook, is_on=False, person=ana)
    assert queries.due_deliveries(soon()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_latest_deliveries_cost_one_query(ana, count, django_assert_num_queries):
    webhook = make(ana, count)
    with django_assert_num_queries(1):
        shown = queries.latest_deliveries(webhook)
    assert len(shown) == count


def test_how_it_went_is_said_in_words(ana):
    webhook = make(ana)
    delivery = WebhookDelivery.objects.get()
    actions.claim_delivery(delivery, soon())
    actions.settle_delivery(delivery, ended=Ended.ANSWERED_NO, status=500, now=soon())
    shown = queries.latest_deliveries(webhook)[0]
    assert (shown.status, shown.is_told, shown.is_given_up, shown.tries) == (500, False, False, 1)
    assert str(shown.said) == "The other side answered with an error."
    assert str(shown.what) == "A purchase was written down"


def test_those_that_are_told_come_first(ana):
    off = make(ana, 0)
    on = make(ana, 0, "https://other.shop.com/in")
    actions.switch_webhook(webhook=off, is_on=False, person=ana)
    assert [one.pk for one in queries.webhooks()] == [on.pk, off.pk]
