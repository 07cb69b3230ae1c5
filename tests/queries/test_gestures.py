from datetime import date

import pytest
from django.utils import timezone

from regulars.models import Customer, Fact, Gesture, GestureSuggestion, Rhythm
from regulars.queries.gestures import candidates, gesture_page, spent_minor

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def regular(name: str, paid_minor: int = 0) -> Customer:
    customer = Customer.objects.create(name=name)
    Rhythm.objects.create(
        customer=customer, visits=4, first_on=DAY, last_on=DAY, paid_minor=paid_minor
    )
    return customer


def had(customer: Customer, *, cost: int, state: str, week: str = "2026-W48") -> None:
    gesture = Gesture.objects.create(name=f"For {customer}")
    GestureSuggestion.objects.create(
        customer=customer, gesture=gesture, week=week, cost_minor=cost, state=state
    )


def test_whoever_had_none_is_looked_at_first_with_what_may_be_used(shop):
    first, second = regular("First"), regular("Second")
    had(first, cost=100, state="done")
    Fact.objects.create(customer=second, text="Tea", noticed_at=timezone.now())
    Fact.objects.create(
        customer=second, text="Secret", is_not_for_use=True, noticed_at=timezone.now()
    )

    found = candidates(DAY)

    assert [one.pk for one in found] == [second.pk, first.pk]
    assert found[0].noticed == ("Tea",)
    assert len(found[1].had) == 1


def test_what_is_open_or_done_counts_and_what_was_dropped_or_last_month_does_not(shop):
    for number, (state, week) in enumerate(
        [("done", "2026-W48"), ("open", "2026-W45"), ("dropped", "2026-W48"), ("done", "2026-W44")]
    ):
        had(regular(f"Guest {number}"), cost=10**number, state=state, week=week)

    assert spent_minor(DAY) == 11


def test_the_page_says_where_it_went_by_what_people_pay(shop):
    people = [regular(f"Guest {number}", paid_minor=900 - number) for number in range(6)]
    had(people[0], cost=100, state="done")
    had(people[5], cost=250, state="done")

    page = gesture_page(DAY)

    assert [(one.count, one.cost_minor) for one in page.thirds] == [(1, 100), (0, 0), (1, 250)]
    assert page.spent_minor == 350


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_for_any_number(shop, count, django_assert_num_queries):
    for number in range(count):
        regular(f"Guest {number}")

    with django_assert_num_queries(6):
        candidates(DAY)
