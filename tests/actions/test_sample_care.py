from datetime import UTC, date

import pytest

from regulars.actions.messages import plan_message
from regulars.actions.sample import add_sample, remove_sample
from regulars.models import Appointment, Complaint, Customer, InboundMessage, Message, Thing, Touch
from regulars.queries.sample import TOLD
from regulars.queries.sample_care import CARE
from regulars.rules.channels import Channel
from regulars.rules.kinds import Tone, TouchRule
from regulars.rules.messages import Purpose
from tests.conftest import at

TODAY = date(2026, 11, 23)


def test_every_care_story_is_of_somebody_who_is_told_of():
    assert set(CARE) <= {story.name for story in TOLD}


def test_the_sample_owns_has_booked_and_waits_for_an_answer(shop, ana):
    add_sample(person=ana, today=TODAY)

    assert Thing.objects.count() == 5
    assert set(Appointment.objects.values_list("state", flat=True)) == {"booked", "kept"}
    assert Appointment.objects.get(on=TODAY).starts_at.astimezone(UTC) == at(TODAY, 15)
    inbound = InboundMessage.objects.get()
    assert Complaint.objects.get().customer.name == "Dmitri Petrov"
    assert Touch.objects.get(rule="answer").occurrence == str(inbound.pk)


@pytest.mark.django_db(transaction=True)
def test_it_leaves_nothing_behind(shop, ana):
    add_sample(person=ana, today=TODAY)
    plan_message(
        customer=Customer.objects.get(name="Tomás Ferreira"),
        rule=TouchRule.WRITTEN,
        occurrence="1",
        channel=Channel.EMAIL,
        purpose=Purpose.THANKS,
        subject="Thank you",
        body="Thank you.",
        language="en",
        tone=Tone.FRIENDLY,
        to_address="tomas@example.com",
        signed_by=ana,
        due_at=at(TODAY),
    )

    remove_sample(person=ana)

    for model in (Customer, Complaint, Thing, Appointment, InboundMessage, Message, Touch):
        assert not model.objects.exists(), model
