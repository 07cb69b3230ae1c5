from datetime import date

import pytest
from django.db.models import BigIntegerField, DateTimeField, F, Value
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


def test_a_list_may_be_told_in_any_length(three):
    names = Prepared(Customer.objects.filter(pk__in=ONE).order_by("pk").values_list("name"))

    assert names.ask(one=[three[1].pk]) == [("Ben",)]
    assert names.ask(one=[three[2].pk, three[0].pk, 0]) == [("Ana",), ("Cleo",)]
    assert names.ask(one=[]) == []


def test_how_many_may_be_told(three):
    names = Prepared(Customer.objects.order_by("-pk").values_list("name"), is_limited=True)

    assert names.ask(most=2) == [("Cleo",), ("Ben",)]
    assert names.ask(most=1) == [("Cleo",)]


@pytest.mark.parametrize("word", ["plain", "O'Neill", "100 %", "50%s", "Größe", ""])
def test_a_fixed_word_is_found_as_it_is(three, word):
    """Plain words of our own stand in the text, all others are told."""
    Customer.objects.filter(pk=three[1].pk).update(name=word)
    found = Prepared(Customer.objects.filter(name=word, pk__gte=ONE).values_list("pk"))

    assert found.ask(one=three[0].pk) == [(three[1].pk,)]


def test_rows_are_what_django_would_give(three):
    since = Given("since", DateTimeField())
    asked = Customer.objects.order_by("pk").values_list("name", "created_at")
    moment = three[1].created_at

    made = Prepared(asked.filter(created_at__gte=since))

    assert made.rows(since=moment) == list(asked.filter(created_at__gte=moment))
