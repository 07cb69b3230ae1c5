from datetime import date, timedelta

import pytest

from regulars.actions.touches import plan_follow_up
from regulars.models import Connection, ContactPoint, Customer, Line, Manners, Person
from regulars.queries.today import FULL_DAY, DayLoad, next_follow_ups, today_for
from tests.conftest import at
from tests.making import make_purchases
from tests.queries.test_due import everything_due, late, rhythm_of

DAY = date(2026, 11, 23)


def guests(count: int) -> list[Customer]:
    found = Customer.objects.bulk_create(Customer(name=f"Guest {n}") for n in range(count))
    for n, one in enumerate(found):
        late(one, care_weight=float(n))
    return found


def test_somebody_with_many_reasons_stands_there_once_with_the_promise_first(customer, ana):
    everything_due(customer, ana, DAY)

    (row,) = today_for(ana, day=DAY).rows

    assert row.main.reason.rule == "follow_up"
    assert [one.reason.rule.value for one in row.others] == [
        "birthday",
        "overdue",
        "occasion",
        "anniversary",
    ]


def test_the_day_ends_where_the_minutes_end(ana):
    for one in guests(30):
        ContactPoint.objects.create(customer=one, kind="phone", value="+493012345678")

    found = today_for(ana, day=DAY)

    assert (len(found.rows), found.minutes, found.waiting) == (5, 40, 25)
    assert not found.is_waiting_more
    assert len(today_for(ana, day=DAY, show_all=True).rows) == 30


def test_more_than_anybody_counts_is_said_so(ana):
    guests(70)

    found = today_for(ana, day=DAY)

    assert found.is_waiting_more
    assert found.waiting == 60 - len(found.rows)


def test_the_worthiest_come_first_and_promises_before_them(ana):
    people = guests(5)
    plan_follow_up(customer=people[0], due_on=DAY - timedelta(days=1), person=ana)
    plan_follow_up(customer=people[1], due_on=DAY - timedelta(days=9), person=ana)

    names = [row.customer.name for row in today_for(ana, day=DAY, show_all=True).rows]

    assert names == ["Guest 1", "Guest 0", "Guest 4", "Guest 3", "Guest 2"]


def test_what_was_bought_first_is_named(customer, ana):
    purchase = make_purchases(customer, last=at(DAY), every_days=1, count=1)[0]
    for position, name in ((1, "Walnut lamp"), (2, "Bulb")):
        Line.objects.create(purchase=purchase, position=position, name=name)
    rhythm_of(customer, visits=1, first_on=DAY, last_on=DAY, last_contact_on=None)

    (row,) = today_for(ana, day=DAY).rows

    assert row.main.line == "First purchase today: Walnut lamp."


def test_the_coming_days_know_their_promises_and_occasions(customer, ana, ben):
    plan_follow_up(customer=customer, due_on=DAY + timedelta(days=1), person=ana)
    plan_follow_up(customer=customer, due_on=DAY + timedelta(days=1), note="b", person=ben)
    Customer.objects.update(birthday_month=11, birthday_day=25)
    paused = Customer.objects.create(name="P", birthday_month=11, birthday_day=25)
    Customer.objects.filter(pk=paused.pk).update(pause_reason="died")
    Connection.objects.create(customer=customer, name="Lena", month=11, day=26)
    Connection.objects.create(customer=customer, name="Uli", month=11, day=26, is_not_for_use=True)

    days = today_for(ana, day=DAY).days

    assert [load.day for load in days] == [DAY + timedelta(days=n) for n in range(5)]
    assert [load.count for load in days] == [0, 1, 1, 1, 0]
    assert [load.is_shown for load in days] == [True, False, False, False, False]


def test_the_coming_days_keep_the_leap_day_where_the_owner_does(customer, ana):
    Manners.objects.create(leap_day="after")
    Customer.objects.update(birthday_month=2, birthday_day=29)

    days = today_for(ana, day=date(2027, 2, 27)).days

    assert [load.day for load in days if load.count] == [date(2027, 3, 1)]


def test_a_day_further_off_stands_at_the_end_of_the_strip(customer, ana):
    far = DAY + timedelta(days=40)

    assert [load.day for load in today_for(ana, day=far, today=DAY).days][-1] == far
    assert today_for(ana, day=DAY - timedelta(days=9), today=DAY).days[0].is_shown


@pytest.mark.parametrize(
    ("count", "share"), [(0, 0), (1, 1), (FULL_DAY // 2, 5), (FULL_DAY, 10), (500, 10)]
)
def test_a_bar_says_how_full_a_day_is(count, share):
    assert DayLoad(DAY, count, is_shown=False).share == share


def test_nobody_in_particular_sees_the_whole_business(customer, ana, ben):
    Customer.objects.update(carer=ben)
    plan_follow_up(customer=customer, due_on=DAY, person=ben)

    assert len(today_for(None, day=DAY).rows) == 1
    assert today_for(ana, day=DAY).rows == []


def test_addresses_stand_once_and_are_readable(customer, ana):
    ContactPoint.objects.create(customer=customer, kind="phone", value="+4915123456789")
    ContactPoint.objects.create(customer=customer, kind="email", value="t@example.com")
    plan_follow_up(customer=customer, due_on=DAY, person=ana)

    (row,) = today_for(ana, day=DAY).rows

    assert row.addresses == [("Call", "+49 1512 3456789"), ("Email", "t@example.com")]


def test_what_comes_next_with_somebody(customer, ana):
    for days in (0, 30, 4):
        plan_follow_up(customer=customer, due_on=DAY + timedelta(days=days), person=ana)

    assert [touch.due_on for touch in next_follow_ups(customer, DAY)] == [
        DAY + timedelta(days=4),
        DAY + timedelta(days=30),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_one_and_three(ana, count, django_assert_num_queries):
    guests(count)
    person = Person.objects.get()

    with django_assert_num_queries(21):
        assert len(today_for(person, day=DAY).rows) == count
