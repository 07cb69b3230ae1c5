"""Thanks that leave as a message, or by hand."""

import pytest
from django.utils import timezone

from regulars.actions.messages import NotReady
from regulars.actions.thanks import Written, note_thanks, queue_thanks
from regulars.actions.touches import TouchAlreadyClosed
from regulars.models import Customer, Interaction, Message, Person, Touch
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import Tone, TouchRule
from tests.queries.test_thanks import first_purchase

pytestmark = pytest.mark.django_db


@pytest.fixture
def signer(ana) -> Person:
    Person.objects.update(agreed_to_sign_at=timezone.now())
    ana.refresh_from_db()
    return ana


def queue(customer: Customer, signer: Person, body: str = "Thank you for Kenya.") -> Message:
    return queue_thanks(
        customer=customer,
        reason=key_of(customer),
        written=written(body),
        channel=Channel.EMAIL,
        address="mei@example.com",
        person=signer,
    )


def key_of(customer: Customer) -> tuple[TouchRule, str]:
    return TouchRule.THANKS, str(customer.purchases.get().pk)


def written(body: str) -> Written:
    return Written("Thank you", body, "en", Tone.FRIENDLY, is_handwritten=True)


def test_queued_thanks_are_a_message_and_nobody_is_asked_for_them_again(signer):
    mei = first_purchase("Mei Chen", "Kenya AA")

    message = queue(mei, signer)

    assert (message.state, message.purpose, message.signed_by) == ("planned", "thanks", signer)
    assert message.touch == Touch.objects.get()
    assert message.touch.how == "message"
    assert not due_for(signer, shop_today()).reasons


def test_the_second_of_two_hands_writes_nothing(signer):
    mei = first_purchase("Mei Chen", "Kenya AA")
    queue(mei, signer)

    with pytest.raises(TouchAlreadyClosed):
        queue(mei, signer, "Other words.")
    with pytest.raises(TouchAlreadyClosed):
        Touch.objects.update(state="done", closed_at=timezone.now())
        note_thanks(
            customer=mei,
            reason=key_of(mei),
            written=written("By hand."),
            channel=Channel.POST,
            person=signer,
        )

    assert Message.objects.count() == 1
    assert not Interaction.objects.exists()


def test_the_same_words_to_another_on_one_day_keep_nothing(signer):
    mei, tom = first_purchase("Mei Chen", "Kenya"), first_purchase("Tom Lund", "Kenya")
    queue(mei, signer)

    with pytest.raises(NotReady):
        queue(tom, signer)

    assert Message.objects.count() == 1
    assert Touch.objects.count() == 1
    assert due_for(signer, shop_today()).reasons.keys() == {tom.pk}


def test_thanks_by_hand_are_a_talk_that_happened(signer):
    mei = first_purchase("Mei Chen", "Kenya AA")

    note_thanks(
        customer=mei,
        reason=key_of(mei),
        written=written("By hand."),
        channel=Channel.POST,
        person=signer,
    )

    talk = Interaction.objects.get()
    assert (talk.purpose, talk.words, talk.channel) == ("thanks", "By hand.", "post")
    assert Touch.objects.get().state == "done"
