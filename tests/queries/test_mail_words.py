import pytest

from regulars.models import MailAccount
from regulars.queries.mail_words import (
    ADVICE,
    NAMES,
    SAID,
    domain_lines,
    host_hints,
    host_of,
    how_it_leaves,
    trouble_in_words,
)
from regulars.rules.mail_domain import About, Found, Sender, examine
from regulars.rules.mail_hosts import BY_KEY
from regulars.rules.mail_trouble import MailTrouble


def test_every_trouble_has_a_piece_of_advice():
    assert set(ADVICE) == set(MailTrouble)


def test_no_trouble_is_no_words():
    assert trouble_in_words("", "", host=None) is None
    assert trouble_in_words("something odd", "", host=None) is None


def test_a_wrong_password_at_a_host_with_rules_of_its_own_says_them():
    told = trouble_in_words("wrong_login", "535", host=BY_KEY["outlook"])
    assert "Outlook.com" in told.advice[1]
    assert host_hints(BY_KEY["posteo"]) == []


@pytest.mark.parametrize(
    "records",
    [
        {},
        {"aurora.example": ["v=spf1 +all"], "_dmarc.aurora.example": ["v=DMARC1; p=odd"]},
        {"aurora.example": ["v=spf1 a", "v=spf1 b"], "_dmarc.aurora.example": ["v=DMARC1"] * 2},
        {"aurora.example": ["v=spf1 " + "a " * 12]},
    ],
)
@pytest.mark.parametrize("selector", ["", "regulars"])
def test_whatever_is_found_has_words(records, selector):
    records = dict(records)
    if selector and records:
        records["regulars._domainkey.aurora.example"] = ["v=DKIM1; p="]
    sender = Sender("us@aurora.example", selector=selector, public_key="abc" if selector else "")
    findings = [
        {"about": one.about, "found": one.found, "value": one.value}
        for one in examine(sender, records)
    ]
    lines = domain_lines({"domain": "aurora.example", "findings": findings})
    assert [line.key for line in lines] == ["spf", "dkim", "dmarc"]
    assert all(line.words and line.title for line in lines)


def test_the_table_of_words_has_no_hole():
    about = {one for one, _ in SAID}
    assert about == set(NAMES) == set(About)
    assert {found for _, found in SAID} | {Found.NOT_YOURS, Found.NOT_THEIRS} == set(Found)


def test_the_host_is_known_by_its_server_before_the_address():
    account = MailAccount(from_address="us@gmail.com", host="smtp.ionos.de")
    assert host_of(account).key == "ionos"
    assert how_it_leaves(account) == "smtp.ionos.de"
    assert how_it_leaves(MailAccount(kind="brevo")) == "Brevo"
    assert how_it_leaves(MailAccount()) == "no server yet"
