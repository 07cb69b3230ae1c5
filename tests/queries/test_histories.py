from datetime import date, timedelta

import pytest

from regulars.models import Purchase
from regulars.queries.histories import Histories, histories
from tests.conftest import at
from tests.making import make_customers, make_purchases

TODAY = date(2026, 11, 22)


def as_lists(found: Histories) -> dict[int, list[tuple[date, int]]]:
    days, paid, offsets = found.visits.days, found.paid_minor, found.visits.offsets
    return {
        int(pk): [
            (date.fromordinal(int(days[at_])), int(paid[at_]))
            for at_ in range(offsets[i], offsets[i + 1])
        ]
        for i, pk in enumerate(found.customer_ids)
    }


@pytest.fixture
def people(shop):
    some = make_customers(4, with_email=False)
    for n, one in enumerate(some[:3]):
        make_purchases(one, last=at(TODAY), every_days=10, count=n + 1, amount_minor=100 + n)
    Purchase.objects.create(
        source="till", key="nobody's", bought_on=TODAY, bought_at=at(TODAY), total_minor=5,
        currency="EUR",
    )  # fmt: skip
    return some


def test_visits_come_in_the_order_of_ids_and_days(people):
    found = as_lists(histories(today=TODAY))

    assert found == {
        people[0].pk: [(TODAY, 100)],
        people[1].pk: [(TODAY - timedelta(days=10), 101), (TODAY, 101)],
        people[2].pk: [(TODAY - timedelta(days=back), 102) for back in (20, 10, 0)],
    }


def test_some_customers_are_read_as_all_are(people):
    wanted = [people[2].pk, people[0].pk, people[3].pk]

    some = as_lists(histories(wanted, today=TODAY))

    everybody = as_lists(histories(today=TODAY))
    assert some == {pk: visits for pk, visits in everybody.items() if pk in wanted}


def test_a_range_of_ids_is_read_as_its_ids_are(people):
    span = range(people[1].pk, people[3].pk + 1)

    assert as_lists(histories(span, today=TODAY)) == as_lists(histories(list(span), today=TODAY))


def test_a_range_with_a_step_is_a_sample(people):
    some = histories(range(people[0].pk, people[3].pk + 1, 2), today=TODAY)

    assert some.customer_ids.tolist() == [people[0].pk, people[2].pk]


def test_nobody_has_no_days(shop):
    found = histories(today=TODAY)

    assert len(found.customer_ids) == 0
    assert len(histories([], today=TODAY).customer_ids) == 0
