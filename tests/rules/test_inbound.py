import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.inbound import (
    Facts,
    Kind,
    bare_subject,
    kind_of,
    opening_words,
    without_quotes,
)

YES = "Yes, Tuesday suits me."
WROTE = "Aurora Coffee <us@x.org> wrote:"
QUOTED = {
    "gmail": f"{YES}\n\nOn Mon, 23 Nov 2026 at 09:14, {WROTE}\n> Dear Tomás",
    "gmail, on two lines": (
        f"{YES}\n\nOn Mon, 23 Nov 2026 at 09:14, Aurora Coffee\n<us@x.org> wrote:\n\n> Dear"
    ),
    "apple, german": f"{YES}\n\nAm 23.11.2026 um 09:14 schrieb Aurora <us@x.org>:\n\n> Hallo",
    "outlook": f"{YES}\n\nFrom: Aurora <us@x.org>\nSent: Monday 09:14\nTo: Tomás\n\nDear Tomás",
    "outlook, german": (
        f"{YES}\n\n-----Ursprüngliche Nachricht-----\nVon: Aurora\nGesendet: Montag\n\nHallo"
    ),
    "outlook on the web": f"{YES}\n\n________________________________\nVon: Aurora Coffee\n",
    "signature": f"{YES}\n\n-- \nTomás Ferreira\nRua Augusta 1",
    "windows line ends": f"{YES}\r\n\r\n> Dear Tomás\r\n> how are you\r\n",
}


@pytest.mark.parametrize("body", QUOTED.values(), ids=QUOTED)
def test_what_was_quoted_is_not_what_they_wrote(body):
    assert without_quotes(body) == YES


def test_an_answer_between_the_lines_is_kept():
    body = "> Does Tuesday suit you?\nYes.\n> And the old machine?\nKeep it."
    assert without_quotes(body) == "Yes.\nKeep it."


def test_a_mail_that_holds_nothing_but_a_quote_is_shown_whole():
    assert without_quotes("> Dear Tomás\n> how are you") == "> Dear Tomás\n> how are you"


def test_plain_sentences_that_begin_alike_stay():
    body = "From: my side all is fine.\nOn Monday I come by.\nAm Montag komme ich."
    assert without_quotes(body) == body


@given(st.text(max_size=400))
def test_any_text_is_survived_and_nothing_is_invented(body):
    kept = without_quotes(body)
    for line in kept.split("\n"):
        assert line.strip() in body


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: Your order", "Your order"),
        ("AW: Re: WG: Ihre Bestellung", "Ihre Bestellung"),
        ("RE[2]: Your order", "Your order"),
        ("Regards", "Regards"),
        ("", ""),
    ],
)
def test_a_subject_is_told_without_its_prefixes(subject, bare):
    assert bare_subject(subject) == bare


def test_first_words_are_cut_between_words():
    said = opening_words("Re: Order", "one two three four", longest=16)
    assert said == "Order: one two…"
    assert opening_words("", "one", longest=16) == "one"
    assert opening_words("Ready?", "I come by.", longest=40) == "Ready? I come by."
    assert opening_words("Order", "", longest=16) == "Order"


def facts(**told):
    return Facts(**({"from_address": "t@example.com", "is_known_sender": True} | told))


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({}, Kind.MESSAGE),
        ({"is_known_sender": False}, Kind.NOT_OURS),
        ({"is_known_sender": False, "is_of_ours": True}, Kind.MESSAGE),
        ({"is_from_us": True, "is_of_ours": True}, Kind.NOT_OURS),
        ({"is_report": True, "is_of_ours": True}, Kind.BOUNCE),
        ({"is_report": True}, Kind.NOT_OURS),
        ({"headers": {"auto-submitted": "auto-replied"}, "is_of_ours": True}, Kind.AUTO_REPLY),
        ({"headers": {"auto-submitted": "auto-generated (failure)"}}, Kind.NOT_OURS),
        ({"headers": {"auto-submitted": "no"}}, Kind.MESSAGE),
        ({"headers": {"x-autoreply": "yes"}, "is_of_ours": True}, Kind.AUTO_REPLY),
        ({"headers": {"precedence": "bulk"}}, Kind.NOT_OURS),
        ({"headers": {"list-id": "<news.example.com>"}}, Kind.NOT_OURS),
        ({"subject": "Out of office: Your order", "is_of_ours": True}, Kind.AUTO_REPLY),
        ({"subject": "Abwesenheitsnotiz", "is_of_ours": True}, Kind.AUTO_REPLY),
        ({"subject": "Re: Your order", "body": "STOP"}, Kind.STOP),
        ({"subject": "unsubscribe"}, Kind.STOP),
        ({"subject": "Hello", "body": "Abmelden!\n\n> Dear Tomás"}, Kind.STOP),
        ({"is_to_stop_address": True, "body": "x"}, Kind.STOP),
        ({"subject": "Stop", "body": "by on Friday please"}, Kind.MESSAGE),
        ({"body": "Please stop by on Friday"}, Kind.MESSAGE),
    ],
)
def test_what_lies_in_the_mailbox_is_told_apart(told, kind):
    assert kind_of(facts(**told)) is kind
