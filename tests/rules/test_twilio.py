"""Twilio's words: proven against its own library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.channels import Channel
from regulars.rules.messages import ReportKind
from regulars.rules.sending import Result
from regulars.rules.twilio import (
    address_of,
    is_signed,
    number_of,
    report_of,
    result_of,
    signature,
)

URL = "https://regulars.shop.com/texts/status/7"
FIELDS = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    max_size=8,
)
URLS = st.sampled_from(
    [URL, "https://regulars.shop.com:443/texts/in", "https://a.example:8443/x?y=1&z=2"]
)


@given(st.text(st.characters(codec="ascii"), min_size=1, max_size=40), URLS, FIELDS)
def test_our_signature_is_theirs(secret, url, fields):
    validators = pytest.importorskip("twilio.request_validator")
    theirs = validators.RequestValidator(secret)
    ours = signature(secret, url, fields.items())
    assert ours == theirs.compute_signature(url, fields)
    assert theirs.validate(url, fields, ours)
    assert is_signed(secret, url, fields.items(), theirs.compute_signature(url, fields))


@given(FIELDS, st.integers(0, 27), st.characters(codec="ascii"))
def test_a_changed_signature_is_no_signature(fields, at, letter):
    told = signature("secret", URL, fields.items())
    changed = told[:at] + letter + told[at + 1 :]
    assert is_signed("secret", URL, fields.items(), changed) == (changed == told)


@pytest.mark.parametrize("told", ["", "é", "x", "===="])
def test_what_is_no_signature_is_refused(told):
    assert not is_signed("secret", URL, [], told)


def test_without_a_secret_nothing_is_signed():
    assert not is_signed("", URL, [], signature("", URL, []))


def test_a_changed_field_or_address_breaks_it():
    fields = [("MessageSid", "SM1"), ("MessageStatus", "sent")]
    told = signature("secret", URL, fields)
    assert is_signed("secret", URL, fields, told)
    assert is_signed("secret", URL.replace(".com/", ".com:443/"), fields, told)
    assert not is_signed("secret", URL + "1", fields, told)
    assert not is_signed("secret", URL, [*fields, ("Extra", "1")], told)
    assert not is_signed("other", URL, fields, told)


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.WHATSAPP])
def test_an_address_goes_there_and_back(channel):
    assert number_of(address_of(channel, "+4915123456789")) == (channel, "+4915123456789")


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        ("queued", None, None),
        ("sending", None, None),
        ("sent", None, None),
        ("delivered", None, ReportKind.DELIVERED),
        ("read", None, ReportKind.DELIVERED),
        ("undelivered", 30003, ReportKind.FAILED),  # switched off: the number is a good one
        ("undelivered", 30005, ReportKind.BOUNCED),
        ("failed", 30006, ReportKind.BOUNCED),
        ("failed", 21610, ReportKind.FAILED),
        ("something new", None, None),
    ],
)
def test_a_status_becomes_a_report(status, error, kind):
    assert report_of(status, error) is kind


@pytest.mark.parametrize(
    ("status", "error", "result"),
    [
        (429, 20429, Result.BUSY),
        (500, None, Result.LOST),
        (503, 20500, Result.LOST),
        (401, 20003, Result.UNREACHABLE),
        (400, 21606, Result.UNREACHABLE),
        (400, 21610, Result.REFUSED),
        (400, 21211, Result.REFUSED),
        (404, 20404, Result.UNREACHABLE),
    ],
)
def test_a_refusal_is_understood(status, error, result):
    assert result_of(status, error) is result
