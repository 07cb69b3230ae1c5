import pytest

from regulars.actions.accounts import begin_mail, make_dkim_key
from regulars.models import MailAccount
from regulars.queries.mail_accounts import (
    is_mail_on,
    is_mailbox_wanted,
    public_key_of,
    sender_of,
    the_mail_account,
)
from regulars.rules.kinds import MailKind

pytestmark = pytest.mark.django_db


def test_an_install_without_an_account_wants_nothing():
    assert the_mail_account() is None
    assert not is_mail_on()
    assert not is_mailbox_wanted()


def test_what_the_account_is_for(ana):
    begin_mail(from_address="us@gmail.com", from_name="Us", person=ana)
    assert is_mailbox_wanted()
    assert not is_mail_on()
    MailAccount.objects.update(is_on=True, imap_host="")
    assert is_mail_on()
    assert not is_mailbox_wanted()


def test_our_own_key_is_told_by_its_public_half_alone(ana, settings):
    begin_mail(from_address="us@aurora.example", from_name="Us", person=ana)
    assert public_key_of(MailAccount.objects.get()) == ""
    make_dkim_key(person=ana)
    account = MailAccount.objects.get()
    assert public_key_of(account).startswith("MIIBIjANBgkq")
    assert sender_of(account).selector == "regulars"

    settings.SECRET_KEY = "another key of this install that opens nothing of before"
    assert public_key_of(account) == ""


def test_a_service_has_no_server(ana):
    begin_mail(from_address="us@aurora.example", from_name="Us", host_key="ionos", person=ana)
    MailAccount.objects.update(kind="brevo")
    sender = sender_of(MailAccount.objects.get())
    assert (sender.kind, sender.server) == (MailKind.BREVO, "")
