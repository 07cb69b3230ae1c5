from datetime import timedelta

from django.utils import timezone

from regulars.actions.purchases import record_purchase
from regulars.queries.local_days import noon_of, shop_today
from regulars.queries.what_else import asked_weeks, to_ask


def buy(customer, ana, days_ago=0):
    day = shop_today() - timedelta(days=days_ago)
    return record_purchase(
        customer=customer,
        bought_at=noon_of(day) if days_ago else timezone.now(),
        is_time_known=False,
        total_minor=900,
        currency="EUR",
        person=ana,
    )


def test_only_what_is_fresh_is_asked_about(customer, ana):
    assert to_ask(customer, shop_today()) is None
    buy(customer, ana, days_ago=2)
    assert to_ask(customer, shop_today()) is None
    purchase = buy(customer, ana)
    assert to_ask(customer, shop_today()).about == f"purchase-{purchase.pk}"


def test_the_weeks_cost_the_same_for_any_number(customer, ana, django_assert_num_queries):
    for days in range(3):
        buy(customer, ana, days_ago=days)
    today = shop_today()
    with django_assert_num_queries(3):
        weeks = asked_weeks(today)

    assert len(weeks) == 8
    assert sum(week.completed for week in weeks) == 3
    assert all(week.asked == 0 for week in weeks)
