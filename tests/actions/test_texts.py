"""Texts: the account, what the provider tells, and what people text us."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from regulars.actions import texts
from regulars.actions.consents import record_consent
from regulars.actions.reports import suppress
from regulars.models import (
    Consent,
    ContactPoint,
    Customer,
    DeliveryReport,
    Event,
    InboundMessage,
    Message,
    Suppression,
    TextAccount,
    Touch,
)
from regulars.queries.manners import answers_of
from regulars.queries.secrets import unseal
from regulars.rules.channels import Channel
from regulars.rules.consents import may_write
from regulars.rules.messages import MessageState, SuppressedFor, Topic

NUMBER = "+4915123456789"
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ACCOUNT = {
    "account": "AC1",
    "secret": "a very secret token",
    "sms_from": "+4930123456",
    "whatsapp_from": "",
    "most_a_second": 1,
    "most_a_day": 200,
    "is_on": True,
}


@pytest.fixture
def texted(customer) -> Customer:
    ContactPoint.objects.create(customer=customer, kind="phone", value=NUMBER)
    return customer


def message(customer: Customer, state: str = "accepted", **columns: object) -> Message:
    told = {
        "customer": customer,
        "rule": "written",
        "occurrence": f"{Message.objects.count()}",
        "channel": "sms",
        "purpose": "thanks",
        "state": state,
        "body": "Thank you for coming, Tomás.",
        "to_address": NUMBER,
        "due_at": NOW,
        "handed_at": NOW,
        "accepted_at": None if state in {"planned", "handing", "unknown"} else NOW,
        "owner": "w" if state in {"claimed", "handing"} else "",
        "message_id": f"<{Message.objects.count()}@x>",
    }
    return Message.objects.create(**{**told, **columns})


def text(body: str, channel: Channel = Channel.SMS, number: str = NUMBER, **more: object):
    told = {"provider_id": f"SM{InboundMessage.objects.count()}", "received_at": NOW}
    return texts.Text(channel=channel, number=number, body=body, **{**told, **more})


def may(customer: Customer, topic: Topic, channel: Channel = Channel.SMS) -> bool:
    return may_write(channel, topic, answers_of(customer.pk))


# --- the account ---


def test_the_secret_is_closed_in_the_database(ana):
    """G5."""
    texts.change_text_account(**ACCOUNT, person=ana)
    account = TextAccount.objects.get()
    assert unseal(account.secret) == ACCOUNT["secret"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM regulars_textaccount")
        assert "secret token" not in repr(cursor.fetchall())


def test_an_empty_secret_keeps_the_one_that_is_there(ana):
    texts.change_text_account(**ACCOUNT, person=ana)
    texts.change_text_account(**{**ACCOUNT, "secret": "", "most_a_day": 5}, person=ana)
    account = TextAccount.objects.get()
    assert (unseal(account.secret), account.most_a_day) == (ACCOUNT["secret"], 5)


def test_a_test_is_taken_once(ana):
    texts.change_text_account(**ACCOUNT, person=ana)
    assert texts.ask_for_test(to=NUMBER, person=ana, now=NOW)
    assert texts.begin_test(asked_at=NOW, now=NOW)
    assert not texts.begin_test(asked_at=NOW, now=NOW)
    texts.end_test(asked_at=NOW, said="21211 no")
    assert TextAccount.objects.get().test_said == "21211 no"


def test_no_test_where_nothing_is_on(ana):
    assert not texts.ask_for_test(to=NUMBER, person=ana, now=NOW)


# --- reports ---


def report(row: Message, status: str, error: int | None = None, sid: str = "SM1") -> None:
    texts.note_status(texts.Status(row=row.pk, provider_id=sid, status=status, error=error))
    row.refresh_from_db()


def test_a_report_moves_a_message_on_once(texted):
    row = message(texted, provider="twilio", provider_id="SM1")
    for _ in range(3):
        report(row, "delivered")
    assert row.state == MessageState.DELIVERED
    assert DeliveryReport.objects.count() == 1
    assert Event.objects.filter(kind="message.delivered").count() == 1


def test_reports_in_any_order_end_the_same(texted):
    row = message(texted, provider="twilio", provider_id="SM1")
    for status in ("delivered", "sent", "queued", "sending"):
        report(row, status)
    assert row.state == MessageState.DELIVERED


def test_a_report_before_our_own_commit_is_kept_and_names_the_message(texted):
    """S16: the row is still being handed over."""
    row = message(texted, state="handing")
    report(row, "delivered")
    assert (row.state, row.provider_id) == (MessageState.HANDING, "SM1")
    kept = DeliveryReport.objects.get()
    assert kept.message is None


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("queued", MessageState.ACCEPTED),
        ("sent", MessageState.ACCEPTED),
        ("delivered", MessageState.DELIVERED),
        ("undelivered", MessageState.BOUNCED),
    ],
)
def test_a_report_settles_what_was_unknown(texted, status, state):
    row = message(texted, state="unknown")
    report(row, status)
    assert row.state == state
    assert Event.objects.filter(kind="message.accepted").count() == (status != "undelivered")


def test_a_number_that_takes_no_texts_is_suppressed(texted):
    row = message(texted, provider="twilio", provider_id="SM1")
    report(row, "undelivered", 30006)
    assert row.state == MessageState.BOUNCED
    assert Suppression.objects.get().reason == SuppressedFor.BOUNCE


def test_a_phone_that_is_off_suppresses_nothing(texted):
    row = message(texted, provider="twilio", provider_id="SM1")
    report(row, "undelivered", 30003)
    assert row.state == MessageState.BOUNCED
    assert not Suppression.objects.exists()


def test_a_stop_that_only_the_provider_heard_is_heard(texted):
    row = message(texted, provider="twilio", provider_id="SM1")
    report(row, "failed", 21610)
    assert Suppression.objects.get().reason == SuppressedFor.STOP
    assert not may(texted, Topic.CARE)


def test_a_report_of_no_row_of_ours_changes_nothing(db):
    texts.note_status(texts.Status(row=0, provider_id="SM1", status="delivered"))
    assert not DeliveryReport.objects.exists()


def test_what_the_provider_has_is_accepted_with_its_reports(texted):
    row = message(texted, state="unknown")
    DeliveryReport.objects.create(
        provider="twilio", provider_id="SM9", kind="delivered", received_at=NOW
    )
    assert texts.settle_asked(row, provider_id="SM9")
    row.refresh_from_db()
    assert (row.state, row.provider_id) == (MessageState.DELIVERED, "SM9")
    assert not texts.settle_asked(row, provider_id="")


def test_what_the_provider_does_not_have_may_go(texted):
    row = message(texted, state="unknown")
    assert texts.settle_asked(row, provider_id="")
    row.refresh_from_db()
    assert row.state == MessageState.PLANNED


def test_what_nothing_carries_is_a_persons_with_its_words(texted):
    row = message(texted, state="planned")
    texts.owe_uncarried(row)
    touch = Touch.objects.get()
    assert (touch.how, touch.script, touch.channel) == ("task", row.body, "sms")
    assert touch.handed_because == "no_provider"


# --- what people text us ---


def test_a_text_of_a_customer_owes_an_answer_once(texted):
    for _ in range(3):
        texts.receive_text(text("Is my bike ready?", provider_id="SM7"))
    row = InboundMessage.objects.get()
    assert (row.customer, row.kind, row.from_address) == (texted, "message", NUMBER)
    assert Touch.objects.get().rule == "answer"


def test_an_answer_belongs_to_what_it_answers(texted):
    other = Customer.objects.create(name="Ines Ferreira")
    ContactPoint.objects.create(customer=other, kind="phone", value=NUMBER)
    sent = message(texted, provider="twilio", provider_id="SM1", accepted_at=NOW)
    row = texts.receive_text(text("Thanks", received_at=NOW + timedelta(hours=1)))
    assert (row.in_reply_to, row.customer) == (sent, texted)


@pytest.mark.parametrize("words", ["STOP", "Stopp!", "abmelden", "Ende"])
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.WHATSAPP])
def test_a_stop_closes_this_channel_and_no_other(texted, words, channel):
    texts.receive_text(text(words, channel))
    other = Channel.WHATSAPP if channel is Channel.SMS else Channel.SMS
    assert not may(texted, Topic.CARE, channel)
    assert may(texted, Topic.CARE, other)
    suppressed = Suppression.objects.get()
    assert (suppressed.channel, suppressed.address) == (channel.value, NUMBER)
    consent = Consent.objects.get()
    assert (consent.words, consent.is_given, consent.recorded_by) == (words, False, None)


def test_a_stop_said_twice_is_one_refusal(texted):
    texts.receive_text(text("STOP"))
    texts.receive_text(text("stop", provider_id="SM-2"))
    assert Consent.objects.count() == 1
    assert Suppression.objects.count() == 1


def test_a_stop_holds_for_everybody_with_the_number(texted):
    other = Customer.objects.create(name="Ines Ferreira")
    ContactPoint.objects.create(customer=other, kind="phone", value=NUMBER)
    texts.receive_text(text("STOP"))
    assert not may(texted, Topic.CARE)
    assert not may(other, Topic.CARE)


def test_a_stop_of_a_stranger_suppresses_the_number(shop):
    texts.receive_text(text("STOP", number="+4915999999999"))
    assert Suppression.objects.get().address == "+4915999999999"


def test_a_stop_owes_no_answer_unless_it_may_mean_more(texted):
    texts.receive_text(text("STOP"))
    assert not Touch.objects.exists()
    texts.receive_text(text("Cancel", provider_id="SM-2"))
    assert Touch.objects.get().rule == "answer"
    assert not may(texted, Topic.CARE)


def test_what_the_provider_takes_for_a_stop_is_one(texted):
    texts.receive_text(text("ARRETE MOI CA", is_stop=True))
    assert not may(texted, Topic.CARE)


def test_a_word_to_come_back_opens_what_the_stop_closed(texted):
    texts.receive_text(text("STOP"))
    texts.receive_text(text("START", provider_id="SM-2", received_at=NOW + timedelta(hours=1)))
    assert may(texted, Topic.CARE)
    assert not may(texted, Topic.OFFERS)  # no yes to advertising by it
    assert not Suppression.objects.filter(lifted_at=None).exists()
    assert not Touch.objects.exists()


def test_a_yes_to_offers_from_before_is_a_yes_again(texted, ana):
    record_consent(
        customer=texted,
        channel=Channel.SMS,
        is_given=True,
        words="Yes, tell me",
        came_from="at the counter",
        person=ana,
        answered_at=NOW - timedelta(days=9),
    )
    texts.receive_text(text("STOP"))
    texts.receive_text(text("START", provider_id="SM-2", received_at=NOW + timedelta(hours=1)))
    assert may(texted, Topic.OFFERS)


def test_a_word_to_come_back_lifts_no_other_refusal(texted, ana):
    record_consent(
        customer=texted,
        channel=Channel.SMS,
        is_given=False,
        words="STOP",  # the same word, said to a person
        came_from="on the phone",
        person=ana,
        answered_at=NOW,
    )
    suppress(channel=Channel.SMS, address=NUMBER, reason=SuppressedFor.BY_HAND, person=ana)
    texts.receive_text(text("START", received_at=NOW + timedelta(hours=1)))
    assert not may(texted, Topic.CARE)
    assert Suppression.objects.filter(lifted_at=None).count() == 1


def test_a_refusal_after_the_stop_outlives_a_word_to_come_back(texted, ana):
    texts.receive_text(text("STOP"))
    record_consent(
        customer=texted,
        channel=Channel.SMS,
        is_given=False,
        words="really not",
        came_from="on the phone",
        person=ana,
        answered_at=NOW + timedelta(minutes=5),
    )
    texts.receive_text(text("START", provider_id="SM-2", received_at=NOW + timedelta(hours=1)))
    assert not may(texted, Topic.CARE)


def test_the_same_stop_delivered_again_after_a_start_closes_nothing(texted):
    """W17: an old call repeated."""
    texts.receive_text(text("STOP", provider_id="SM-1"))
    texts.receive_text(text("START", provider_id="SM-2", received_at=NOW + timedelta(hours=1)))
    texts.receive_text(text("STOP", provider_id="SM-1"))
    assert may(texted, Topic.CARE)


def test_a_picture_without_words_is_something_to_answer(texted):
    row = texts.receive_text(text("", has_media=True))
    assert row.body == "A picture or a file, without words."
    assert Touch.objects.get().note == row.body
