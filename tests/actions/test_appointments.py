import zoneinfo
from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import now

from regulars.actions.appointments import (
    AppointmentIsOver,
    CannotTakeBack,
    book_appointment,
    move_appointment,
    settle_appointment,
    take_back,
)
from regulars.actions.things import note_thing
from regulars.models import Appointment, Event, Touch
from regulars.rules.kinds import AppointmentState
from regulars.rules.moments import instant_of
from tests.conftest import at

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


@pytest.fixture
def booked(customer, ana, monday):
    return book_appointment(
        customer=customer, starts_at=at(monday, 10), what="Colour", with_whom=ana, person=ana
    )


def test_the_same_booking_twice_stays_one(customer, ana, monday, booked):
    again = book_appointment(
        customer=customer, starts_at=at(monday, 10), what="Colour", with_whom=ana, person=ana
    )

    assert again == booked
    assert Event.objects.filter(kind="appointment.booked").count() == 1


def test_the_day_is_the_one_on_the_wall_of_the_shop(customer, ana):
    late = datetime(2026, 3, 28, 23, 30, tzinfo=BERLIN)  # the night before the clocks change
    early = datetime(2026, 3, 29, 0, 30, tzinfo=BERLIN)

    days = [
        book_appointment(customer=customer, starts_at=moment, person=ana).on
        for moment in (late, early)
    ]

    assert days == [date(2026, 3, 28), date(2026, 3, 29)]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("told", [time(0, 30), time(1, 59), time(2, 30), time(3, 0), time(23, 45)])
def test_any_time_of_a_day_on_which_the_clocks_change_is_on_that_day(customer, ana, day, told):
    one = book_appointment(customer=customer, starts_at=instant_of(day, told, BERLIN), person=ana)

    assert one.on == day


def test_a_follow_up_is_planned_with_the_work(customer, ana, ben, monday):
    book_appointment(
        customer=customer,
        starts_at=at(monday),
        what="Boiler",
        with_whom=ben,
        follow_up_days=3,
        person=ana,
    )

    touch = Touch.objects.get()
    assert (touch.rule, touch.due_on, touch.assigned_to) == (
        "follow_up",
        monday + timedelta(days=3),
        ben,
    )


def test_it_is_moved_once_and_back(ana, monday, booked):
    tuesday = at(monday + timedelta(days=1), 15)
    event = move_appointment(appointment=booked, starts_at=tuesday, minutes=30, person=ana)
    with pytest.raises(AppointmentIsOver):  # from a page that is old by now
        move_appointment(appointment=booked, starts_at=at(monday, 9), minutes=30, person=ana)

    moved = Appointment.objects.get()
    assert (moved.starts_at, moved.on, moved.minutes, moved.moves) == (
        tuesday,
        monday + timedelta(days=1),
        30,
        1,
    )

    take_back(event, person=ana)
    with pytest.raises(CannotTakeBack):
        take_back(event, person=ana)
    back = Appointment.objects.get()
    assert (back.starts_at, back.on, back.minutes, back.moves) == (at(monday, 10), monday, 60, 2)


@pytest.mark.parametrize("state", sorted(set(AppointmentState) - {AppointmentState.BOOKED}))
def test_it_ends_once_in_one_of_three_ways_and_can_be_taken_back(ana, monday, booked, state):
    event = settle_appointment(appointment=booked, state=state, on=monday, person=ana)
    with pytest.raises(AppointmentIsOver):
        settle_appointment(appointment=booked, state=AppointmentState.MISSED, on=monday, person=ana)

    ended = Appointment.objects.get()
    assert ended.state == state.value
    assert (ended.completed_on == monday) is (state is AppointmentState.KEPT)

    take_back(event, person=ana)
    back = Appointment.objects.get()
    assert (back.state, back.completed_on) == ("booked", None)


def test_a_kept_one_is_the_service_of_its_thing(customer, ana, monday):
    boiler = note_thing(
        customer=customer, name="Boiler", since_on=date(2024, 1, 1), every_days=365, person=ana
    )
    one = book_appointment(customer=customer, starts_at=at(monday), thing=boiler, person=ana)

    event = settle_appointment(appointment=one, state=AppointmentState.KEPT, on=monday, person=ana)
    boiler.refresh_from_db()
    assert boiler.served_on == monday

    take_back(event, person=ana)
    boiler.refresh_from_db()
    assert boiler.served_on is None


def test_a_press_of_long_ago_is_not_taken_back(ana, monday, booked):
    event = settle_appointment(
        appointment=booked, state=AppointmentState.CANCELLED, on=monday, person=ana
    )

    with pytest.raises(CannotTakeBack):
        take_back(event, person=ana, at=now() + timedelta(minutes=11))
    assert Appointment.objects.get().state == "cancelled"
