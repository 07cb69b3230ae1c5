"""Words for one customer, out of a text and the records."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from regulars.actions.wordings import install_ready_wordings
from regulars.models import Customer, Line, Message, Person, Purchase, Wording, WordingText
from regulars.queries.composing import compose, digest_for, may_sign
from regulars.rules.kinds import Tone, TouchRule
from regulars.rules.messages import Purpose, Reason
from tests.conftest import at

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def signer(ana) -> Person:
    Person.objects.filter(pk=ana.pk).update(agreed_to_sign_at=timezone.now())
    ana.refresh_from_db()
    return ana


@pytest.fixture
def bought(customer, monday) -> Purchase:
    return buy(customer, monday, "Ethiopia Natural")


def buy(customer: Customer, on: date, item: str) -> Purchase:
    purchase = Purchase.objects.create(
        customer=customer,
        source="",
        key=f"{customer.pk}-{item}",
        bought_at=at(on),
        bought_on=on,
        currency="EUR",
        total_minor=1500,
    )
    Line.objects.create(purchase=purchase, position=1, name=item)
    return purchase


def wording_of(*bodies: str, purpose=Purpose.THANKS, tone=Tone.UNDECIDED, language="en") -> Wording:
    wording = Wording.objects.create(name="Thanks", purpose=purpose.value)
    for variant, body in enumerate(bodies, start=1):
        WordingText.objects.create(
            wording=wording, language=language, tone=tone.value, variant=variant, body=body
        )
    return wording


def thanks(customer, signer, wording=None, **more):
    asked = {
        "purpose": Purpose.THANKS,
        "rule": TouchRule.THANKS,
        "occurrence": "first",
        "day": DAY,
        **more,
    }
    return compose(customer=customer, wording=wording, signer=signer, **asked)


def send(customer, composed, signer, *, occurrence="1", purpose=Purpose.THANKS, day=DAY) -> Message:
    message = Message(
        customer=customer,
        rule="thanks",
        occurrence=occurrence,
        channel="email",
        purpose=purpose.value,
        state="accepted",
        language=composed.language,
        tone=composed.tone.value,
        body=composed.body,
        composed_on=day,
        signed_by=signer,
        due_at=timezone.now(),
        accepted_at=timezone.now(),
        message_id=f"<{customer.pk}-{occurrence}@test>",
    )
    message.words_digest = digest_for(message)
    message.save()
    return message


def test_a_thank_you_is_filled_from_the_records(customer, bought, signer):
    said = thanks(customer, signer, wording_of("Thank you for {item} {when}."))

    assert said.problems == []
    assert said.details == ("item", "when")
    assert said.body == (
        "Hello Tomás,\n\nThank you for Ethiopia Natural yesterday.\n\n"
        "Kind regards,\nAna Torres\nAurora Coffee"
    )


def test_without_a_purchase_the_field_is_missing_and_a_draft_stays(customer, signer):
    said = thanks(customer, signer, wording_of("Thank you for {item} {when}."))

    assert Reason.UNFILLED in said.problems
    assert "{item}" in said.body


def test_a_purchase_given_back_is_no_reason_for_thanks(customer, bought, signer):
    Purchase.objects.update(refunded_minor=1500)

    said = thanks(customer, signer, wording_of("Thank you for {item}."), subject_id=bought.pk)

    assert Reason.UNFILLED in said.problems


def test_nobody_signs_who_has_not_agreed(customer, bought, ana):
    said = thanks(customer, ana, wording_of("Thank you for {item}."))

    assert said.problems == [Reason.NO_SENDER]
    assert thanks(customer, None, wording_of("Thank you for {item}.")).problems == [
        Reason.NO_SENDER
    ]


def test_who_left_signs_nothing(signer):
    assert may_sign(signer)
    signer.is_active = False
    assert not may_sign(signer)


def test_the_tone_chooses_text_greeting_and_language(customer, bought, signer):
    install_ready_wordings()
    wording = Wording.objects.get(key="first-thanks")
    Customer.objects.update(language="de", tone="formal")
    customer.refresh_from_db()

    said = thanks(customer, signer, wording)

    assert said.language == "de"
    assert said.body.startswith("Guten Tag Tomás Ferreira,\n\n")
    assert "Mit freundlichen Grüßen\nAna Torres" in said.body
    assert said.problems == []


def test_a_formal_reader_never_gets_a_friendly_text(customer, bought, signer):
    Customer.objects.update(tone="formal")
    customer.refresh_from_db()

    said = thanks(customer, signer, wording_of("Hope you like {item}.", tone=Tone.FRIENDLY))

    assert "Hope you like" not in said.body
    assert Reason.NO_DETAIL in said.problems


def test_a_language_without_texts_falls_back_to_that_of_the_shop(customer, bought, signer):
    Customer.objects.update(language="de")
    customer.refresh_from_db()

    said = thanks(customer, signer, wording_of("Thank you for {item}."))

    assert said.language == "en"
    assert said.body.startswith("Hello Tomás,")


def test_nobody_reads_the_same_words_twice(customer, bought, signer):
    wording = wording_of("Thank you for {item}.", "I was glad to see you {when}.")
    first = thanks(customer, signer, wording)
    send(customer, first, signer)

    second = thanks(customer, signer, wording, occurrence="second")
    assert second.core != first.core
    assert second.problems == []

    send(customer, second, signer, occurrence="2")
    assert thanks(customer, signer, wording, occurrence="third").problems == [Reason.SAME_WORDS]


def test_two_people_never_get_the_same_thanks_on_one_day(customer, bought, signer, monday):
    wording = wording_of("Thank you for {item} {when}.")
    other = Customer.objects.create(name="Mei Chen", given_name="Mei")
    buy(other, monday, "Ethiopia Natural")
    send(customer, thanks(customer, signer, wording), signer)

    assert thanks(other, signer, wording).problems == [Reason.SAME_WORDS]
    later = compose(
        customer=other,
        purpose=Purpose.THANKS,
        rule=TouchRule.THANKS,
        occurrence="first",
        wording=wording,
        signer=signer,
        day=date(2026, 11, 25),
    )
    assert later.problems == []


def test_the_database_refuses_the_same_thanks_on_one_day_and_for_one_person(
    customer, bought, signer, monday
):
    said = thanks(customer, signer, wording_of("Thank you for {item} {when}."))
    other = Customer.objects.create(name="Mei Chen", given_name="Mei")
    send(customer, said, signer)
    for_other = thanks(other, signer, wording_of("Thank you for Ethiopia Natural yesterday."))

    with pytest.raises(IntegrityError), transaction.atomic():
        send(other, for_other, signer)
    with pytest.raises(IntegrityError), transaction.atomic():
        send(customer, said, signer, occurrence="2", day=date(2026, 11, 30))


def test_a_sentence_by_hand_makes_a_bare_thanks_one(customer, signer):
    bare = wording_of("I hope you enjoy it.")

    assert thanks(customer, signer, bare).problems == [Reason.NO_DETAIL]
    said = thanks(customer, signer, bare, sentence="The drawing still hangs here.")
    assert said.problems == []
    assert "The drawing still hangs here." in said.body


def test_a_birthday_that_has_passed_is_wished_late(customer, signer):
    install_ready_wordings()
    Customer.objects.update(birthday_month=11, birthday_day=23)
    customer.refresh_from_db()
    wording = Wording.objects.get(key="birthday-greeting")

    late = thanks(
        customer,
        signer,
        wording,
        purpose=Purpose.GREETING,
        rule=TouchRule.BIRTHDAY,
        occurrence="2026",
    )

    assert "yesterday" in late.body
    assert "late" in late.subject


def test_without_a_wording_the_words_of_the_rule_are_taken(customer, bought, signer):
    said = thanks(customer, signer, subject_id=bought.pk)

    assert said.problems == []
    assert said.subject == "Thank you"


@pytest.mark.parametrize("count", [1, 3])
def test_composing_costs_the_same_whatever_was_read_before(
    customer, bought, signer, count, django_assert_max_num_queries
):
    wording = wording_of("Thank you for {item} {when}.")
    for number in range(count):
        said = thanks(customer, signer, wording_of(f"Text {number} for {{item}}."))
        send(customer, said, signer, occurrence=str(number))

    with django_assert_max_num_queries(7):
        thanks(customer, signer, wording)
