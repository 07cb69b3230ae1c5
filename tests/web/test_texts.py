"""The provider's calls: signed by the account's secret, or refused."""

import pytest
from django.conf import settings

from regulars.actions.texts import change_text_account
from regulars.models import ContactPoint, DeliveryReport, InboundMessage
from regulars.rules.twilio import signature
from tests.actions.test_texts import ACCOUNT, NUMBER, message

SECRET = ACCOUNT["secret"]
IN = {"From": NUMBER, "To": "+4930123456", "Body": "Hello", "MessageSid": "SM1", "NumMedia": "0"}


@pytest.fixture
def account(ana):
    return change_text_account(**ACCOUNT, person=ana)


def call(client, path, fields, *, secret=SECRET, told=None):
    made = signature(secret, settings.ADDRESS + path, fields.items())
    headers = {"X-Twilio-Signature": made if told is None else told}
    return client.post(path, fields, headers=headers)


def test_a_signed_text_is_taken_and_answered_with_nothing(client, account, customer):
    ContactPoint.objects.create(customer=customer, kind="phone", value=NUMBER)
    response = call(client, "/texts/in", IN)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml"
    assert response.content.endswith(b"<Response></Response>")
    assert InboundMessage.objects.get().customer == customer


def test_the_same_call_again_has_one_effect(client, account):
    for _ in range(3):
        assert call(client, "/texts/in", IN).status_code == 200
    assert InboundMessage.objects.count() == 1


def test_a_chat_is_known_by_its_prefix(client, account):
    call(client, "/texts/in", {**IN, "From": f"whatsapp:{NUMBER}"})
    row = InboundMessage.objects.get()
    assert (row.channel, row.from_address) == ("whatsapp", NUMBER)


@pytest.mark.parametrize("told", ["", "x", "é", signature("other", "x", [])])
@pytest.mark.parametrize("path", ["/texts/in", "/texts/status/1"])
def test_what_is_not_signed_is_refused(client, account, path, told):
    """W17."""
    assert call(client, path, IN, told=told).status_code == 401
    assert not InboundMessage.objects.exists()
    assert not DeliveryReport.objects.exists()


def test_a_changed_word_or_row_breaks_the_signature(client, account):
    made = signature(SECRET, settings.ADDRESS + "/texts/in", IN.items())
    assert call(client, "/texts/in", {**IN, "Body": "STOP"}, told=made).status_code == 401
    made = signature(SECRET, settings.ADDRESS + "/texts/status/1", IN.items())
    assert call(client, "/texts/status/2", IN, told=made).status_code == 401


def test_without_an_account_nothing_is_taken(client, shop):
    assert call(client, "/texts/in", IN, secret="").status_code == 401


def test_a_megabyte_is_refused_before_it_is_read(client, account):
    assert call(client, "/texts/in", {**IN, "Body": "x" * 1_000_000}).status_code == 413


@pytest.mark.parametrize("path", ["/texts/in", "/texts/status/1"])
def test_looking_changes_nothing(client, account, path):
    assert client.get(path).status_code == 405


def test_a_report_moves_the_message_it_is_about(client, account, customer):
    row = message(customer, provider="twilio", provider_id="SM1")
    fields = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    for _ in range(2):
        assert call(client, f"/texts/status/{row.pk}", fields).status_code == 204
    row.refresh_from_db()
    assert row.state == "delivered"


@pytest.mark.parametrize("error", ["x", "-1", "１", "9" * 30, ""])
def test_an_odd_number_of_an_error_is_no_trouble(client, account, customer, error):
    row = message(customer, provider="twilio", provider_id="SM1")
    fields = {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": error}
    assert call(client, f"/texts/status/{row.pk}", fields).status_code == 204


def test_a_call_without_a_sender_is_no_text(client, account):
    assert call(client, "/texts/in", {"Body": "Hello"}).status_code == 400


def test_the_length_of_what_is_typed_is_said(owner):
    response = owner.post("/texts/length", {"words": "<b>" + "–" * 71})
    assert response.content.decode().startswith("By SMS: 2 texts in one.")
    assert owner.get("/texts/length").status_code == 405


def test_what_is_typed_is_never_taken_for_a_page(owner):
    assert owner.post("/texts/length", {"words": "a" * 200 + "“<"}).content.count(b"<") == 0
