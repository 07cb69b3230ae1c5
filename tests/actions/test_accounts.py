import pytest

from regulars.actions.accounts import (
    NoAccount,
    Server,
    ask_domain,
    ask_look,
    ask_try,
    begin_mail,
    change_sender,
    drop_dkim_key,
    make_dkim_key,
    note_domain,
    note_look,
    note_place,
    note_try,
    read_replies,
    send_by_server,
    send_by_service,
    switch_mail,
)
from regulars.models import Event, MailAccount
from regulars.queries.secrets import unseal
from regulars.rules.kinds import MailKind, Security
from regulars.rules.mail_domain import About, Finding, Found
from regulars.rules.mail_trouble import MailTrouble

CLEAR = "a-password-nobody-may-read"


@pytest.fixture
def account(ana):
    return begin_mail(from_address="us@gmx.de", from_name="Aurora\nCoffee", person=ana)


def now():
    return MailAccount.objects.get()


def server(host="mail.gmx.net", password=CLEAR, **more):
    return Server(host, 465, Security.TLS, "us@gmx.de", password, **more)


def test_a_known_host_is_filled_in_and_nothing_is_on(account):
    assert (account.host, account.port, account.security) == ("mail.gmx.net", 465, "tls")
    assert (account.imap_host, account.imap_username) == ("imap.gmx.net", "us@gmx.de")
    assert (account.is_on, account.from_name) == (False, "Aurora Coffee")
    assert Event.objects.last().facts == {"account": "mail", "what": "begin"}


def test_of_an_unknown_domain_the_owner_may_name_the_host(ana):
    begin_mail(from_address="us@aurora.example", from_name="", person=ana)
    assert now().host == ""
    begin_mail(from_address="us@aurora.example", from_name="", host_key="ionos", person=ana)
    assert now().host == "smtp.ionos.de"


def test_a_password_is_kept_closed_and_an_empty_field_keeps_it(account, ana):
    send_by_server(server=server(), is_for_replies=True, person=ana)
    assert CLEAR not in now().secret
    assert unseal(now().secret) == unseal(now().imap_secret) == CLEAR

    send_by_server(server=server(password=None), person=ana)
    assert unseal(now().secret) == CLEAR
    assert CLEAR not in "".join(str(event.facts) for event in Event.objects.all())


def test_another_host_never_gets_the_password_of_the_one_before(account, ana):
    send_by_server(server=server(), is_for_replies=True, person=ana)
    send_by_server(server=server("evil.example", password=None), person=ana)
    read_replies(server=server("evil.example", password=None), folder="", person=ana)
    assert (now().secret, now().imap_secret) == ("", "")


def test_beginning_anew_elsewhere_forgets_passwords_and_the_place_in_the_mailbox(account, ana):
    send_by_server(server=server(), is_for_replies=True, person=ana)
    note_place(validity=7, seen_uid=12)
    begin_mail(from_address="us@posteo.de", from_name="", person=ana)
    held = now()
    assert (held.secret, held.imap_secret, held.imap_validity) == ("", "", None)


def test_a_key_of_one_service_is_not_kept_for_another(account, ana):
    send_by_service(kind=MailKind.BREVO, key="key-one", person=ana)
    send_by_service(kind=MailKind.BREVO, key=None, person=ana)
    assert unseal(now().secret) == "key-one"
    send_by_service(kind=MailKind.MAILGUN, key=None, domain="mg.aurora.example", person=ana)
    assert (now().secret, now().provider_domain) == ("", "mg.aurora.example")


def test_nothing_can_be_changed_where_there_is_no_account(ana):
    for act in (
        lambda: change_sender(from_address="a@b.example", from_name="", person=ana),
        lambda: ask_try(to_address="a@b.example", person=ana),
        lambda: read_replies(server=server(), folder="", person=ana),
    ):
        with pytest.raises(NoAccount):
            act()
    assert not switch_mail(is_on=True, person=ana)


def test_on_and_off_are_said_once(account, ana):
    assert switch_mail(is_on=True, person=ana)
    assert not switch_mail(is_on=True, person=ana)
    assert switch_mail(is_on=False, person=ana)


def test_the_result_of_an_older_try_is_not_taken_for_that_of_the_last(account, ana):
    ask_try(to_address="ana@aurora.example", person=ana)
    first = now().test_asked_at
    ask_try(to_address="ana@aurora.example", person=ana)
    assert not note_try(asked_at=first, trouble=MailTrouble.TIMEOUT)
    assert note_try(asked_at=now().test_asked_at, trouble=MailTrouble.WRONG_LOGIN, said="535 no")
    assert (now().test_trouble, now().test_said) == ("wrong_login", "535 no")


def test_a_try_that_went_well_ends_the_trouble(account, ana):
    MailAccount.objects.update(trouble="cannot be reached")
    ask_try(to_address="ana@aurora.example", person=ana)
    note_try(asked_at=now().test_asked_at, trouble=None)
    assert (now().test_trouble, now().trouble) == ("", "")
    assert now().tested_at >= now().test_asked_at


def test_the_place_in_the_mailbox_never_goes_back_within_one_numbering(account):
    for validity, uid in ((1, 5), (1, 3), (1, 6), (2, 2)):
        note_place(validity=validity, seen_uid=uid)
        seen = now().imap_seen_uid
        assert seen == {(1, 5): 5, (1, 3): 5, (1, 6): 6, (2, 2): 2}[validity, uid]


def test_a_look_that_failed_keeps_when_it_was_last_read(account, ana):
    note_look()
    read_at = now().imap_read_at
    ask_look(person=ana)
    note_look(trouble=MailTrouble.TIMEOUT, said="slow")
    assert (now().imap_read_at, now().imap_trouble, now().imap_asked_at) == (
        read_at,
        "timeout",
        None,
    )


def test_what_the_dns_said_stays_while_nobody_answers(account, ana):
    ask_domain(person=ana)
    finding = Finding(About.SPF, Found.MISSING, name="aurora.example", value="v=spf1 mx ~all")
    note_domain(asked_at=now().domain_asked_at, domain="aurora.example", findings=[finding])
    ask_domain(person=ana)
    note_domain(asked_at=now().domain_asked_at, domain="", findings=[], trouble="LifetimeTimeout")
    assert now().domain_found == {
        "domain": "aurora.example",
        "findings": [
            {
                "about": "spf",
                "found": "missing",
                "name": "aurora.example",
                "value": "v=spf1 mx ~all",
            }
        ],
        "trouble": "LifetimeTimeout",
    }


def test_our_own_signature_comes_and_goes(account, ana):
    make_dkim_key(person=ana)
    assert "PRIVATE KEY" not in now().dkim_secret
    assert "PRIVATE KEY" in unseal(now().dkim_secret)
    drop_dkim_key(person=ana)
    assert (now().dkim_secret, now().dkim_selector) == ("", "")
