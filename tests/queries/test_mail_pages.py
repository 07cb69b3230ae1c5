from datetime import timedelta

from django.utils import timezone

from regulars.models import MailAccount
from regulars.queries.mail_pages import mail_page


def page(**told):
    return mail_page(MailAccount(from_address="us@aurora.example", **told))


def test_the_heading_says_how_it_stands():
    now = timezone.now()
    assert page().heading == "Mail is not switched on yet"
    assert page(tested_at=now).heading == "Mail works, and is switched off"
    assert page(is_on=True).heading == "Mail leaves as us@aurora.example"
    assert page(is_on=True, trouble="refused").heading == "Mail cannot leave at the moment"


def test_an_older_result_does_not_stand_for_a_newer_question():
    now = timezone.now()
    asked = page(tested_at=now, test_asked_at=now + timedelta(seconds=1))
    assert asked.test.is_at_work
    assert not asked.is_proven
    assert asked.is_at_work


def test_only_whoever_runs_a_relay_is_offered_a_signature():
    assert page(host="mail.aurora.example").may_sign
    assert not page(host="smtp.gmail.com").may_sign
    assert not page(kind="brevo", secret="x").may_sign
