"""What records add to the people we know."""

from datetime import date

import pytest

from regulars.models import (
    ContactPoint,
    Customer,
)
from regulars.rules.dates import Anniversary
from tests.actions.imports_by_hand import (
    bring_in,
    person,
    sale,
)

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Meier", "emails": ("anna@example.com",)}


def test_files_fill_what_is_empty_and_overwrite_nothing(shop):
    Customer.objects.create(name="Anna Meier", city="Berlin", language="de")
    anna = Customer.objects.get()
    ContactPoint.objects.create(customer=anna, kind="email", value="anna@example.com")

    batch = bring_in(
        [
            person(
                name="Anna MEIER",
                emails=("anna@example.com",),
                city="Potsdam",
                street="Elsewhere 1",
                company="Meier GmbH",
                language="en",
                birthday=Anniversary(2, 29),
                customer_since_on=date(2020, 1, 1),
            )
        ]
    )

    anna.refresh_from_db()
    assert (anna.name, anna.city, anna.street, anna.language) == ("Anna Meier", "Berlin", "", "de")
    assert (anna.company, anna.birthday_month, anna.birthday_day) == ("Meier GmbH", 2, 29)
    assert anna.customer_since_on == date(2020, 1, 1)
    assert batch.counts["people"]["updated"] == 1


def test_a_nameless_subscriber_gets_a_name_later(shop):
    bring_in([person(emails=("anna@example.com",))])
    assert Customer.objects.get().name == "anna@example.com"

    bring_in([sale("1", person(**ANNA))])

    assert Customer.objects.get().name == "Anna Meier"
