from datetime import timedelta

from django.utils import timezone

from regulars.models import InboundMessage, Message
from regulars.queries.threads import reply_subject, thread_of


def inbound(customer, number, **changed):
    told = {
        "customer": customer,
        "channel": "email",
        "message_id": str(number),
        "subject": "AW: The grinder",
        "body": "Yes.\n\n> Is it?",
        "received_at": timezone.now() - timedelta(hours=number),
    }
    return InboundMessage.objects.create(**told | changed)


def test_what_went_to_and_fro_stands_in_the_order_of_time(customer, ana):
    first, second = inbound(customer, 3), inbound(customer, 1)
    now = timezone.now()
    Message.objects.create(
        customer=customer,
        rule="answer",
        occurrence="1",
        channel="email",
        purpose="service",
        state="accepted",
        body="It is.",
        signed_by=ana,
        due_at=now,
        handed_at=now - timedelta(hours=2),
        accepted_at=now,
        message_id="<1@us.example>",
    )
    thread = thread_of(second, now)
    assert [(one.is_theirs, one.pk) for one in thread][::2] == [(True, first.pk), (True, second.pk)]
    assert [one.body for one in thread] == ["Yes.", "It is.", "Yes."]
    assert "> Is it?" in thread[0].whole


def test_of_a_stranger_there_is_the_one_message(customer):
    inbound(None, 2)
    row = inbound(None, 1, from_address="x@y.example")
    assert [one.who for one in thread_of(row, timezone.now())] == ["x@y.example"]


def test_an_answer_has_one_prefix(customer):
    assert reply_subject(inbound(customer, 1)) == "Re: The grinder"
    assert reply_subject(inbound(customer, 2, subject="")) == ""
