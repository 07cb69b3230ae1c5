import json
import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.actions import learning, rhythms
from regulars.actions.rhythms import add_to_rhythm, refresh_contact, refresh_rhythms
from regulars.models import Customer, Event, FittedModel, Interaction, Purchase, Rhythm
from regulars.science import gaps, scoring
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
    fitted_at = FittedModel.objects.get(name=gaps.NAME).fitted_at
    buy(regulars[0], TODAY)

    refresh_rhythms([regulars[0].pk], today=TODAY)

    row = Rhythm.objects.get(customer=regulars[0])
    assert (row.visits, row.last_on, row.returned_on) == (7, TODAY, TODAY)
    assert row.late_from > TODAY
    assert FittedModel.objects.get(name=gaps.NAME).fitted_at == fitted_at


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

    kept = FittedModel.objects.all()
    assert {fitted.name for fitted in kept} == {gaps.NAME, scoring.NAME}
    for fitted in kept:
        assert json.loads(json.dumps(fitted.numbers)) == fitted.numbers
        assert fitted.records_to_on == TODAY
    assert scoring.read(kept.get(name=scoring.NAME).numbers).numbers() == kept[1].numbers
    assert Event.objects.get(kind="scores.stored").facts == {"customers": 8}


def test_purchases_after_the_day_are_not_looked_at(regulars):
    refresh_rhythms(today=ago(120))

    assert Rhythm.objects.get(customer=regulars[0]).last_on == ago(130)


def test_a_large_business_is_learnt_from_a_sample_and_everybody_gets_a_row(regulars, monkeypatch):
    monkeypatch.setattr(learning, "SAMPLE", 3)
    monkeypatch.setattr(rhythms, "CHUNK", 3)

    assert refresh_rhythms(today=TODAY) == 8

    assert Rhythm.objects.filter(usual_gap_days__range=(29, 31)).count() == 8
    assert FittedModel.objects.get(name=gaps.NAME).numbers["gaps"] < 30


@pytest.mark.parametrize("ids", [[], [987_654_321]])
def test_nobody_or_somebody_who_is_gone_is_no_trouble(shop, ids):
    assert refresh_rhythms(ids, today=TODAY) == 0


def stored(customer: Customer) -> tuple[dict[str, object], list[object]]:
    row = Rhythm.objects.filter(customer=customer).values().get()
    recent = row.pop("recent")
    del row["scored_at"]
    return row, recent


def a_busy_shop() -> list[Customer]:
    """Enough people, of whom some have left, that the look back says something."""
    people = make_customers(40, with_email=False)
    rng = random.Random(3)
    for n, one in enumerate(people):
        day = TODAY - timedelta(days=rng.randint(380, 420))
        stays_until = TODAY - timedelta(days=rng.choice([0, 0, 0, 90, 200]))
        while day < stays_until:
            buy(one, day, 1000 + 100 * n)
            day += timedelta(days=max(1, round(rng.gammavariate(6, (10 + n) / 6))))
    return people


def test_purchases_one_by_one_say_the_same_as_all_read_anew(shop):
    people = a_busy_shop()
    refresh_rhythms(today=TODAY)
    assert Rhythm.objects.filter(can_tell=True).count() == 40
    customer = people[3]
    rng = random.Random(9)

    for step in range(40):
        day = TODAY + timedelta(days=2 * step)
        add_to_rhythm(buy(customer, day, rng.randint(0, 9000)), today=day)
        if step % 7 == 0:  # a second one on the same day
            add_to_rhythm(buy(customer, day, 700), today=day)
        if step == 20:
            add_to_rhythm(buy(customer, day, 700, currency="USD"), today=day)

    one_by_one, recent = stored(customer)
    refresh_rhythms([customer.pk], today=day)
    anew, recent_anew = stored(customer)
    assert one_by_one == pytest.approx(anew)
    assert recent == recent_anew


def test_a_purchase_costs_the_same_after_any_number_of_earlier_ones(
    shop, django_assert_num_queries, django_assert_max_num_queries
):
    people = a_busy_shop()
    for days in range(900, 420, -1):
        buy(people[0], ago(days))
    refresh_rhythms(today=TODAY)

    with django_assert_max_num_queries(10) as few, CaptureQueriesContext(connection) as asked:
        add_to_rhythm(buy(people[1], TODAY), today=TODAY)
    with django_assert_num_queries(len(few)):
        add_to_rhythm(buy(people[0], TODAY), today=TODAY)
    assert not any("GROUP BY customer_id, bought_on" in one["sql"] for one in asked)
    assert Rhythm.objects.get(customer=people[0]).last_on == TODAY


def test_a_purchase_of_an_earlier_day_or_of_a_stranger_is_read_with_all_others(shop):
    people = a_busy_shop()
    stranger = make_customers(1)[0]
    refresh_rhythms(today=TODAY)

    add_to_rhythm(buy(people[0], ago(800)), today=TODAY)
    add_to_rhythm(buy(stranger, TODAY), today=TODAY)

    assert Rhythm.objects.get(customer=people[0]).first_on == ago(800)
    assert Rhythm.objects.get(customer=stranger).visits == 1


def test_chances_amounts_and_the_data_range_are_kept_for_everybody(shop):
    people = a_busy_shop()
    refresh_rhythms(today=TODAY)

    for row in Rhythm.objects.all():
        assert 0 < row.probability_buys <= row.probability_active < 1
        assert row.expected_purchases > 0
        assert 0 <= row.overdue_share <= 1
        assert 0 <= row.expected_spend_minor <= row.year_spend_minor
        assert row.next_from <= row.next_on <= row.next_to < row.late_from
        assert row.late_from <= row.slipping_from <= row.lapsed_from <= row.lost_from
        assert (row.model, row.records_to_on) == ("outlook 1", max_day(people))
    left, here = (Rhythm.objects.order_by(order).first() for order in ("last_on", "-last_on"))
    assert left.probability_buys < here.probability_buys


def max_day(people: list[Customer]) -> date:
    return Purchase.objects.filter(customer__in=people).latest("bought_on").bought_on


def test_scores_do_not_sink_while_no_new_records_come(shop):
    a_busy_shop()
    refresh_rhythms(today=TODAY)
    before = list(Rhythm.objects.order_by("pk").values_list("probability_buys", flat=True))

    refresh_rhythms(today=TODAY + timedelta(days=60))

    after = list(Rhythm.objects.order_by("pk").values_list("probability_buys", flat=True))
    assert after == pytest.approx(before)
