from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.things import Product, matches, next_due_on, occurrence_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(DAYS, st.integers(0, 5_000), st.integers(1, 4_000), st.integers(1, 9))
def test_the_next_turn_is_counted_from_the_last_service(since, later, every, units):
    served = since + timedelta(days=later)

    first = next_due_on(since_on=since, served_on=None, every_days=every, units=units)
    following = next_due_on(since_on=since, served_on=served, every_days=every, units=units)

    assert first == since + timedelta(days=every * units)
    assert following - first == timedelta(days=later)


@pytest.mark.parametrize(
    "told",
    [
        {"every_days": None},
        {"every_days": 365, "ended_on": date(2026, 1, 1)},
    ],
)
def test_nothing_comes_round_without_an_interval_or_for_what_is_gone(told):
    assert next_due_on(since_on=date(2025, 1, 1), served_on=None, **told) is None


def test_an_interval_beyond_all_years_never_falls_due():
    assert (
        next_due_on(since_on=date(9990, 1, 1), served_on=None, every_days=10**6, units=10**6)
        is None
    )


def test_a_turn_has_the_same_name_until_the_next_service():
    since, served = date(2025, 2, 28), date(2026, 3, 1)

    assert occurrence_of(7, since_on=since, served_on=None) == "7:2025-02-28"
    assert occurrence_of(7, since_on=since, served_on=served) == "7:2026-03-01"


@pytest.mark.parametrize(
    ("wanted", "product", "is_meant"),
    [
        ("boiler", Product("Condensing Boiler X2"), True),
        ("BOILER-7", Product("Something", sku="boiler-7"), True),
        ("café", Product("Beans", category="Cafe"), True),
        ("Öl", Product("ÖL"), True),
        ("Öl", Product("Mölle"), False),  # two letters are found in too many names
        ("boiler", Product("Beans", category="Boilers"), False),
        ("", Product("Beans"), False),
    ],
)
def test_an_interval_means_a_product_by_name_number_or_category(wanted, product, is_meant):
    assert matches(wanted, product) is is_meant
