from datetime import date, timedelta

import pytest

from regulars.models import Customer
from regulars.queries.paused import is_paused, is_paused_on

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("reason", "until_on"),
    [
        ("", None),
        ("moved", None),
        ("holiday", DAY - timedelta(days=1)),
        ("holiday", DAY),
        ("holiday", DAY + timedelta(days=1)),
    ],
)
def test_the_filter_says_what_the_page_says(customer, reason, until_on):
    Customer.objects.update(pause_reason=reason, paused_until_on=until_on)
    customer.refresh_from_db()

    found = Customer.objects.filter(is_paused_on(DAY)).exists()

    assert found == is_paused(customer, DAY)
    assert Customer.objects.exclude(is_paused_on(DAY)).exists() != found
