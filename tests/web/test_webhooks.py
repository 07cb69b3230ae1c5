"""The settings of other programs: added, its secret shown once, tried, switched off."""

import pytest

from regulars.actions import webhooks as actions
from regulars.models import Webhook, WebhookDelivery

NEW = {"url": "https://hooks.shop.com/in", "kinds": ["purchase.recorded", "message.bounced"]}


@pytest.fixture
def webhook(ana) -> Webhook:
    return actions.add_webhook(**NEW, person=ana)[0]


def test_the_secret_is_shown_once(owner):
    response = owner.post("/settings/webhooks/new", NEW)
    webhook = Webhook.objects.get()
    assert response["Location"] == f"/settings/webhooks/{webhook.pk}"
    assert b"whsec_" in owner.get(response["Location"]).content
    assert b"whsec_" not in owner.get(response["Location"]).content


def test_a_secret_is_not_shown_on_another_address(owner, webhook):
    owner.post("/settings/webhooks/new", NEW)
    assert b"whsec_" not in owner.get(f"/settings/webhooks/{webhook.pk}").content


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://hooks.shop.com/in", "has to begin with https://"),
        ("https://127.0.0.1/in", "Enter the name of the machine"),
        ("https://localhost/in", "on the open Internet"),
        ("somewhere", "Write an address of the web"),
    ],
)
def test_an_address_that_is_never_called_is_refused_in_words(owner, url, said):
    response = owner.post("/settings/webhooks/new", {**NEW, "url": url})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Webhook.objects.exists()


def test_nothing_to_tell_is_refused(owner):
    response = owner.post("/settings/webhooks/new", {"url": NEW["url"]})
    assert response.status_code == 422
    assert b"Choose at least one." in response.content


def test_a_test_becomes_a_delivery(owner, webhook):
    owner.post(f"/settings/webhooks/{webhook.pk}/test")
    assert WebhookDelivery.objects.get().event.kind == "webhook.tested"
    assert b"A test" in owner.get(f"/settings/webhooks/{webhook.pk}").content


def test_a_test_of_one_that_is_off_says_so(owner, webhook, ana):
    actions.switch_webhook(webhook=webhook, is_on=False, person=ana)
    response = owner.post(f"/settings/webhooks/{webhook.pk}/test", follow=True)
    assert b"It is switched off, so nothing was sent." in response.content
    assert not WebhookDelivery.objects.exists()


def test_it_is_switched_off_and_on(owner, webhook):
    owner.post(f"/settings/webhooks/{webhook.pk}/switch", {"to": "off"})
    webhook.refresh_from_db()
    assert not webhook.is_on
    assert b"Switch it on" in owner.get(f"/settings/webhooks/{webhook.pk}").content
    owner.post(f"/settings/webhooks/{webhook.pk}/switch", {"to": "on"})
    webhook.refresh_from_db()
    assert webhook.is_on


def test_what_it_is_told_is_changed(owner, webhook):
    owner.post(f"/settings/webhooks/{webhook.pk}", {"kinds": ["inbound.received"]})
    webhook.refresh_from_db()
    assert webhook.kinds == ["inbound.received"]


def test_a_stopped_one_says_why(owner, webhook):
    Webhook.objects.update(is_on=False, stopped_because="timeout")
    for address in ("/settings/webhooks", f"/settings/webhooks/{webhook.pk}"):
        assert b"No answer within ten seconds." in owner.get(address).content


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(owner, ana, count, django_assert_num_queries):
    for _ in range(count):
        actions.add_webhook(**NEW, person=ana)
    owner.get("/settings/webhooks")
    with django_assert_num_queries(5):  # session, person, shop, its sample, addresses
        response = owner.get("/settings/webhooks")
    assert response.content.count(b"hooks.shop.com") == count
