from datetime import date, timedelta

import pytest
from django.utils import translation

from regulars.actions.appointments import book_appointment
from regulars.actions.things import note_thing
from regulars.models import Absence, Closure, Manners
from regulars.queries.calendar import calendar_for
from regulars.rules.calendars import Look
from tests.conftest import at
from tests.making import make_customers
from tests.queries.test_calendar_entries import of_all_kinds

TODAY = date(2026, 11, 23)
IN_A_WEEK = TODAY + timedelta(days=7)


def page_for(shop, look=Look.COMING, day=TODAY, people=None):
    return calendar_for(shop, look=look, day=day, today=TODAY, people=people)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_one_and_three(
    shop, ana, count, django_assert_num_queries
):
    for one in make_customers(count, with_email=False):
        of_all_kinds(one, ana)

    with django_assert_num_queries(23):
        assert page_for(shop).count == 8 * count


def test_fourteen_days_are_shown_with_what_falls_on_them(shop, customer, ana):
    of_all_kinds(customer, ana)

    page = page_for(shop)

    assert len(page.days) == 14
    assert [len(day.entries) for day in page.days].index(8) == 7
    assert page.missed == []
    assert page.days[7].entries[2].chip == "Prepare a card"
    assert page.days[7].entries[4].chip == "Appointment"


def test_a_card_about_a_service_is_made_in_time_or_not_at_all(shop, customer, ana):
    Manners.objects.create(quiet_weekdays=[5, 6], service_lead_days=14, post_days=2, print_days=1)
    for name, days in (("Soon", 10), ("Later", 30)):
        note_thing(
            customer=customer,
            name=name,
            since_on=TODAY + timedelta(days=days - 365),
            every_days=365,
            person=ana,
        )

    page = page_for(shop, look=Look.MONTH, day=date(2026, 12, 1))

    by_name = {one.entry.note: one.prepare_by for day in page.days for one in day.entries}
    # due on Wednesday 23 December, there on the 9th, posted on Monday the 7th, made on the 4th
    assert by_name == {"Soon": None, "Later": date(2026, 12, 4)}


def test_spare_capacity_is_that_of_the_whole_business(shop, customer, ana, ben):
    Manners.objects.create(quiet_weekdays=[], services_a_day=2)
    book_appointment(customer=customer, starts_at=at(IN_A_WEEK), with_whom=ben, person=ana)
    [mine] = [
        day for day in page_for(shop, people=frozenset({ana.pk})).days if day.day == IN_A_WEEK
    ]
    assert (mine.entries, mine.services, mine.spare, mine.is_full) == ([], 1, 1, False)

    note_thing(customer=customer, name="Pump", since_on=TODAY, every_days=7, person=ana)
    [day] = [day for day in page_for(shop).days if day.day == IN_A_WEEK]
    assert (day.services, day.spare, day.is_full) == (2, 0, True)


def test_holidays_closures_and_absences_are_named(shop, ana, ben):
    Closure.objects.create(from_on=TODAY, to_on=TODAY, name="Stocktaking")
    Absence.objects.create(person=ben, cover=ana, from_on=TODAY, to_on=TODAY)

    page = page_for(shop, look=Look.MONTH, day=date(2026, 12, 1))
    closed = {day.day.day: day.closed_for for day in page.days if day.closed_for}
    assert closed[25] == "Christmas Day"
    with translation.override("de"):
        page = page_for(shop, look=Look.MONTH, day=date(2026, 12, 1))
    assert page.days[24].closed_for == "Erster Weihnachtstag"
    assert closed[27] == "Closed"  # a Sunday

    [today, *_] = page_for(shop).days
    assert today.closed_for == "Stocktaking"
    assert today.away == ["Ben Okafor is away, Ana Torres takes over."]


def test_a_month_is_whole_weeks(shop):
    weeks = page_for(shop, look=Look.MONTH).weeks

    assert {len(week) for week in weeks} == {7}
    assert weeks[0][:6] == [None] * 6  # November 2026 begins on a Sunday
    assert len(page_for(shop).weekdays) == 7


def test_looking_back_shows_what_was_missed_on_top(shop, customer):
    customer.touches.create(
        rule="follow_up", occurrence="1", due_on=TODAY - timedelta(days=3), note="call"
    )

    for look, day in ((Look.COMING, TODAY), (Look.WEEK, TODAY - timedelta(days=7))):
        page = page_for(shop, look=look, day=day)
        assert [one.entry.note for one in page.missed] == ["call"]
        assert page.count == 0
