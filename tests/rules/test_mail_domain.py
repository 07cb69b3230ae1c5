import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.kinds import MailKind
from regulars.rules.mail_domain import About, Found, Sender, dkim, dmarc, examine, spf

OWN = Sender("us@aurora.example", server="smtp.ionos.de")
INCLUDE = "include:_spf-eu.ionos.com"


@pytest.mark.parametrize(
    ("texts", "found", "value"),
    [
        ([], Found.MISSING, f"v=spf1 {INCLUDE} ~all"),
        (["google-site-verification=x"], Found.MISSING, f"v=spf1 {INCLUDE} ~all"),
        ([f"v=spf1 {INCLUDE} ~all"], Found.GOOD, ""),
        ([f"V=SPF1 {INCLUDE} -ALL"], Found.GOOD, ""),
        (["v=spf1 redirect=_spf-eu.ionos.com"], Found.GOOD, ""),
        (["v=spf1 mx -all"], Found.LACKS, f"v=spf1 mx {INCLUDE} -all"),
        (["v=spf1 mx"], Found.LACKS, f"v=spf1 mx {INCLUDE}"),
        (["v=spf1 a +all"], Found.EVERYBODY, f"v=spf1 a {INCLUDE} ~all"),
        (
            ["v=spf1 mx -all", "v=spf1 include:mailgun.org ~all"],
            Found.TWICE,
            f"v=spf1 mx include:mailgun.org {INCLUDE} -all",
        ),
        (["v=spf1 " + "include:x.example " * 11 + "~all"], Found.TOO_MANY, ""),
        (["v=spf10 mx"], Found.MISSING, f"v=spf1 {INCLUDE} ~all"),
    ],
)
def test_who_may_send_in_our_name(texts, found, value):
    finding = spf(OWN, texts)
    assert (finding.found, finding.value) == (found, value)


def test_of_a_server_of_one_s_own_nothing_is_claimed():
    sender = Sender("us@aurora.example", server="mail.aurora.example")
    assert spf(sender, ["v=spf1 ip4:192.0.2.1 -all"]).found is Found.CANNOT_TELL
    assert spf(sender, []).value == "v=spf1 a mx ~all"


@given(
    st.lists(
        st.sampled_from(["mx", "a", "ip4:192.0.2.1", "include:x.example", INCLUDE, "~all", "-all"]),
        max_size=8,
    )
)
def test_whoever_writes_the_record_we_show_is_fine_afterwards(terms):
    finding = spf(OWN, [" ".join(["v=spf1", *terms])])
    if finding.value:
        assert spf(OWN, [finding.value]).found is Found.GOOD


KEY = "MIIBIjANBgkq"
SIGNING = Sender("us@aurora.example", selector="regulars", public_key=KEY)
NAME = "regulars._domainkey.aurora.example"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Found.MISSING),
        (f"v=DKIM1; k=rsa; p={KEY}", Found.GOOD),
        (f"k=rsa;p={KEY[:5]} {KEY[5:]}", Found.GOOD),
        ("v=DKIM1; p=", Found.REVOKED),
        ("v=DKIM1; p=other", Found.OTHER_KEY),
        ("v=spf1 mx", Found.MISSING),
    ],
)
def test_our_own_signature_s_key_stands_there(text, found):
    finding = dkim(SIGNING, {NAME: [text] if text else []})
    assert finding.found is found
    if found is not Found.GOOD:
        assert (finding.name, finding.value) == (NAME, f"v=DKIM1; k=rsa; p={KEY}")


def test_a_host_s_key_is_found_under_its_own_names():
    sender = Sender("us@aurora.example", kind=MailKind.SENDGRID)
    there = {"s2._domainkey.aurora.example": ["k=rsa; p=abc"]}
    assert dkim(sender, there).found is Found.GOOD
    assert dkim(sender, {}).found is Found.MISSING
    assert dkim(sender, {}).value == ""  # the service makes the key, not we
    assert dkim(Sender("us@aurora.example"), {}).found is Found.CANNOT_TELL


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([], Found.MISSING),
        (["v=DMARC1; p=none"], Found.GOOD),
        (["v=DMARC1;p=reject; rua=mailto:a@b.example"], Found.GOOD),
        (["v=DMARC1; p=maybe"], Found.WRONG),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], Found.TWICE),
    ],
)
def test_what_a_reader_s_server_does_with_forgeries(texts, found):
    assert dmarc(OWN, texts).found is found


def test_an_address_at_a_mail_host_asks_nothing_of_its_owner():
    sender = Sender("us@gmail.com", server="smtp.gmail.com")
    assert sender.names() == []
    assert {one.found for one in examine(sender, {})} == {Found.NOT_YOURS}


def test_a_service_cannot_write_in_the_name_of_a_mail_host():
    sender = Sender("us@gmail.com", kind=MailKind.BREVO)
    assert {one.found for one in examine(sender, {})} == {Found.NOT_THEIRS}


def test_each_thing_is_told_once():
    assert OWN.names()[:2] == ["aurora.example", "_dmarc.aurora.example"]
    assert [one.about for one in examine(OWN, {})] == list(About)
