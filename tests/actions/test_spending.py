from datetime import date

from regulars.actions.spending import note_advertising
from regulars.models import AdvertisingMonth


def test_the_later_word_counts(shop, ana):
    for amount in (5_000, 6_000):
        note_advertising(
            month_on=date(2026, 11, 17), amount_minor=amount, currency="EUR", person=ana
        )

    month = AdvertisingMonth.objects.get()
    assert (month.month_on, month.amount_minor) == (date(2026, 11, 1), 6_000)
