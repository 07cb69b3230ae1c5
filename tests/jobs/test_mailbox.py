"""A real mailbox is read: answers, what came back, who is away, who wants no more."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from regulars.actions.accounts import Server, begin_mail, read_replies
from regulars.jobs.clock import tick
from regulars.jobs.mailbox import read_mailbox
from regulars.models import (
    Consent,
    ContactPoint,
    InboundMessage,
    MailAccount,
    Message,
    Suppression,
    Touch,
)
from regulars.queries.bounce_addresses import bounce_address
from regulars.rules.kinds import Security
from tests.mail_server import PASSWORD

MAILS = Path(__file__).parents[1] / "readers" / "fixtures" / "mails"


@pytest.fixture
def account(shop, ana, imap):
    begin_mail(from_address="us@aurora.example", from_name="Aurora Coffee", person=ana)
    server = Server("127.0.0.1", imap.port, Security.NONE, imap.username, PASSWORD)
    read_replies(server=server, folder="INBOX", person=ana)
    read_mailbox()  # finds its place
    return MailAccount.objects.get()


@pytest.fixture
def tomas(customer):
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@customer.example")
    return customer


@pytest.fixture
def sent(tomas, ana):
    """The mail that the fixtures answer, send back or complain about."""
    return Message.objects.create(
        customer=tomas,
        rule="written",
        occurrence="1",
        channel="email",
        purpose="service",
        state="accepted",
        to_address="gone@customer.example",
        due_at=timezone.now(),
        handed_at=timezone.now(),
        accepted_at=timezone.now(),
        message_id="<0f3c@aurora.example>",
    )


def eml(name):
    return (MAILS / f"{name}.eml").read_bytes()


def mail(*headers, body="Is it ready?"):
    told = ["From: Tomas <tomas@customer.example>", "Message-ID: <m1@customer.example>", *headers]
    return "\n".join([*told, "", body, ""]).encode()


def look(imap, *mails):
    for raw in mails:
        imap.deliver(raw)
    return read_mailbox()


def test_what_lay_there_before_is_the_owner_s_own(shop, ana, imap, tomas):
    imap.deliver(mail())
    begin_mail(from_address="us@aurora.example", from_name="", person=ana)
    server = Server("127.0.0.1", imap.port, Security.NONE, imap.username, PASSWORD)
    read_replies(server=server, folder="", person=ana)

    assert read_mailbox() == 0
    assert read_mailbox() == 0

    assert not InboundMessage.objects.exists()
    account = MailAccount.objects.get()
    assert (account.imap_seen_uid, account.imap_trouble) == (1, "")
    assert account.imap_read_at is not None


def test_an_answer_is_threaded_to_its_message_and_customer_and_owes_one(account, imap, sent):
    assert look(imap, eml("reply_html")) == 1

    row = InboundMessage.objects.get()
    assert (row.customer, row.in_reply_to, row.kind) == (sent.customer, sent, "message")
    assert row.body.startswith("Yes, Tuesday suits me")
    assert Touch.objects.get(rule="answer").occurrence == str(row.pk)
    assert imap.flags() == [""]


def test_a_second_look_and_a_second_worker_keep_it_once(account, imap, sent):
    look(imap, eml("reply_html"))
    MailAccount.objects.update(imap_seen_uid=0)  # as after a kill between the mail and the place

    assert read_mailbox() == 1
    assert InboundMessage.objects.count() == 1
    assert Touch.objects.count() == 1


def test_a_mailbox_numbered_anew_is_read_from_the_day_of_the_last_look(account, imap, sent):
    look(imap, eml("reply_html"))
    MailAccount.objects.update(imap_validity=12, imap_seen_uid=9_000)

    look(imap, mail())

    assert InboundMessage.objects.count() == 2
    assert MailAccount.objects.get().imap_seen_uid == 2


def test_strangers_and_newsletters_are_left_alone(account, imap, sent):
    stranger = mail().replace(b"tomas@", b"somebody@").replace(b"m1@", b"m2@")
    newsletter = mail("List-Id: <news.example>").replace(b"m1@", b"m3@")
    ours = mail().replace(b"Tomas <tomas@customer.example>", b"us@aurora.example")

    assert look(imap, stranger, newsletter, ours) == 0

    assert not InboundMessage.objects.exists()
    assert imap.flags() == ["", "", ""]


def test_a_customer_who_writes_first_is_heard(account, imap, tomas):
    assert look(imap, mail("Subject: A question")) == 1
    assert InboundMessage.objects.get().customer == tomas


@pytest.mark.parametrize(
    ("name", "state", "is_suppressed"),
    [
        ("postfix_unknown", "bounced", True),
        ("exchange_online", "bounced", True),
        ("exim_unknown", "bounced", True),
        ("qmail_unknown", "bounced", True),
        ("gmail_full", "bounced", False),
        ("spam_refused", "bounced", False),
        ("postfix_gave_up", "bounced", False),
        ("postfix_delayed", "accepted", False),
        ("exim_warning", "accepted", False),
    ],
)
def test_what_came_back_counts_by_rule(account, imap, sent, name, state, is_suppressed):
    look(imap, eml(name))
    sent.refresh_from_db()
    assert sent.state == state
    assert Suppression.objects.exists() == is_suppressed
    assert not Touch.objects.filter(rule="answer").exists()


def test_an_address_that_refuses_three_times_for_good_is_left_alone(account, imap, sent, tomas):
    for number in range(3):
        one = sent
        if number:
            one = Message.objects.get(pk=sent.pk)
            one.pk, one.occurrence = None, f"again-{number}"
            one.state, one.message_id = "accepted", f"<again-{number}@aurora.example>"
            one.save()
        raw = eml("gmail_full").replace(b"0f3c@aurora.example", one.message_id[1:-1].encode())
        look(imap, raw.replace(b"6744f0aa", f"6744f0a{number}".encode()))
        assert Suppression.objects.exists() == (number == 2)


def test_somebody_else_s_bounce_changes_nothing(account, imap, sent):
    raw = eml("postfix_unknown").replace(b"0f3c@aurora.example", b"other@elsewhere.example")
    assert look(imap, raw.replace(b"gone@customer", b"nobody@elsewhere")) == 0
    sent.refresh_from_db()
    assert sent.state == "accepted"


def test_the_envelope_names_the_message_where_a_server_keeps_nothing_of_it(account, imap, sent):
    address = bounce_address(sent.pk, domain="aurora.example")
    raw = eml("postfix_unknown").split(b"Content-Description: Undelivered Message")[0]
    raw = raw.replace(b"To: us@aurora.example", f"To: {address}".encode())
    Message.objects.filter(pk=sent.pk).update(handed_at=None)  # not by the address
    look(imap, raw)
    sent.refresh_from_db()
    assert sent.state == "bounced"


def test_a_made_up_envelope_names_nothing(account, imap, sent):
    raw = eml("postfix_unknown").replace(b"0f3c@", b"other@")
    raw = raw.replace(b"To: us@aurora", f"To: bounce+{sent.pk}-0123456789abcdef@aurora".encode())
    Message.objects.filter(pk=sent.pk).update(handed_at=None)
    assert look(imap, raw) == 0


def test_an_absence_note_is_kept_and_asks_for_nothing(account, imap, sent):
    look(imap, eml("vacation"))
    assert InboundMessage.objects.get().kind == "auto_reply"
    assert not Touch.objects.exists()


def test_stop_is_a_no_on_record_in_their_words_once(account, imap, sent):
    look(imap, mail("Subject: Re: Your order", body="STOP\n\n> Dear Tomás"))
    MailAccount.objects.update(imap_seen_uid=0)
    read_mailbox()

    consent = Consent.objects.get()
    assert (consent.channel, consent.is_given, consent.words) == (
        "email",
        False,
        "Your order: STOP",
    )
    assert not Touch.objects.exists()


def test_whoever_answers_in_their_own_program_has_answered(account, imap, tomas):
    look(imap, mail())
    imap.mark(1, "\\Answered")
    read_mailbox()
    assert InboundMessage.objects.get().answered_at is not None
    assert Touch.objects.get().state == "done"


def test_an_odd_clock_of_the_sender_is_not_believed(account, imap, tomas):
    look(imap, mail("Date: Mon, 1 Jan 2035 10:00:00 +0000"))
    row = InboundMessage.objects.get()
    assert timezone.now() - row.received_at < timedelta(minutes=5)


def test_a_mailbox_that_cannot_be_read_says_why_and_recovers(account, imap):
    MailAccount.objects.update(imap_port=1)
    assert read_mailbox() == 0
    assert MailAccount.objects.get().imap_trouble == "unreachable"

    MailAccount.objects.update(imap_port=imap.port)
    read_mailbox()
    assert MailAccount.objects.get().imap_trouble == ""


def test_a_password_closed_with_another_key_is_said_so(account, settings):
    settings.SECRET_KEY = "quite another key of this install that opens nothing"
    read_mailbox()
    assert MailAccount.objects.get().imap_trouble == "lost_key"


def test_the_clock_looks_each_few_minutes_and_not_in_between(account, imap, tomas):
    tick(timezone.now())
    imap.deliver(mail())
    tick(timezone.now() + timedelta(minutes=1))
    assert not InboundMessage.objects.exists()
    tick(timezone.now() + timedelta(minutes=4))
    assert InboundMessage.objects.exists()
