"""What is set up for texts, and what nothing carries."""

from datetime import UTC, datetime

import pytest

from regulars.actions.texts import change_text_account
from regulars.models import Manners, Shop, TextAccount
from regulars.queries import texts
from regulars.rules.channels import Channel
from tests.actions.test_texts import ACCOUNT, message

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sms", "whatsapp", "is_on", "sendable"),
    [
        ("+491", "", True, {Channel.SMS}),
        ("", "+491", True, {Channel.WHATSAPP}),
        ("+491", "+491", True, {Channel.SMS, Channel.WHATSAPP}),
        ("+491", "+491", False, set()),
    ],
)
def test_a_machine_sends_by_what_is_set_up(ana, sms, whatsapp, is_on, sendable):
    told = {**ACCOUNT, "sms_from": sms, "whatsapp_from": whatsapp, "is_on": is_on}
    change_text_account(**told, person=ana)
    assert texts.sendable_texts() == sendable


def test_without_the_library_a_machine_sends_nothing(ana, monkeypatch):
    change_text_account(**ACCOUNT, person=ana)
    monkeypatch.setattr(texts, "find_spec", lambda _name: None)
    assert texts.sendable_texts() == frozenset()


def test_a_test_waits_until_it_was_made(ana):
    assert not texts.is_test_waiting()
    change_text_account(**ACCOUNT, person=ana)
    assert not texts.is_test_waiting()
    TextAccount.objects.update(test_asked_at=NOW)
    assert texts.is_test_waiting()
    TextAccount.objects.update(tested_at=NOW)
    assert not texts.is_test_waiting()


def test_nothing_is_handed_to_people_while_everything_is_stopped(customer):
    message(customer, state="planned")
    assert texts.uncarried_texts(NOW).count() == 1
    Manners.objects.create(is_paused=True)
    assert not texts.uncarried_texts(NOW).exists()
    Manners.objects.update(is_paused=False)
    Shop.objects.update(is_sending_held=True)
    assert not texts.uncarried_texts(NOW).exists()
