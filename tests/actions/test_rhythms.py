import json
from datetime import date, timedelta

import pytest

from regulars.actions import rhythms
from regulars.actions.rhythms import refresh_contact, refresh_rhythms
from regulars.models import Customer, Event, FittedModel, Interaction, Purchase, Rhythm
from tests.conftest import at
from tests.making import make_customers, make_purchases

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def buy(customer: Customer, day: date, total_minor: int = 1250, **facts: object) -> Purchase:
    return Purchase.objects.create(
        customer=customer,
        source="till",
        key=f"{customer.pk} {day} {Purchase.objects.count()}",
        bought_on=day,
        bought_at=at(day, 9),
        total_minor=total_minor,
        **{"currency": "EUR", **facts},
    )


@pytest.fixture
def regulars(shop) -> list[Customer]:
    """Eight people who come every 30 days; the first is silent for 100."""
    people = make_customers(8, with_email=False)
    make_purchases(people[0], last=at(ago(100)), every_days=30, count=6)
    for n, one in enumerate(people[1:]):
        make_purchases(one, last=at(ago(n)), every_days=30, count=10)
    return people


def test_everybody_gets_a_row_with_or_without_purchases(regulars, customer):
    assert refresh_rhythms(today=TODAY) == 9

    prospect = Rhythm.objects.get(customer=customer)
    assert (prospect.visits, prospect.last_on, prospect.recent) == (0, None, [])
    silent = Rhythm.objects.get(customer=regulars[0])
    assert (silent.visits, silent.first_on, silent.last_on) == (6, ago(250), ago(100))
    assert silent.usual_gap_days == pytest.approx(30)
    assert silent.late_from == ago(55)
    assert silent.slipping_from == ago(40)
    assert silent.lapsed_from == ago(25)
    assert silent.lost_from == ago(10)
    assert silent.paid_minor == 6 * 1250
    assert silent.recent[-1] == [ago(100).isoformat(), 1250]
    assert silent.records_to_on == TODAY


def test_a_second_run_changes_nothing_but_the_moment(regulars):
    def rows() -> list[dict[str, object]]:
        return [
            {k: v for k, v in row.items() if k != "scored_at"} for row in Rhythm.objects.values()
        ]

    refresh_rhythms(today=TODAY)
    first = rows()
    refresh_rhythms(today=TODAY)

    assert rows() == first


def test_one_customer_is_refreshed_from_what_was_learnt_before(regulars):
    refresh_rhythms(today=TODAY)
    fitted_at = FittedModel.objects.get().fitted_at
    buy(regulars[0], TODAY)

    refresh_rhythms([regulars[0].pk], today=TODAY)

    row = Rhythm.objects.get(customer=regulars[0])
    assert (row.visits, row.last_on, row.returned_on) == (7, TODAY, TODAY)
    assert row.late_from > TODAY
    assert FittedModel.objects.get().fitted_at == fitted_at


def test_refreshing_one_costs_the_same_queries_for_any_history(regulars, django_assert_num_queries):
    refresh_rhythms(today=TODAY)
    for days in range(300, 330):
        buy(regulars[0], ago(days))

    with django_assert_num_queries(8) as few:
        refresh_rhythms([regulars[0].pk], today=TODAY)
    with django_assert_num_queries(len(few)):
        refresh_rhythms([one.pk for one in regulars], today=TODAY)


def test_wholly_refunded_purchases_are_no_visits_and_two_of_a_day_are_one(shop, customer):
    make_purchases(customer, last=at(ago(30)), every_days=30, count=2)
    buy(customer, ago(30), 300)
    buy(customer, ago(5), 500, refunded_minor=500)
    buy(customer, ago(3), 500, currency="USD")

    refresh_rhythms([customer.pk], today=TODAY)

    row = Rhythm.objects.get(customer=customer)
    assert (row.visits, row.purchases, row.last_on) == (3, 4, ago(3))
    assert row.recent[-2:] == [[ago(30).isoformat(), 1550], [ago(3).isoformat(), 0]]
    assert row.paid_minor == 2 * 1250 + 300  # amounts of another currency are never added


def test_a_shop_without_a_past_cannot_tell(shop, customer):
    make_purchases(customer, last=at(ago(3)), every_days=9, count=2)

    refresh_rhythms(today=TODAY)

    row = Rhythm.objects.get(customer=customer)
    assert (row.visits, row.usual_gap_days, row.late_from, row.next_from) == (2, None, None, None)


def test_a_customer_whose_purchases_went_becomes_a_prospect_again(regulars):
    refresh_rhythms(today=TODAY)
    regulars[1].purchases.all().delete()

    refresh_rhythms(today=TODAY)

    row = Rhythm.objects.get(customer=regulars[1])
    assert (row.visits, row.last_on, row.usual_gap_days, row.care_weight) == (0, None, None, 0)


def test_the_last_contact_is_the_last_real_one(regulars, ana):
    refresh_rhythms(today=TODAY)
    for days, outcome in ((40, "reached"), (20, "left_message"), (2, "no_answer")):
        Interaction.objects.create(
            customer=regulars[0], person=ana, happened_at=at(ago(days)), happened_on=ago(days),
            channel="phone", outcome=outcome,
        )  # fmt: skip

    refresh_contact(regulars[0].pk)

    assert Rhythm.objects.get(customer=regulars[0]).last_contact_on == ago(20)
    refresh_rhythms(today=TODAY)
    assert Rhythm.objects.get(customer=regulars[0]).last_contact_on == ago(20)


def test_what_was_learnt_is_kept_as_plain_numbers_and_said(regulars):
    refresh_rhythms(today=TODAY)

    fitted = FittedModel.objects.get()
    assert json.loads(json.dumps(fitted.numbers)) == fitted.numbers
    assert fitted.records_to_on == TODAY
    assert Event.objects.get(kind="scores.stored").facts == {"customers": 8}


def test_purchases_after_the_day_are_not_looked_at(regulars):
    refresh_rhythms(today=ago(120))

    assert Rhythm.objects.get(customer=regulars[0]).last_on == ago(130)


def test_a_large_business_is_learnt_from_a_sample_and_everybody_gets_a_row(regulars, monkeypatch):
    monkeypatch.setattr(rhythms, "SAMPLE", 3)
    monkeypatch.setattr(rhythms, "CHUNK", 3)

    assert refresh_rhythms(today=TODAY) == 8

    assert Rhythm.objects.filter(usual_gap_days__range=(29, 31)).count() == 8
    assert FittedModel.objects.get().numbers["gaps"] < 30


@pytest.mark.parametrize("ids", [[], [987_654_321]])
def test_nobody_or_somebody_who_is_gone_is_no_trouble(shop, ids):
    assert refresh_rhythms(ids, today=TODAY) == 0
