"""The people who work here."""

import pytest

from regulars.models import Customer, Touch
from regulars.queries import people


def test_whoever_left_stands_last(ana, ben):
    ana.is_active = False
    ana.save()
    assert list(people.colleagues()) == [ben, ana]


def test_it_is_counted_what_hands_over(ana, customer, monday):
    customer.carer = ana
    customer.save()
    for at, state in enumerate(["open", "open", "done"]):
        Touch.objects.create(
            customer=customer,
            rule="follow_up",
            occurrence=str(at),
            due_on=monday,
            state=state,
            closed_at=None if state == "open" else "2026-11-22T10:00Z",
            assigned_to=ana,
        )
    Customer.objects.create(name="Somebody else's")
    [row] = people.colleagues()
    assert (row.customers_count, row.touches_count) == (1, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_one_question_for_any_number(ana, count, django_assert_num_queries):
    for at in range(count - 1):
        type(ana).objects.create(username=f"p{at}", display_name=f"P {at}")
    with django_assert_num_queries(1):
        assert len(people.colleagues()) == count


def test_nobody_succeeds_themselves_nor_somebody_who_left(ana, ben):
    assert list(people.successors_of(ana)) == [ben]
    ben.is_active = False
    ben.save()
    assert not people.successors_of(ana)


def test_a_name_is_taken_however_it_is_cased(ana):
    assert people.is_name_taken(" ANA ")
    assert not people.is_name_taken("Ana", but=ana)
    assert not people.is_name_taken("anna")
