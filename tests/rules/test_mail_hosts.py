import pytest

from regulars.rules.kinds import Security
from regulars.rules.mail_hosts import HOSTS, host_at, host_for


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("ana@gmail.com", "gmail"),
        ("Ana@GoogleMail.com", "gmail"),
        ("ana@gmx.de", "gmx"),
        ("ana@web.de", "webde"),
        ("ana@posteo.net", "posteo"),
        ("ana@mailbox.org", "mailboxorg"),
    ],
)
def test_a_host_is_guessed_from_the_address(address, key):
    assert host_for(address).key == key


@pytest.mark.parametrize("address", ["ana@aurora.example", "ana@notgmail.com", "ana", ""])
def test_a_domain_of_one_s_own_is_nobody_s(address):
    assert host_for(address) is None


def test_a_host_is_known_by_its_servers():
    assert host_at("SMTP.ionos.de.").key == "ionos"
    assert host_at("mail.aurora.example") is None
    assert host_at("") is None


def test_every_host_speaks_encrypted_and_no_domain_has_two():
    domains = [domain for host in HOSTS for domain in host.domains]
    assert len(domains) == len(set(domains))
    assert len({host.key for host in HOSTS}) == len(HOSTS)
    for host in HOSTS:
        for place in (host.smtp, host.imap):
            assert place.security in {Security.TLS, Security.STARTTLS}
            assert (place.port in {465, 993}) == (place.security is Security.TLS)
