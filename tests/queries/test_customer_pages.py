from datetime import date

import pytest

from regulars.models import Customer, Manners, Rhythm
from regulars.queries.customer_pages import customer_page_of
from regulars.queries.paused import is_paused

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("reason", "until", "paused"),
    [
        ("", None, False),
        ("moved", None, True),
        ("holiday", date(2026, 11, 23), True),
        ("holiday", TODAY, False),
    ],
)
def test_a_pause_lasts_until_its_day(reason, until, paused):
    assert is_paused(Customer(pause_reason=reason, paused_until_on=until), TODAY) is paused


def test_a_birthday_that_no_year_has_is_left_out(customer):
    for day, shown in ((30, None), (29, date(2027, 2, 28))):
        Customer.objects.filter(pk=customer.pk).update(birthday_month=2, birthday_day=day)
        page = customer_page_of(Customer.objects.get(pk=customer.pk), today=TODAY)
        assert page.birthday_on == shown

    Manners.objects.create(leap_day="after")
    page = customer_page_of(Customer.objects.get(pk=customer.pk), today=TODAY)
    assert page.birthday_on == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("changes", "worth"),
    [
        ({}, 34_000),
        ({"can_tell": False}, None),
        ({"is_rough": True}, None),
        ({"slipping_from": TODAY}, None),
        ({"slipping_from": date(2026, 11, 23)}, 34_000),
        ({"year_spend_minor": 400}, None),
        ({"year_spend_minor": None}, None),
    ],
)
def test_a_worth_is_said_of_whom_still_comes_and_is_known_enough(customer, changes, worth):
    facts = {"can_tell": True, "year_spend_minor": 34_271} | changes
    Rhythm.objects.create(customer=customer, **facts)

    assert customer_page_of(customer, today=TODAY).worth_minor == worth


def test_of_somebody_left_in_peace_nothing_is_expected_and_nothing_read_into_a_silence(customer):
    Rhythm.objects.create(
        customer=customer, visits=9, purchases=9, first_on=date(2025, 1, 1), own_gaps=8,
        last_on=date(2026, 9, 25), usual_gap_days=30, gap_spread=0.1, can_tell=True,
        probability_buys=0.2, horizon_days=30, year_spend_minor=90_000,
        next_from=date(2026, 10, 20), next_to=date(2026, 10, 30), late_from=date(2026, 11, 9),
        recent=[["2026-09-25", 1200]],
    )  # fmt: skip
    Customer.objects.update(pause_reason="died")
    page = customer_page_of(Customer.objects.get(), today=TODAY)

    assert page.is_paused
    assert page.sentence == "Last here 8 weeks ago."
    assert (page.worth_minor, page.strip.band, page.strip.silence) == (None, None, None)
