"""Letters and answers by hand: one message for one reason, and the alarm stays until it left."""

import pytest
from django.utils import timezone

from regulars.actions.inbound import Arrived, receive
from regulars.actions.messages import SellsInBadNews
from regulars.actions.writing import (
    Letter,
    WrittenAlready,
    let_it_be,
    write_answer,
    write_to_customer,
)
from regulars.models import Message, Touch
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import TouchRule
from regulars.rules.messages import Purpose

THANKS = (TouchRule.THANKS, "17")


def letter(body="Thank you.", key="a1"):
    return Letter(subject="Thanks", body=body, to_address="t@example.com", key=key)


def write(customer, person, reason=None, **told):
    return write_to_customer(
        customer=customer, letter=letter(**told), reason=reason, person=person, language="en"
    )


def test_the_same_form_twice_is_one_message_and_another_form_another(customer, ana):
    assert write(customer, ana) == write(customer, ana)
    write(customer, ana, key="b2")
    assert Message.objects.count() == 2
    one = Message.objects.last()
    assert (one.rule, one.state, one.is_handwritten) == ("written", "planned", True)
    assert (one.signed_by, one.purpose) == (ana, "service")


def test_the_same_thank_you_can_never_go_twice(customer, ana, ben):
    first = write(customer, ana, THANKS)
    with pytest.raises(WrittenAlready) as there:
        write(customer, ben, THANKS, body="Thank you from me too.")
    assert there.value.message == first
    assert Message.objects.count() == 1
    assert (first.rule, first.occurrence, first.purpose) == ("thanks", "17", "thanks")


def test_what_is_owed_is_a_message_then_and_off_the_list(customer, ana):
    day = shop_today()
    Touch.objects.create(customer=customer, rule="follow_up", occurrence="1-1", due_on=day)
    assert due_for(ana, day).reasons
    message = write(customer, ana, (TouchRule.FOLLOW_UP, "1-1"))
    assert message.touch.how == "message"
    assert not due_for(ana, day).reasons


NEWS = (TouchRule.NOTICE, "3")


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("10 % off, and a delay", "Dear Tomás,\n\nit comes later.\n\nAna"),
        ("A delay", "Dear Tomás,\n\nit comes later. Here is a voucher.\n\nAna"),
        ("A delay", "Dear Tomás,\n\nit comes later.\n\nAna\nSee our special offers"),
    ],
    ids=["subject", "text", "below the name"],
)
def test_nothing_is_sold_in_any_part_of_bad_news(customer, ana, subject, body):
    told = Letter(subject, body, "t@example.com", "a1", purpose=Purpose.OFFER)

    with pytest.raises(SellsInBadNews):
        write_to_customer(customer=customer, letter=told, reason=NEWS, person=ana, language="en")

    assert not Message.objects.exists()


def test_bad_news_is_bad_news_whatever_it_is_called(customer, ana):
    told = Letter("A delay", "It comes later.", "t@example.com", "a1", purpose=Purpose.OFFER)

    message = write_to_customer(
        customer=customer, letter=told, reason=NEWS, person=ana, language="en"
    )

    assert message.purpose == "notice"


@pytest.fixture
def inbound(customer):
    return receive(
        arrived=Arrived(
            channel=Channel.EMAIL,
            message_id="m1",
            from_address="t@example.com",
            received_at=timezone.now(),
            subject="A question",
            body="Is it ready?",
            customer=customer,
        )
    )


def answer(inbound, person, **told):
    return write_answer(inbound=inbound, letter=letter(**told), person=person, language="en")


def test_an_answer_is_one_and_the_alarm_stays_until_it_left(inbound, ana, ben):
    message = answer(inbound, ana, body="Yes.")
    assert answer(inbound, ana, body="Yes.") == message
    assert (message.reply_to, message.rule, message.occurrence) == (
        inbound,
        "answer",
        str(inbound.pk),
    )
    assert Touch.objects.get(rule="answer").state == "open"
    with pytest.raises(WrittenAlready):
        answer(inbound, ben, body="Not yet.")


def test_after_one_answer_there_may_be_a_further_one(inbound, ana):
    answer(inbound, ana, body="Yes.")
    Message.objects.update(state="accepted", accepted_at=timezone.now())
    further = answer(inbound, ana, body="And the lid too.", key="b2")
    assert (further.rule, further.reply_to) == ("written", inbound)


def test_nobody_answers_somebody_unknown(inbound, ana):
    inbound.customer = None
    with pytest.raises(ValueError, match="nobody knows"):
        answer(inbound, ana)


def test_let_it_be_sends_nothing_and_says_so(customer, ana):
    message = write(customer, ana)
    Message.objects.update(state="unknown", handed_at=timezone.now())
    let_it_be(message=message, person=ana)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("cancelled", "lost_answer")
