"""The settings of SMS and WhatsApp."""

from datetime import UTC, datetime

import pytest

from regulars.models import TextAccount
from regulars.queries import texts
from regulars.queries.secrets import unseal

NEW = {
    "account": "AC" + "0" * 32,
    "secret": "a very secret token",
    "sms_from": "030 123456",
    "whatsapp_from": "",
    "most_a_second": "2",
    "most_a_day": "50",
    "is_on": "on",
}


@pytest.fixture
def kept(owner) -> TextAccount:
    owner.post("/settings/texts", NEW)
    return TextAccount.objects.get()


def test_the_account_is_kept_and_its_secret_never_shown(owner, kept):
    assert (kept.sms_from, kept.most_a_second, kept.is_on) == ("+4930123456", 2, True)
    assert unseal(kept.secret) == NEW["secret"]
    page = owner.get("/settings/texts").content.decode()
    assert NEW["secret"] not in page
    assert kept.secret not in page
    assert "http://localhost:8000/texts/in" in page


def test_an_address_that_twilio_cannot_call_is_said_to_be_one(owner, kept, settings):
    assert b"Twilio cannot call this address" in owner.get("/settings/texts").content
    settings.ADDRESS = "https://regulars.shop.com"
    page = owner.get("/settings/texts").content
    assert b"Twilio cannot call this address" not in page
    assert b"https://regulars.shop.com/texts/in" in page


@pytest.mark.parametrize(
    ("field", "told", "said"),
    [
        ("account", "12345", "It begins with AC"),
        ("secret", "", "Copy it from the provider"),
        ("sms_from", "call me", "This is no phone number"),
        ("sms_from", "", "Enter a number for SMS, for WhatsApp, or both."),
        ("most_a_day", "0", "greater than or equal to 1"),
    ],
)
def test_what_cannot_work_is_refused_in_words(owner, field, told, said):
    response = owner.post("/settings/texts", {**NEW, field: told})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not TextAccount.objects.exists()


def test_an_empty_secret_keeps_the_one_that_is_there(owner, kept):
    owner.post("/settings/texts", {**NEW, "secret": ""})
    kept.refresh_from_db()
    assert unseal(kept.secret) == NEW["secret"]


def test_a_test_is_asked_for_and_shown_as_waiting(owner, kept):
    owner.post("/settings/texts/test", {"to": "0151 23456789"})
    kept.refresh_from_db()
    assert kept.test_to == "+4915123456789"
    assert b"A test is on its way." in owner.get("/settings/texts").content


def test_a_test_to_no_number_is_refused(owner, kept):
    response = owner.post("/settings/texts/test", {"to": "me"})
    assert response.status_code == 422
    assert b"This is no phone number" in response.content


def test_a_test_of_what_is_off_says_so(owner, kept):
    TextAccount.objects.update(is_on=False)
    response = owner.post("/settings/texts/test", {"to": "0151 23456789"}, follow=True)
    assert b"nothing was sent" in response.content


def test_how_the_test_went_is_told(owner, kept):
    now = datetime.now(UTC)
    TextAccount.objects.update(test_asked_at=now, tested_at=now, test_said="21211 no such number")
    assert b"21211 no such number" in owner.get("/settings/texts").content


def test_trouble_is_shown(owner, kept):
    TextAccount.objects.update(trouble="20003 Authenticate", trouble_since_at=datetime.now(UTC))
    assert b"20003 Authenticate" in owner.get("/settings/texts").content


def test_without_the_extra_one_sentence_says_what_to_install(owner, monkeypatch):
    monkeypatch.setattr(texts, "is_library_there", lambda: False)
    page = owner.get("/settings/texts").content.decode()
    assert "regulars[sms]" in page
    assert "<form class" not in page.split("<main")[1]
    assert owner.post("/settings/texts", NEW).status_code == 200
    assert not TextAccount.objects.exists()
