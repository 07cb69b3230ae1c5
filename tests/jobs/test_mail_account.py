import pytest
from django.utils import timezone

from regulars.actions.accounts import ask_domain, begin_mail, make_dkim_key
from regulars.jobs.clock import tick
from regulars.jobs.mail_account import examine_domain
from regulars.models import MailAccount
from regulars.queries.mail_accounts import public_key_of
from tests.name_server import name_server


@pytest.fixture
def names(settings):
    with name_server() as server:
        settings.DNS_SERVER = server.address
        yield server


@pytest.fixture
def account(ana):
    return begin_mail(from_address="us@aurora.example", from_name="", host_key="ionos", person=ana)


def found():
    told = MailAccount.objects.get().domain_found
    return {one["about"]: one["found"] for one in told["findings"]}


def test_the_dns_is_really_asked_and_what_it_says_is_kept(names, account, ana):
    names.records = {
        "aurora.example": ["v=spf1 include:_spf-eu.ionos.com ~all"],
        "s1-ionos._domainkey.aurora.example": ["v=DKIM1; p=" + "A" * 400],
        "_dmarc.aurora.example": ["v=DMARC1; p=none"],
    }
    ask_domain(person=ana)
    tick(timezone.now())
    assert found() == {"spf": "good", "dkim": "good", "dmarc": "good"}
    assert MailAccount.objects.get().domain_asked_at is None


def test_what_is_missing_comes_with_the_record_to_write(names, account, ana):
    make_dkim_key(person=ana)
    examine_domain()
    assert found() == {"spf": "missing", "dkim": "missing", "dmarc": "missing"}
    key = public_key_of(MailAccount.objects.get())
    names.records = {"regulars._domainkey.aurora.example": [f"v=DKIM1; k=rsa; p={key}"]}
    examine_domain()
    assert found()["dkim"] == "good"


def test_where_nobody_answers_it_is_said_so(names, account):
    names.is_broken = True
    examine_domain()
    assert MailAccount.objects.get().domain_found["trouble"]


def test_without_an_account_nothing_is_asked(shop):
    assert examine_domain() == ""
