from datetime import date, timedelta

import pytest

from regulars.actions.touches import drop_touches
from regulars.models import (
    Connection,
    Customer,
    Manners,
)
from regulars.rules.kinds import TouchRule
from tests.queries.test_due import (
    DAY,
    ago,
    occurrences,
    rhythm_of,
    rules,
)


@pytest.mark.parametrize(
    ("day", "is_due"),
    [(ago(-1), True), (DAY, True), (ago(-2), True), (ago(-3), False), (ago(1), False)],
)
def test_a_birthday_is_due_on_its_day_and_two_days_late(customer, day, is_due):
    Customer.objects.update(birthday_month=11, birthday_day=23)

    assert rules(day=day) == ({"Tomás Ferreira": ["birthday"]} if is_due else {})


def test_a_birthday_that_was_missed_over_new_year_belongs_to_the_old_year(customer):
    Customer.objects.update(birthday_month=12, birthday_day=31)

    assert occurrences(TouchRule.BIRTHDAY, date(2026, 12, 31)) == ["2026"]
    assert occurrences(TouchRule.BIRTHDAY, date(2027, 1, 2)) == ["2026"]


@pytest.mark.parametrize(("leap_day", "in_common_years"), [("before", (2, 28)), ("after", (3, 1))])
def test_born_on_a_leap_day_is_greeted_once_a_year_over_eight_years(
    customer, ana, leap_day, in_common_years
):
    Manners.objects.create(leap_day=leap_day)
    Customer.objects.update(birthday_month=2, birthday_day=29, birthday_year=1988)
    greeted = []
    around = [date(year, 2, 26) + timedelta(days=n) for year in range(2021, 2029) for n in range(8)]
    for day in around:
        for occurrence in occurrences(TouchRule.BIRTHDAY, day):
            key = (TouchRule.BIRTHDAY, occurrence)
            drop_touches(customer=customer, reasons=[key], because="greeted", person=ana)
            greeted.append(day)

    assert len(greeted) == 8
    assert {(day.month, day.day) for day in greeted} == {in_common_years, (2, 29)}


def test_moving_a_birthday_neither_doubles_it_nor_swallows_the_next_one(customer, ana):
    Customer.objects.update(birthday_month=11, birthday_day=23)
    key = (TouchRule.BIRTHDAY, "2026")
    drop_touches(customer=customer, reasons=[key], because="greeted", person=ana)
    Customer.objects.update(birthday_day=25)

    assert rules(day=date(2026, 11, 25)) == {}
    assert rules(day=date(2027, 11, 25)) == {"Tomás Ferreira": ["birthday"]}


def test_years_with_us_are_kept_for_those_who_still_come(customer):
    rhythm_of(customer, first_on=date(2024, 11, 23))
    assert occurrences(TouchRule.ANNIVERSARY) == ["2"]

    rhythm_of(customer, first_on=DAY)
    assert occurrences(TouchRule.ANNIVERSARY) == []

    rhythm_of(customer, first_on=date(2024, 11, 23), lost_from=DAY)
    assert occurrences(TouchRule.ANNIVERSARY) == []


def test_days_of_people_around_them_count_unless_not_for_use(customer):
    rhythm_of(customer)
    lena = Connection.objects.create(
        customer=customer, name="Lena", occasion="birthday", month=11, day=22
    )
    assert occurrences(TouchRule.OCCASION) == [f"{lena.pk}:2026"]

    Connection.objects.update(is_not_for_use=True)
    assert occurrences(TouchRule.OCCASION) == []
