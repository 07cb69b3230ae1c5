"""Mails as servers and programs send them: made up, and true to how each of them writes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.readers.mails import html_to_text, read_mail
from regulars.rules.bounces import Verdict, verdict

MAILS = Path(__file__).parent / "fixtures" / "mails"
RETURNED = {
    "postfix_unknown": Verdict.NO_SUCH_ADDRESS,
    "exchange_online": Verdict.NO_SUCH_ADDRESS,
    "exim_unknown": Verdict.NO_SUCH_ADDRESS,
    "qmail_unknown": Verdict.NO_SUCH_ADDRESS,
    "sendmail_unknown": Verdict.NO_SUCH_ADDRESS,
    "gmail_full": Verdict.CAME_BACK,
    "spam_refused": Verdict.CAME_BACK,
    "postfix_gave_up": Verdict.GAVE_UP,
    "postfix_delayed": Verdict.NOTHING,
    "exim_warning": Verdict.NOTHING,
}


def letter(name):
    return read_mail((MAILS / f"{name}.eml").read_bytes())


@pytest.mark.parametrize(("name", "found"), RETURNED.items())
def test_what_each_server_sends_back_is_understood(name, found):
    returned = letter(name).returned
    assert returned is not None
    assert returned.addresses == ("gone@customer.example",)
    assert verdict(returned.report) is found


@pytest.mark.parametrize("name", [name for name in RETURNED if name != "exim_warning"])
def test_it_says_which_mail_of_ours_came_back(name):
    assert letter(name).returned.message_ids == ("0f3c@aurora.example",)


def test_a_reply_in_html_alone_becomes_words_and_nothing_that_acts():
    read = letter("reply_html")
    question = "> Dear Tomás, does Tuesday suit you?"
    assert read.text == f"Yes, Tuesday suits me & my wife.\n\nTomás\n\n{question}"
    assert read.is_from_html
    assert (read.from_address, read.from_name) == ("tomas@customer.example", "Tomás Ferreira")
    assert read.subject == "Re: Your order ☕"
    assert read.answers == ("0f3c@aurora.example", "first@aurora.example")
    assert read.returned is None


def test_an_absence_note_says_so_in_its_headers_and_keeps_its_letters():
    read = letter("vacation")
    assert read.headers["auto-submitted"] == "auto-replied"
    assert read.text.endswith("nicht im Büro.")
    assert read.returned is None


def mail(*headers, body="Hello"):
    return "\r\n".join([*headers, "", body]).encode()


def test_a_mail_without_an_id_has_one_of_its_own_and_always_the_same():
    raw = mail("From: a@example.com")
    assert read_mail(raw).message_id == read_mail(raw).message_id
    assert read_mail(raw).message_id.startswith("sha256-")
    assert read_mail(mail("From: a@example.com", body="Other")).message_id != (
        read_mail(raw).message_id
    )


def test_no_line_of_a_header_becomes_two():
    read = read_mail(mail("From: a@example.com", "Subject: =?utf-8?q?one=0D=0ABcc:_x=00?="))
    assert read.subject == "one Bcc: x"


@pytest.mark.parametrize(
    "header",
    [
        "Subject: =?no-such-charset?b?AAAA?=",
        "Subject: =?utf-8?b?!!!?=",
        "Date: yesterday",
        "From: <>",
        "Message-ID: <a b>",
        "Content-Type: text/plain; charset=no-such",
        "Content-Type: multipart/mixed",
        "Content-Transfer-Encoding: base64",
    ],
)
def test_a_broken_header_is_survived(header):
    assert read_mail(mail(header)).message_id


@given(st.binary(max_size=600))
def test_any_bytes_are_survived(raw):
    assert read_mail(raw).message_id


@given(st.text(max_size=300))
def test_any_html_becomes_text_without_a_script(text):
    marked_up = f"<script>evil()</script><p>{text}</p><style>p {{}}</style>"
    assert "evil()" not in html_to_text(marked_up).replace(text, "")
