from datetime import date

import pytest
from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Coalesce

from regulars.models import Customer
from regulars.queries.prepared import Given, Prepared

ONE = Given("one", BigIntegerField())


@pytest.fixture
def three(db):
    return [Customer.objects.create(name=name) for name in ("Ana", "Ben", "Cleo")]


def test_one_sql_answers_for_whoever_is_told(three):
    names = Prepared(Customer.objects.filter(pk=ONE).values_list("name"))

    assert [names.ask(one=who.pk) for who in three] == [[("Ana",)], [("Ben",)], [("Cleo",)]]


def test_told_and_fixed_values_keep_their_places(three):
    made = Customer.objects.filter(name__in=["Ana", "Cleo"], pk__gte=ONE).exclude(name="Nobody")
    names = Prepared(made.order_by("name").values_list("name"))

    assert names.ask(one=three[0].pk) == [("Ana",), ("Cleo",)]
    assert names.ask(one=three[1].pk) == [("Cleo",)]


def test_days_come_as_days(three):
    Customer.objects.filter(pk=three[0].pk).update(customer_since_on=date(2026, 11, 23))
    known = Prepared(
        Customer.objects.alias(since=Coalesce(F("customer_since_on"), Value(date.max)))
        .filter(since__lte=date(2026, 11, 23))
        .values_list("customer_since_on")
    )

    assert known.ask() == [(date(2026, 11, 23),)]


def test_what_is_open_must_be_told(three):
    with pytest.raises(KeyError):
        Prepared(Customer.objects.filter(pk=ONE).values_list("name")).ask()
