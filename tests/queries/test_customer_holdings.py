from datetime import date

import pytest

from regulars.models import Customer, DoubtfulPair, Fact, Rhythm, Tag, Touch
from regulars.queries.customer_holdings import holdings_of
from regulars.queries.customer_relations import customer_relations


def test_nothing_is_held_of_somebody_without_rows(db):
    nobody = Customer.objects.create(name="Mara Lindqvist")

    assert not holdings_of(nobody.pk).models


def test_what_is_held_of_one_is_not_held_of_another(customer):
    other = Customer.objects.create(name="Mara Lindqvist")
    Touch.objects.create(customer=customer, rule="silence", occurrence="1", due_on=date(2026, 1, 1))
    customer.tags.add(Tag.objects.create(name="club"))

    assert {Touch, Customer.tags.through} <= holdings_of(customer.pk).models
    assert not holdings_of(other.pk).models


def test_either_side_of_a_pair_counts(customer):
    second = Customer.objects.create(name="Mara Lindqvist")
    DoubtfulPair.objects.create(first=customer, second=second, reason="same_name")

    assert DoubtfulPair in holdings_of(customer.pk)
    assert DoubtfulPair in holdings_of(second.pk)


def test_every_table_that_points_at_a_customer_is_looked_at(customer, django_assert_num_queries):
    Rhythm.objects.get_or_create(customer=customer)

    with django_assert_num_queries(1):
        held = holdings_of(customer.pk)

    assert held.models <= {relation.model for relation in customer_relations()}
    assert Rhythm in held


@pytest.mark.django_db
def test_an_empty_table_is_not_asked(django_assert_num_queries):
    nobody = Customer.objects.create(name="Mara Lindqvist")
    held = holdings_of(nobody.pk)

    with django_assert_num_queries(0):
        assert held.rows(Fact, nobody.facts.all) == []
