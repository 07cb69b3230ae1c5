from datetime import date, timedelta

import pytest

from regulars.models import Closure, Complaint, Customer, Manners
from regulars.queries.local_days import noon_of
from regulars.queries.plans import (
    has_plans_on,
    owed_occasions,
    plan_of,
    rested,
    setting_on,
    whom,
)
from regulars.queries.triggers import Occasion
from regulars.rules.playbooks import Trigger
from regulars.rules.triggers import OddPlan
from tests.planning import bought, make_plan


def test_a_stored_playbook_is_read_as_a_plan(shop):
    stored = make_plan("nth_purchase", facts={"numbers": [2]}, steps=((9, "task", "tip"),))
    plan = plan_of(stored)
    assert plan.trigger is Trigger.NTH_PURCHASE
    assert plan.facts.numbers == (2,)
    assert [step.after_days for step in plan.steps] == [9]
    assert has_plans_on()


def test_odd_data_is_refused(shop):
    with pytest.raises(OddPlan):
        plan_of(make_plan("nth_purchase"))


def test_the_setting_counts_cards_back_over_the_business_s_own_closed_days(shop, monday):
    Manners.objects.create(quiet_weekdays=[5, 6], post_days=2, print_days=1, keeps_holidays=False)
    friday = monday + timedelta(days=4)
    assert setting_on(monday).prepare_by(friday) == monday + timedelta(days=1)
    Closure.objects.create(from_on=monday + timedelta(days=1), to_on=friday)
    assert setting_on(monday).prepare_by(friday) < monday


def test_public_holidays_count_where_the_owner_keeps_them(shop):
    easter_sunday = date(2026, 4, 5)
    ready_by = setting_on(date(2026, 3, 1)).prepare_by(easter_sunday)
    Manners.objects.create(keeps_holidays=False, quiet_weekdays=[6])
    assert ready_by < setting_on(date(2026, 3, 1)).prepare_by(easter_sunday)


def test_only_what_falls_due_since_it_is_on(customer, monday):
    plan = plan_of(make_plan(steps=((3, "task", "service"),)))
    bought(customer, monday)
    setting = setting_on(monday)
    assert len(owed_occasions(plan, setting, since_on=monday)) == 1
    assert owed_occasions(plan, setting, since_on=monday + timedelta(days=4)) == []


def test_thanks_are_not_for_somebody_with_an_open_complaint(customer, monday):
    thanks = plan_of(make_plan(steps=((3, "task", "thanks"),)))
    service = plan_of(make_plan(steps=((3, "task", "service"),)))
    Complaint.objects.create(customer=customer, text="Cold", heard_at=noon_of(monday))
    assert not whom(thanks, monday).exists()
    assert whom(service, monday).get() == customer
    assert not whom(service, monday, only=[customer.pk + 1]).exists()


def test_what_comes_too_soon_after_another_is_left_out(shop, customer, monday):
    plan = plan_of(make_plan(facts={"rest_days": 10}))
    days = [monday + timedelta(days=n) for n in (0, 5, 12)]
    found = [(Occasion(customer.pk, str(n), on), []) for n, on in enumerate(days)]
    assert [one.base_on for one, _ in rested(found, plan, ())] == [days[0], days[2]]
    assert rested(found, plan, [(customer.pk, days[1])]) == []
    other = Customer.objects.create(name="Mei")
    assert len(rested(found, plan, [(other.pk, days[1])])) == 2
