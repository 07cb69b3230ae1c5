from datetime import UTC, date, datetime

from regulars.queries.local_days import noon_of, shop_zone


def test_noon_is_the_shops(shop):
    assert noon_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert noon_of(date(2026, 12, 1)) == datetime(2026, 12, 1, 11, tzinfo=UTC)


def test_before_the_set_up_it_is_utc(db):
    assert shop_zone().key == "UTC"
