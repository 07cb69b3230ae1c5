"""The mail account's page: nothing secret on it, each state in words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.actions.accounts import begin_mail, make_dkim_key
from regulars.models import Event, MailAccount
from regulars.queries.secrets import unseal

CLEAR = "a-password-nobody-may-read"


@pytest.fixture
def account(ana):
    return begin_mail(from_address="us@gmail.com", from_name="Aurora", person=ana)


def at(name):
    return reverse(f"settings:{name}")


def server(**changed):
    told = {
        "host": "smtp.gmail.com",
        "port": "465",
        "security": "tls",
        "username": "us@gmail.com",
        "password": CLEAR,
        "is_for_replies": "on",
    }
    return told | changed


def test_it_begins_with_one_question_and_fills_in_the_rest(owner):
    assert "From which address" in owner.get(at("mail")).text
    answer = owner.post(at("mail_begin"), {"from_address": "us@gmail.com"}, follow=True)
    assert 'value="smtp.gmail.com"' in answer.text
    assert "app password" in answer.text


def test_a_wrong_address_is_asked_again(owner):
    answer = owner.post(at("mail_begin"), {"from_address": "us"})
    assert answer.status_code == 422
    assert not MailAccount.objects.exists()


def test_the_password_is_kept_and_never_shown_again(owner, account):
    owner.post(at("mail_server"), server())
    pages = [owner.get(at(name)).text for name in ("mail", "mail_server", "mail_replies")]
    assert not [page for page in pages if CLEAR in page]
    assert "Leave this empty to keep it." in pages[1]

    owner.post(at("mail_server"), server(password=""))
    assert unseal(MailAccount.objects.get().secret) == CLEAR


def test_a_form_with_a_slip_does_not_send_the_password_back(owner, account):
    answer = owner.post(at("mail_server"), server(port="99999"))
    assert answer.status_code == 422
    assert CLEAR not in answer.text


@pytest.mark.parametrize("host", ["https://smtp.example.com", "us@example.com", "a b"])
def test_a_server_is_a_name_and_nothing_else(owner, account, host):
    assert owner.post(at("mail_server"), server(host=host)).status_code == 422


def test_a_service_asks_for_what_it_needs(owner, account):
    answer = owner.post(at("mail_service"), {"kind": "mailgun"})
    assert answer.status_code == 422
    assert "Mailgun asks for the domain" in answer.text
    owner.post(at("mail_service"), {"kind": "brevo", "key": CLEAR})
    assert unseal(MailAccount.objects.get().secret) == CLEAR
    assert CLEAR not in owner.get(at("mail_service")).text


def test_a_test_mail_is_asked_of_a_job_and_its_progress_is_honest(owner, account):
    owner.post(at("mail_server"), server())
    owner.post(at("mail_try"), {"to_address": "ana@aurora.example"})
    assert "on its way through your account" in owner.get(at("mail")).text
    assert Event.objects.last().facts["what"] == "try"

    MailAccount.objects.update(test_asked_at=timezone.now() - timedelta(minutes=5))
    assert "Nothing has taken it up yet" in owner.get(at("mail_state")).text


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("wrong_login", "app password"),
        ("certificate", "cannot prove"),
        ("unreachable", "465 and 587"),
        ("no_encryption", "the other kind of encryption"),
        ("lost_key", "Type the password again"),
    ],
)
def test_each_trouble_comes_with_what_to_do(owner, account, trouble, words):
    MailAccount.objects.update(
        test_asked_at=timezone.now(),
        tested_at=timezone.now(),
        test_trouble=trouble,
        test_said="535 <b>no</b>",
        imap_trouble=trouble,
    )
    page = owner.get(at("mail")).text
    assert words in page
    assert "535 &lt;b&gt;no&lt;/b&gt;" in page


def test_mail_is_switched_on_only_where_there_is_a_way_out(owner, ana):
    begin_mail(from_address="us@aurora.example", from_name="", person=ana)
    owner.post(at("mail_switch"), {"is_on": "yes"})
    assert not MailAccount.objects.get().is_on

    owner.post(at("mail_server"), server())
    assert "Mail leaves as us@aurora.example" in (
        owner.post(at("mail_switch"), {"is_on": "yes"}, follow=True).text
    )
    owner.post(at("mail_switch"), {"is_on": "no"})
    assert not MailAccount.objects.get().is_on


def test_what_the_dns_says_stands_there_with_the_record_to_copy(owner, account):
    MailAccount.objects.update(
        domain_found={
            "domain": "aurora.example",
            "findings": [
                {
                    "about": "spf",
                    "found": "lacks",
                    "is_now": "v=spf1 <mx> -all",
                    "name": "aurora.example",
                    "value": "v=spf1 mx include:_spf.google.com -all",
                },
                {"about": "dkim", "found": "cannot_tell"},
                {"about": "dmarc", "found": "good", "is_now": "v=DMARC1; p=none"},
            ],
        }
    )
    page = owner.get(at("mail")).text
    assert "v=spf1 mx include:_spf.google.com -all" in page
    assert "v=spf1 &lt;mx&gt; -all" in page
    assert "leaves out the server" in page


def test_our_own_key_is_shown_by_its_record_alone(owner, ana):
    begin_mail(from_address="us@aurora.example", from_name="", person=ana)
    owner.post(at("mail_server"), server(host="mail.aurora.example"))
    owner.post(at("mail_key"))
    assert MailAccount.objects.get().dkim_secret
    assert "PRIVATE" not in owner.get(at("mail")).text
    owner.post(at("mail_key"), {"drop": "yes"})
    assert not MailAccount.objects.get().dkim_secret


def test_a_service_in_the_name_of_a_mail_host_is_warned_of(owner, account):
    found = [{"about": about, "found": "not_theirs"} for about in ("spf", "dkim", "dmarc")]
    MailAccount.objects.update(domain_found={"domain": "gmail.com", "findings": found})
    assert owner.get(at("mail")).text.count("cannot prove that it may write") == 1


def test_sender_domain_look(owner, account):
    owner.post(at("mail_sender"), {"from_address": "we@gmail.com", "from_name": "We\r\nBcc: x"})
    assert MailAccount.objects.get().from_name == "We Bcc: x"
    owner.post(at("mail_domain"))
    owner.post(at("mail_look"))
    page = owner.get(at("mail")).text
    assert "Asking the DNS." in page
    assert "Looking into the mailbox." in page
    make_dkim_key(person=None)
    assert "Stop signing here" in owner.get(at("mail")).text
