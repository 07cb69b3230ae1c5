from datetime import timedelta

from regulars.actions.appointments import book_appointment, settle_appointment
from regulars.models import Customer
from regulars.queries.appointments import booked_of, crossing
from regulars.rules.kinds import AppointmentState
from tests.conftest import at


def test_what_crosses_is_named_and_what_only_touches_is_not(customer, ana, ben, monday):
    def book(hour, person, minutes=60, name="Mara"):
        other = Customer.objects.create(name=name)
        return book_appointment(
            customer=other,
            starts_at=at(monday, hour),
            minutes=minutes,
            with_whom=person,
            person=ana,
        )

    one = book(10, ana)
    book(9, ana)
    book(11, ana)
    book(10, ben)
    crossed = book(8, ana, minutes=180, name="Jo")
    nobodys = book(10, None, name="Ida")
    gone = book(10, ana, name="Kim")
    settle_appointment(appointment=gone, state=AppointmentState.CANCELLED, on=monday, person=ana)

    assert crossing(one) == [crossed, nobodys]
    assert len(crossing(nobodys)) == 3  # it may be anybody's: all at ten


def test_a_customers_bookings_stand_in_order(customer, ana, monday):
    later, sooner = (
        book_appointment(customer=customer, starts_at=at(monday + timedelta(days=n)), person=ana)
        for n in (5, 2)
    )

    assert booked_of(customer) == [sooner, later]
