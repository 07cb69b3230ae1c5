"""Position by value: pages neither repeat nor lose anybody."""

from datetime import date, timedelta

import pytest

from regulars.actions.rhythms import refresh_rhythms
from regulars.models import Customer, Rhythm
from regulars.queries.customers import Wanted, all_rows, customer_page
from regulars.rules.listing import Sort
from regulars.rules.search import fold
from regulars.rules.stages import Stage
from tests.conftest import at
from tests.making import make_customers, make_purchases

TODAY = date(2026, 11, 22)


@pytest.fixture
def many(shop):
    people = make_customers(25)
    for number, customer in enumerate(people):
        Customer.objects.filter(pk=customer.pk).update(search_text=fold(customer.name))
        if number % 4:
            last = at(TODAY - timedelta(days=number % 3))  # many of the same day and amount
            make_purchases(customer, last=last, every_days=9, count=1)
    refresh_rhythms([one.pk for one in people], today=TODAY)
    return people


@pytest.mark.parametrize("sort", Sort)
def test_pages_hold_everybody_once_in_the_order_of_the_whole(many, sort):
    whole = [row.customer.pk for row in all_rows(Wanted(sort=sort), today=TODAY, region="DE")]
    paged, after = [], None
    while True:
        page = customer_page(Wanted(sort=sort, after=after), today=TODAY, region="DE", size=4)
        paged += [row.customer.pk for row in page.rows]
        after = page.next_after
        if after is None:
            break

    assert sorted(whole) == sorted(one.pk for one in many)
    assert paged == whole


def test_a_long_list_is_counted_only_so_far(many, monkeypatch):
    monkeypatch.setattr("regulars.queries.customers.COUNTED", 10)

    page = customer_page(Wanted(), today=TODAY, region="DE", size=4)

    assert (page.count, page.is_more) == (10, True)


def test_somebody_gone_meanwhile_begins_the_list_anew(many):
    page = customer_page(Wanted(after=999_999), today=TODAY, region="DE", size=4)

    assert len(page.rows) == 4


def test_a_filter_is_narrow_and_an_order_is_not():
    assert not Wanted(sort=Sort.SPENT, after=3).is_narrow
    assert Wanted(text="a").is_narrow
    assert Wanted(carer=0).is_narrow


def test_whoever_is_left_in_peace_is_on_no_list_of_the_silent(many):
    Rhythm.objects.filter(customer__in=many).exclude(last_on=None).update(
        late_from=TODAY, slipping_from=TODAY, lapsed_from=TODAY, lost_from=TODAY
    )
    lost = Wanted(stage=Stage.LOST)
    before = customer_page(lost, today=TODAY, region="DE").rows

    Customer.objects.filter(pk=before[0].customer.pk).update(pause_reason="moved")

    after = customer_page(lost, today=TODAY, region="DE").rows
    assert len(after) == len(before) - 1
    everybody = {row.customer.pk: row for row in all_rows(Wanted(), today=TODAY, region="DE")}
    assert everybody[before[0].customer.pk].is_paused
    assert not everybody[before[0].customer.pk].is_late
