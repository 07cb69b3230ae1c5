"""Writes what the people of the sample business own, have booked and have written."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from regulars.actions.complaints import open_complaint
from regulars.actions.inbound import Arrived, receive
from regulars.models import (
    Appointment,
    Customer,
    Person,
    Thing,
)
from regulars.queries.sample_care import CARE, CareStory
from regulars.rules.channels import Channel
from regulars.rules.kinds import AppointmentState

MomentOf = Callable[[date, int], datetime]  # an hour of a local day


def write_care(
    customers: Mapping[str, Customer], *, person: Person | None, today: date, moment_of: MomentOf
) -> None:
    """The rows of everybody who has a care story. Inside the caller's transaction."""
    for name, story in CARE.items():
        customer = customers[name]
        _things(story, customer, today)
        _appointments(story, customer, person, today, moment_of)
        for number, wrote in enumerate(story.wrote):
            receive(
                arrived=Arrived(
                    channel=Channel.EMAIL,
                    message_id=f"sample-{customer.pk}-{number}",
                    from_address="",
                    received_at=moment_of(today - timedelta(days=wrote.days_ago), 18),
                    subject=str(wrote.subject),
                    body=str(wrote.body),
                    customer=customer,
                )
            )
        if story.complains:
            open_complaint(
                customer=customer,
                text=str(story.complains),
                person=person,
                channel=Channel.PHONE,
                heard_at=moment_of(today - timedelta(days=2), 11),
            )


def _things(story: CareStory, customer: Customer, today: date) -> None:
    Thing.objects.bulk_create(
        Thing(
            customer=customer,
            name=str(owned.name),
            every_days=owned.every,
            since_on=today - timedelta(days=owned.since),
            served_on=None if owned.served is None else today - timedelta(days=owned.served),
        )
        for owned in story.owns
    )


def _appointments(
    story: CareStory, customer: Customer, person: Person | None, today: date, moment_of: MomentOf
) -> None:
    days = [(booked, today + timedelta(days=booked.in_days)) for booked in story.booked]
    Appointment.objects.bulk_create(
        Appointment(
            customer=customer,
            starts_at=moment_of(day, booked.hour),
            on=day,
            minutes=booked.minutes,
            what=str(booked.what),
            person=person,
            state=(AppointmentState.KEPT if booked.is_kept else AppointmentState.BOOKED).value,
            completed_on=day if booked.is_kept else None,
        )
        for booked, day in days
    )
