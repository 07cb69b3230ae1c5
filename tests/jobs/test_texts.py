"""Texts on their way: what was lost is asked for, a test is sent once, and what nothing carries
becomes somebody's task."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from regulars.actions.texts import ask_for_test, change_text_account
from regulars.channels.texts import Line, TextCarrier
from regulars.jobs import clock, texts
from regulars.models import Message, Schedule, TextAccount, Touch
from regulars.rules.channels import Channel
from regulars.rules.messages import MessageState
from regulars.rules.sending import ASK_AFTER
from tests.actions.test_texts import NUMBER, message, texted  # noqa: F401  # a fixture
from tests.twilio_fake import ACCOUNT, SECRET, FakeTwilio, client_for, fake_twilio

pytest.importorskip("twilio", reason="NO TWILIO LIBRARY: the extra sms is not installed")
NOW = datetime.now(UTC)
LATER = NOW + ASK_AFTER + timedelta(seconds=1)


@pytest.fixture
def there():
    with fake_twilio() as told:
        yield told


def carry(there: FakeTwilio, line: Line) -> TextCarrier:
    return TextCarrier(Line(line.channel, line.account, line.secret, line.sender,
                            line.report_to, client_for(there)))  # fmt: skip


@pytest.fixture
def by(there):
    return partial(carry, there)


@pytest.fixture
def account(ana) -> TextAccount:
    return change_text_account(
        account=ACCOUNT,
        secret=SECRET,
        sms_from="+4930123456",
        whatsapp_from="",
        most_a_second=10,
        most_a_day=200,
        is_on=True,
        person=ana,
    )


def unknown(customer, **columns) -> Message:
    return message(customer, state="unknown", handed_at=NOW, **columns)


def state_of(row: Message) -> tuple[str, str]:
    row.refresh_from_db()
    return row.state, row.provider_id


def test_what_the_provider_took_is_accepted_and_never_sent_again(there, by, account, texted):  # noqa: F811
    row = unknown(texted)
    made = there.take({"To": NUMBER, "From": "+4930123456", "Body": row.body})

    assert texts.ask_about_unknown(LATER, carry=by) == 1

    assert state_of(row) == (MessageState.ACCEPTED, made["sid"])
    assert not [one for one in there.requests if one[0] == "POST"]


def test_what_the_provider_does_not_have_goes_again(there, by, account, texted):  # noqa: F811
    row = unknown(texted)
    assert texts.ask_about_unknown(LATER, carry=by) == 1
    assert state_of(row) == (MessageState.PLANNED, "")


def test_two_messages_with_the_same_words_are_not_taken_for_one(there, by, account, texted):  # noqa: F811
    made = there.take({"To": NUMBER, "From": "+4930123456", "Body": "Thank you for coming, Tomás."})
    message(texted, provider="twilio", provider_id=made["sid"])
    row = unknown(texted)
    texts.ask_about_unknown(LATER, carry=by)
    assert state_of(row) == (MessageState.PLANNED, "")


def test_it_is_not_asked_too_early(there, by, account, texted):  # noqa: F811
    unknown(texted)
    assert texts.ask_about_unknown(NOW + timedelta(minutes=1), carry=by) == 0
    assert there.requests == []


def test_a_provider_that_does_not_tell_is_asked_again_later(there, by, account, texted):  # noqa: F811
    there.plan.append("cannot be asked")
    row = unknown(texted)
    assert texts.ask_about_unknown(LATER, carry=by) == 0
    assert state_of(row)[0] == MessageState.UNKNOWN
    assert texts.ask_about_unknown(LATER, carry=by) == 0
    assert len(there.requests) == 1
    there.plan.clear()
    assert texts.ask_about_unknown(LATER + timedelta(minutes=6), carry=by) == 1


def test_without_an_account_nobody_is_asked_and_nothing_is_decided(there, by, texted):  # noqa: F811
    row = unknown(texted)
    assert texts.ask_about_unknown(LATER, carry=by) == 0
    assert state_of(row)[0] == MessageState.UNKNOWN


def test_a_test_is_sent_once(there, by, account, ana):
    ask_for_test(to=NUMBER, person=ana, now=NOW)
    assert texts.is_anything_to_do()
    assert [texts.send_test(NOW, carry=by) for _ in range(3)] == [1, 0, 0]
    (made,) = there.messages
    assert (made["to"], made["body"]) == (NUMBER, "A test from Regulars: texts leave the house.")
    assert there.reports == {}
    assert TextAccount.objects.get().test_said == ""


def test_a_test_that_is_refused_says_why(there, by, account, ana):
    there.plan.append(20003)
    ask_for_test(to=NUMBER, person=ana, now=NOW)
    texts.send_test(NOW, carry=by)
    assert "20003" in TextAccount.objects.get().test_said


def test_where_nothing_carries_it_a_text_is_somebodys_task(texted):  # noqa: F811
    row = message(texted, state="planned", due_at=NOW)
    assert texts.owe_all_uncarried(NOW) == 1
    assert state_of(row)[0] == MessageState.CANCELLED
    assert Touch.objects.get().script == row.body
    assert texts.owe_all_uncarried(NOW) == 0


def test_where_something_carries_it_nobody_has_to(account, texted):  # noqa: F811
    message(texted, state="planned", due_at=NOW)
    message(texted, state="planned", due_at=NOW, channel="whatsapp")
    assert texts.owe_all_uncarried(NOW) == 1
    assert Touch.objects.get().channel == "whatsapp"


@pytest.mark.parametrize("address", ["http://localhost:8000", "https://10.0.0.1"])
def test_reports_are_asked_for_only_where_they_can_arrive(account, settings, address):
    settings.ADDRESS = address
    line = texts.line_for(Channel.SMS)
    assert line is not None
    assert line.report_to is None
    settings.ADDRESS = "https://regulars.shop.com"
    line = texts.line_for(Channel.SMS)
    assert line is not None
    assert line.report_to is not None
    assert line.report_to(7) == "https://regulars.shop.com/texts/status/7"


def test_there_is_no_line_for_what_is_not_set_up(account):
    assert texts.line_for(Channel.WHATSAPP) is None
    TextAccount.objects.update(is_on=False)
    assert texts.line_for(Channel.SMS) is None


def test_the_clock_starts_it_where_there_is_something_to_do(account, ana, monkeypatch):
    rounds = []
    monkeypatch.setattr(texts, "look_after", lambda now: rounds.append(now) or {})
    clock.start_due(NOW)
    assert not Schedule.objects.filter(name="texts").exists()
    ask_for_test(to=NUMBER, person=ana, now=NOW)
    clock.start_due(NOW)
    clock.run_ready()
    assert len(rounds) == 1
