"""Texts by Twilio's own library against the stand-in: each way it can go (S20)."""

import socket
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from regulars.channels import texts
from regulars.channels.base import CannotReach, Parcel
from regulars.channels.texts import Line, TextCarrier
from regulars.rules.channels import Channel
from regulars.rules.messages import Purpose
from regulars.rules.sending import Outcome, Result
from tests.twilio_fake import ACCOUNT, SECRET, FakeTwilio, client_for, fake_twilio

pytest.importorskip("twilio", reason="NO TWILIO LIBRARY: the extra sms is not installed")
TO = "+4915123456789"
FROM = "+4930123456"
ALLOWED = SimpleNamespace(ask=lambda: True, holds=lambda: True)
SINCE = datetime.now(UTC) - timedelta(minutes=1)


def parcel(body: str = "Hello", number: int = 7) -> Parcel:
    return Parcel(
        number=number,
        message_id=f"<{number}@regulars.invalid>",
        to_address=TO,
        body=body,
        purpose=Purpose.THANKS,
    )


@pytest.fixture(scope="module")
def running():
    with fake_twilio() as told:
        yield told


@pytest.fixture
def there(running) -> FakeTwilio:
    for kept in (running.plan, running.messages, running.requests, running.reports):
        kept.clear()
    return running


def carrier(there: FakeTwilio, channel: Channel = Channel.SMS, **options: object) -> TextCarrier:
    told = {
        "channel": channel,
        "account": ACCOUNT,
        "secret": SECRET,
        "sender": FROM,
        "report_to": lambda row: f"https://regulars.shop.com/texts/status/{row}",
        "http": client_for(there),
    }
    return TextCarrier(Line(**{**told, **options}))


def carry(there: FakeTwilio, *, leave: object = ALLOWED, **options: object) -> Outcome:
    return carrier(there, **options).carry(parcel(), leave, lambda: None)


def test_a_text_is_taken(there):
    outcome = carry(there)
    assert outcome.result is Result.ACCEPTED
    assert (outcome.provider, outcome.provider_id) == ("twilio", there.messages[0]["sid"])
    assert there.requests[0][2] == {
        "To": TO,
        "From": FROM,
        "Body": "Hello",
        "StatusCallback": "https://regulars.shop.com/texts/status/7",
    }


def test_a_chat_goes_by_the_same_way_with_their_prefix(there):
    assert carry(there, channel=Channel.WHATSAPP).result is Result.ACCEPTED
    form = there.requests[0][2]
    assert (form["To"], form["From"]) == (f"whatsapp:{TO}", f"whatsapp:{FROM}")


@pytest.mark.parametrize(
    ("step", "result", "is_about_address"),
    [
        (21610, Result.REFUSED, False),
        (21211, Result.REFUSED, True),
        (20429, Result.BUSY, False),
        (20003, Result.UNREACHABLE, False),
        ("500 after acting", Result.LOST, False),
        ("timeout after acting", Result.LOST, False),
        ("timeout before acting", Result.LOST, False),  # nobody here can tell the two apart
        ("hang up", Result.LOST, False),
        ("wrong json", Result.LOST, False),
    ],
)
def test_whatever_happens_is_an_outcome(there, step, result, is_about_address):
    there.plan.append(step)
    outcome = carry(there)
    assert (outcome.result, outcome.is_about_address) == (result, is_about_address)
    assert len(there.requests) == 1  # never tried again by itself
    assert outcome.is_stop == (step == 21610)
    assert "+49" not in outcome.said


def test_nobody_there_is_provably_unsent(there):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        gone = FakeTwilio(port=free.getsockname()[1])
    outcome = carry(there, http=client_for(gone))
    assert outcome.result is Result.UNREACHABLE


@pytest.mark.parametrize(
    "leave",
    [
        SimpleNamespace(ask=lambda: False, holds=lambda: True),
        SimpleNamespace(ask=lambda: True, holds=lambda: False),
    ],
)
def test_what_may_not_leave_is_not_even_asked_for(there, leave):
    assert carry(there, leave=leave).result is Result.STOPPED
    assert there.requests == []


def test_the_hand_over_is_the_last_thing_before_the_request(there):
    seen = []
    leave = SimpleNamespace(
        ask=lambda: seen.append(len(there.requests)) or True, holds=lambda: True
    )
    carry(there, leave=leave)
    assert seen == [0]
    assert len(there.requests) == 1


@pytest.mark.parametrize("step", ["500 after acting", "timeout after acting", "wrong json"])
def test_the_provider_is_asked_for_what_it_took(there, step):
    there.plan.append(step)
    told = carrier(there)
    assert told.carry(parcel(), ALLOWED, lambda: None).result is Result.LOST
    known = told.find(to=TO, body="Hello", since=SINCE, besides=[])
    assert known is not None
    assert known.provider_id == there.messages[0]["sid"]


def test_the_provider_says_that_it_has_nothing(there):
    told = carrier(there)
    there.take({"To": "+4915999999999", "From": FROM, "Body": "Hello"})
    there.take({"To": TO, "From": FROM, "Body": "Something else"})
    old = there.take({"To": TO, "From": FROM, "Body": "Hello"})
    old["date_created"] = "Mon, 02 Nov 2026 09:00:00 +0000"
    known = there.take({"To": TO, "From": FROM, "Body": "Hello"})
    theirs = there.take({"To": TO, "From": FROM, "Body": "Hello"})
    theirs["direction"] = "inbound"
    assert told.find(to=TO, body="Hello", since=SINCE, besides=[known["sid"]]) is None


def test_the_sentence_of_an_account_on_trial_does_not_hide_it(there):
    told = carrier(there)
    there.take({"To": TO, "Body": "Sent from your Twilio trial account - Hello \n Tomás"})
    assert told.find(to=TO, body="Hello Tomás", since=SINCE, besides=[]) is not None


def test_a_provider_that_does_not_tell_is_no_answer(there):
    there.plan.append("cannot be asked")
    with pytest.raises(CannotReach):
        carrier(there).find(to=TO, body="Hello", since=SINCE, besides=[])


def test_without_the_library_nothing_leaves(there, monkeypatch):
    monkeypatch.setattr(texts, "Client", None)
    outcome = carry(there)
    assert outcome.result is Result.UNREACHABLE
    assert there.requests == []


def test_the_secret_is_not_in_what_is_printed(there):
    assert SECRET not in repr(carrier(there).line)
