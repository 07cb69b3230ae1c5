from datetime import date, timedelta

import pytest

from regulars.actions.plans import evaluate
from regulars.actions.playbooks import install_ready_plans
from regulars.models import Customer, Playbook, PlaybookRun
from regulars.queries.playbooks import (
    Numbers,
    is_running,
    numbers_of,
    playbook_groups,
    preview_of,
    run_for,
    runs_page,
)
from tests.making import make_customers
from tests.planning import bought, make_plan


def test_plans_that_are_on_come_first_then_one_s_own_then_by_trade(shop):
    install_ready_plans()
    make_plan(name="Mine", on_since=None)
    Playbook.objects.filter(key="salon-rebook").update(is_on=True, on_since_on=date(2026, 1, 1))
    groups = playbook_groups()
    assert [group.trade for group in groups] == [
        "on",
        "own",
        "any",
        "salon",
        "workshop",
        "trades",
        "shop",
        "consultant",
    ]
    assert [row.playbook.key for row in groups[0].rows] == ["salon-rebook"]
    assert groups[1].rows[0].sentences


def test_a_plan_that_says_nothing_shows_its_problem(shop):
    make_plan("nth_purchase", name="Broken")
    row = playbook_groups()[0].rows[0]
    assert row.problem.startswith("Say which purchase")
    assert row.sentences == []


def test_the_numbers_of_what_it_did(shop, monday):
    plan = make_plan(steps=((0, "task", "service"), (3, "task", "tip")))
    for one in make_customers(2):
        bought(one, monday)
    evaluate(monday)
    assert numbers_of([plan]) == {plan.pk: Numbers(people=2, done=0, waiting=4)}
    assert numbers_of([]) == {}


def test_before_it_is_on_it_tells_who_would_have_been_owed_what(shop, monday):
    plan = make_plan(steps=((3, "task", "service"), (20, "task", "tip")), on_since=None)
    early, late, old = make_customers(3)
    bought(early, monday - timedelta(days=60))
    bought(late, monday - timedelta(days=5))
    bought(old, monday - timedelta(days=200))

    seen = preview_of(plan, day=monday)

    assert (seen.contacts, seen.people) == (3, 2)
    assert [one.customer for one in seen.shown] == [late, early, early]  # the latest first
    assert seen.shown[0].sentence.startswith("Three days after a purchase")
    assert [(one.customer, one.on) for one in seen.coming] == [(late, monday + timedelta(days=15))]
    assert seen.is_foreseen
    assert not PlaybookRun.objects.exists()


def test_the_next_five_dates_are_told(shop, monday):
    people = make_customers(7)
    for n, one in enumerate(people):
        Customer.objects.filter(pk=one.pk).update(birthday_month=12, birthday_day=n + 1)
    plan = make_plan("birthday", steps=((0, "task", "greeting"),), on_since=None)
    seen = preview_of(plan, day=monday)
    assert [one.on for one in seen.coming] == [date(2026, 12, n) for n in range(1, 6)]
    assert seen.contacts == 0


def test_what_nobody_can_foresee_is_said_to_be_so(shop, monday):
    plan = make_plan("overdue", on_since=None)
    assert not preview_of(plan, day=monday).is_foreseen


def test_a_run_tells_what_happened_and_how_each_step_stands(customer, monday):
    plan = make_plan(steps=((3, "task", "service"), (9, "task", "tip")))
    bought(customer, monday, item="Walnut lamp")
    evaluate(monday)
    run = PlaybookRun.objects.get()
    told = run_for(run.pk, day=monday)
    assert told.cause.startswith("They bought Walnut lamp")
    assert [step.is_open for step in told.steps] == [True, True]
    assert is_running(told.run)
    assert [one.run for one in runs_page(plan)] == [run]
    assert run_for(run.pk + 1, day=monday) is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_any_number(shop, count, django_assert_num_queries):
    for n in range(count):
        make_plan(name=f"Plan {n}", steps=((0, "message", "service"),))
    with django_assert_num_queries(5):  # plans, steps, texts, numbers, drafts
        groups = playbook_groups()
    assert len(groups[0].rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_queries_for_any_number(
    shop, monday, count, django_assert_max_num_queries
):
    plan = make_plan(on_since=None)
    for one in make_customers(count):
        bought(one, monday - timedelta(days=9))
    with django_assert_max_num_queries(13):
        preview_of(plan, day=monday)
