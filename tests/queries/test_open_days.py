from datetime import date

import pytest

from regulars.models import Closure, Manners
from regulars.queries.open_days import (
    closures_between,
    holidays_of,
    open_days_of,
    regions_of,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
CORPUS_CHRISTI = date(2026, 6, 4)  # kept in some parts of Germany


def test_holidays_are_those_of_the_country_and_its_part():
    assert date(2026, 12, 25) in holidays_of("DE", "", 2026)
    assert CORPUS_CHRISTI not in holidays_of("DE", "", 2026)
    assert CORPUS_CHRISTI in holidays_of("DE", "BY", 2026)
    assert "BY" in regions_of("DE")


@pytest.mark.parametrize(("country", "region"), [("", ""), ("ZZ", ""), ("DE", "nowhere")])
def test_an_unknown_place_keeps_the_holidays_that_are_certain(country, region):
    assert (date(2026, 12, 25) in holidays_of(country, region, 2026)) == (country == "DE")


def test_closures_are_cut_to_what_was_asked_and_added_to_the_holidays():
    Closure.objects.create(from_on=date(2026, 8, 1), to_on=date(2026, 8, 14))
    Closure.objects.create(from_on=date(2027, 8, 1), to_on=date(2027, 8, 14))

    assert len(closures_between(FIRST, LAST)) == 14
    days = open_days_of(Manners(quiet_weekdays=[6]), "DE", FIRST, LAST)
    assert date(2026, 8, 14) not in days
    assert date(2026, 8, 17) in days
    assert date(2026, 12, 25) not in days
    assert date(2026, 12, 27) not in days  # a Sunday


def test_a_house_that_keeps_no_holidays_is_open_on_them():
    manners = Manners(quiet_weekdays=[], keeps_holidays=False)

    assert date(2026, 12, 25) in open_days_of(manners, "DE", FIRST, LAST)


def test_holidays_are_called_as_the_reader_calls_them_where_that_is_known():
    christmas = date(2026, 12, 25)

    assert holidays_of("DE", "", 2026)[christmas] == "Erster Weihnachtstag"
    assert holidays_of("DE", "", 2026, "en")[christmas] == "Christmas Day"
    assert holidays_of("DE", "", 2026, "xx")[christmas] == "Erster Weihnachtstag"
