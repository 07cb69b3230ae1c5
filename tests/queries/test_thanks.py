"""The desk for thank-yous."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.interactions import Talk, record_interaction
from regulars.actions.wordings import install_ready_wordings
from regulars.models import Customer, Fact, Line, MailAccount, Person, Purchase, Rhythm
from regulars.queries.local_days import shop_today
from regulars.queries.thanks import (
    desk_for,
    looked_at,
    owed_thanks,
    with_sentence,
    written_today,
)
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, TouchRule
from regulars.rules.messages import Purpose
from tests.conftest import at
from tests.messaging import with_address

pytestmark = pytest.mark.django_db


def first_purchase(name: str, item: str, *, weight: float = 1.0) -> Customer:
    """Somebody who bought for the first time yesterday, and nobody has spoken with since."""
    on = shop_today() - timedelta(days=1)
    customer = Customer.objects.create(name=name, given_name=name.split(maxsplit=1)[0])
    purchase = Purchase.objects.create(
        customer=customer,
        source="",
        key=name,
        bought_at=at(on),
        bought_on=on,
        currency="EUR",
        total_minor=1500,
    )
    Line.objects.create(purchase=purchase, position=1, name=item)
    Rhythm.objects.create(
        customer=customer, visits=1, purchases=1, first_on=on, last_on=on, care_weight=weight
    )
    return with_address(customer)


@pytest.fixture
def signer(ana) -> Person:
    install_ready_wordings()
    Person.objects.update(agreed_to_sign_at=timezone.now())
    ana.refresh_from_db()
    return ana


def desk(person, shop, **asked):
    return desk_for(person, shop, day=shop_today(), **asked)


def looked(found, shop, person, body=None, sentence=""):
    words = found.words if body is None else body
    return looked_at(found, shop, person, body=words, sentence=sentence, day=shop_today())


def test_who_is_owed_most_comes_first_and_progress_is_told(signer, shop):
    first_purchase("Mei Chen", "Kenya AA", weight=1)
    first_purchase("Tom Lund", "Ethiopia Natural", weight=5)

    found = desk(signer, shop)

    assert found.customer.name == "Tom Lund"
    assert (found.number, found.total) == (1, 2)
    assert "Tom" in found.words
    assert found.composed.problems == []
    skipping = desk(signer, shop, skipped=[found.customer.pk])
    assert skipping.customer.name == "Mei Chen"
    assert (skipping.number, skipping.total) == (2, 2)


def test_nobody_owed_is_no_desk(signer, shop):
    assert owed_thanks(signer, shop_today()) == []
    assert desk(signer, shop) is None


def test_facts_to_lean_on_stand_beside_and_what_is_not_for_use_does_not(signer, shop):
    mei = first_purchase("Mei Chen", "Kenya AA")
    Fact.objects.create(customer=mei, text="Has a dog named Otto", noticed_at=timezone.now())
    Fact.objects.create(customer=mei, text="Secret", is_not_for_use=True, noticed_at=timezone.now())

    found = desk(signer, shop)

    assert "yesterday: Kenya AA" in found.lean_on
    assert "Has a dog named Otto" in found.lean_on
    assert "Secret" not in found.lean_on


def test_mail_leaves_only_where_an_account_is_on(signer, shop):
    first_purchase("Mei Chen", "Kenya AA")
    assert desk(signer, shop).mail_to == ""

    MailAccount.objects.create(from_address="ana@aurora.example", is_on=True)

    assert desk(signer, shop).mail_to.endswith("@example.com")


def test_the_suggestion_as_it_stands_may_leave(signer, shop):
    first_purchase("Mei Chen", "Kenya AA")
    found = desk(signer, shop)

    answer = looked(found, shop, signer)

    assert answer.problems == []
    assert not answer.is_handwritten


def test_a_sentence_of_ones_own_stands_before_the_signature(signer, shop):
    first_purchase("Mei Chen", "Kenya AA")
    found = desk(signer, shop)

    answer = looked(found, shop, signer, sentence="Give Otto a pat.")

    assert "Give Otto a pat.\n\nKind regards,\nAna Torres" in answer.body
    assert answer.is_handwritten
    again = with_sentence(found, shop, signer, answer.body, "Give Otto a pat.")
    assert again == answer.body


def test_the_same_thanks_to_two_people_on_one_day_are_refused_by_hand_too(signer, shop):
    first = first_purchase("Mei Chen", "Kenya AA")
    first_purchase("Tom Lund", "Kenya AA")
    record_interaction(
        customer=first,
        person=signer,
        talk=Talk(Channel.POST, Outcome.SENT, words="Thank you so much.", purpose=Purpose.THANKS),
    )
    found = desk(signer, shop)

    answer = looked(found, shop, signer, body="Thank you so much.")

    assert answer.problems == ["The same words again."]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "Nothing true to say."),
        ("Thank you for {item}, see you.", "A field of the text has no value."),
        ("Dear Mei, a voucher for you.", "“voucher” is advertising"),
    ],
)
def test_what_must_not_leave_is_said(signer, shop, body, said):
    first_purchase("Mei Chen", "Kenya AA")

    answer = looked(desk(signer, shop), shop, signer, body=body)

    assert any(problem.startswith(said) for problem in answer.problems)


def test_a_formal_reader_is_not_greeted_informally_by_hand_either(signer, shop):
    mei = first_purchase("Mei Chen", "Kenya AA")
    Customer.objects.filter(pk=mei.pk).update(tone="formal")

    answer = looked(desk(signer, shop), shop, signer, body="Hi Mei, thank you for Kenya AA.")

    assert answer.problems == ["“Hi” is too familiar for readers who want distance."]


def test_nobody_signs_without_having_agreed(ana, shop):
    install_ready_wordings()
    first_purchase("Mei Chen", "Kenya AA")
    found = desk(ana, shop)

    assert not found.may_sign
    assert "Nobody has agreed to sign it." in looked(found, shop, ana).problems


def test_what_was_written_today_counts(signer, shop):
    mei = first_purchase("Mei Chen", "Kenya AA")
    reason = owed_thanks(signer, shop_today())[0].reason
    assert reason.rule is TouchRule.THANKS

    record_interaction(
        customer=mei,
        person=signer,
        talk=Talk(Channel.POST, Outcome.SENT, words="Thanks."),
        reasons=[(reason.rule, reason.occurrence)],
    )

    assert written_today(signer, shop_today()) == 1
    assert desk(signer, shop) is None
