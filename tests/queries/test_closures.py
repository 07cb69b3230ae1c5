from datetime import date

from regulars.models import Closure, Manners
from regulars.queries.closures import closures_page, region_choices

TODAY = date(2026, 12, 20)


def test_what_is_over_is_not_shown_and_holidays_are_those_ahead(shop):
    Closure.objects.create(from_on=date(2026, 8, 1), to_on=date(2026, 8, 14))
    coming = Closure.objects.create(from_on=date(2026, 12, 18), to_on=date(2026, 12, 21))

    page = closures_page(shop, TODAY)

    assert page.closures == [coming]
    assert [holiday.on for holiday in page.holidays][:3] == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
    ]
    assert all(holiday.name for holiday in page.holidays)


def test_who_keeps_no_holidays_sees_none(shop):
    Manners.objects.create(keeps_holidays=False)

    assert closures_page(shop, TODAY).holidays == []


def test_parts_of_a_country_are_called_by_their_names():
    assert ("BY", "Bavaria") in region_choices("DE") or ("BY", "Bayern") in region_choices("DE")
    assert region_choices("ZZ") == []
