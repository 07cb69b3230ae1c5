import pytest
from django.db import transaction

from regulars.actions.consents import record_consent
from regulars.models import Consent, Event
from regulars.rules.channels import Channel


def test_an_answer_is_added_and_none_is_changed(customer, ana):
    for is_given, words in ((True, "yes, write to me"), (False, "")):
        record_consent(
            customer=customer,
            channel=Channel.EMAIL,
            is_given=is_given,
            words=words,
            came_from="at the counter",
            person=ana,
        )

    assert [consent.is_given for consent in Consent.objects.all()] == [False, True]
    assert Event.objects.filter(kind="consent.recorded").count() == 2


def test_a_yes_without_its_words_is_refused(customer, ana):
    with pytest.raises(ValueError, match="words"), transaction.atomic():
        record_consent(
            customer=customer,
            channel=Channel.EMAIL,
            is_given=True,
            words="  ",
            came_from="",
            person=ana,
        )
