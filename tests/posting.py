"""Customers with an address, and cards that wait for them."""

from datetime import datetime

from django.utils.timezone import now

from regulars.actions.messages import plan_message
from regulars.models import CardDesign, Customer, Message, Person
from regulars.rules.channels import Channel
from regulars.rules.kinds import Tone, TouchRule
from regulars.rules.messages import Purpose


def make_reader(name: str = "Mara Lindqvist", **more: object) -> Customer:
    told: dict[str, object] = {
        "name": name,
        "street": "Lange Straße 5",
        "postcode": "20095",
        "city": "Hamburg",
        "country": "DE",
    }
    return Customer.objects.create(**(told | more))


def plan_card(
    customer: Customer,
    *,
    body: str | None = None,
    purpose: Purpose = Purpose.THANKS,
    due_at: datetime | None = None,
    occurrence: str = "",
) -> Message:
    if body is None:  # no two customers get the same words
        body = f"Dear {customer.name},\n\nthank you for visit {Message.objects.count()}.\n\nAna"
    return plan_message(
        customer=customer,
        rule=TouchRule.WRITTEN,
        occurrence=occurrence or f"card-{Message.objects.count()}",
        channel=Channel.POST,
        purpose=purpose,
        subject="Thank you",
        body=body,
        language="en",
        tone=Tone.FRIENDLY,
        to_address="",
        signed_by=Person.objects.first(),
        due_at=due_at or now(),
    )


def make_design(kind: str = "postcard", paper: str = "a6") -> CardDesign:
    return CardDesign.objects.create(
        name="Spring",
        kind=kind,
        paper=paper,
        headline="Thank you",
        sender_lines="Aurora Coffee\nWeg 1\n20099 Hamburg",
        is_usual=True,
    )
