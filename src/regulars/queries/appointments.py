"""Booked times: those that cross another one, and those of one customer."""

from datetime import timedelta

from django.db.models import Q

from regulars.models import Appointment, Customer
from regulars.rules.kinds import AppointmentState


def crossing(appointment: Appointment) -> list[Appointment]:
    """Other booked ones at the same time: of the same person, or where it is nobody's yet."""
    ends_at = appointment.starts_at + timedelta(minutes=appointment.minutes)
    near = (
        Appointment.objects.filter(
            state=AppointmentState.BOOKED.value,
            starts_at__lt=ends_at,
            starts_at__gt=appointment.starts_at - timedelta(days=1),
        )
        .exclude(pk=appointment.pk)
        .select_related("customer")
    )
    if appointment.person_id is not None:
        near = near.filter(Q(person=appointment.person_id) | Q(person=None))
    return [
        other
        for other in near
        if other.starts_at + timedelta(minutes=other.minutes) > appointment.starts_at
    ]


def booked_of(customer: Customer) -> list[Appointment]:
    """What stands in the book, the next one first."""
    return list(
        customer.appointments.filter(state=AppointmentState.BOOKED.value).select_related(
            "person", "thing"
        )
    )
