import pytest
from django.utils import timezone

from regulars.actions.accounts import ask_domain, ask_try, begin_mail, make_dkim_key
from regulars.jobs.clock import tick
from regulars.jobs.mail_account import examine_domain, try_mail
from regulars.models import MailAccount
from regulars.queries.mail_accounts import public_key_of
from tests.channels.sinks import Fault, Sink
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


@pytest.fixture
def sink():
    with Sink() as server:
        yield server


def through(sink, **changed):
    told = {"host": "127.0.0.1", "port": sink.port, "security": "none", "username": ""}
    MailAccount.objects.update(**told | changed)


def tried(ana):
    ask_try(to_address="ana@elsewhere.example", person=ana)
    tick(timezone.now())
    return MailAccount.objects.get().test_trouble


def test_a_real_mail_goes_through_the_account(sink, account, ana):
    through(sink)
    assert tried(ana) == ""
    (taken,) = sink.taken
    assert taken.recipient == "ana@elsewhere.example"
    assert taken.mail["From"] == "us@aurora.example"
    assert "mail leaves your house" in taken.mail.get_body(("plain",)).get_content()


def test_a_second_worker_sends_no_second_one(sink, account, ana):
    through(sink)
    tried(ana)
    assert try_mail() == ""
    assert len(sink.taken) == 1


@pytest.mark.parametrize(
    ("changed", "trouble"),
    [
        ({"port": 1}, "unreachable"),
        ({"host": "no-such-host.invalid"}, "no_such_host"),
        ({"security": "tls"}, "no_encryption"),
        ({"security": "starttls"}, "no_encryption"),
        ({"username": "us", "secret": "closed elsewhere"}, "lost_key"),
        ({"username": "us"}, "wrong_login"),
    ],
    ids=str,
)
def test_what_is_in_the_way_is_told_by_its_kind(sink, account, ana, changed, trouble):
    through(sink, **changed)
    assert tried(ana) == trouble
    assert sink.taken == []


def test_a_refused_reader_and_a_busy_server_are_told_apart(sink, account, ana):
    through(sink)
    sink.plan = lambda _: Fault.REFUSED_AT_RECIPIENT
    assert tried(ana) == "reader_refused"
    sink.plan = lambda _: Fault.BUSY_AT_RECIPIENT
    assert tried(ana) == "busy"
