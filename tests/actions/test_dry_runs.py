"""A plan tried out says everything and leaves nothing (K32)."""

from datetime import timedelta

import pytest

from regulars.actions.dry_runs import dry_run
from regulars.models import (
    ContactPoint,
    Event,
    Message,
    Playbook,
    PlaybookRun,
    Purchase,
    Touch,
)
from regulars.queries.local_days import noon_of
from tests.making import make_customers
from tests.planning import bought, make_plan


@pytest.fixture
def plan(shop, ana, monday):
    ana.agreed_to_sign_at = noon_of(monday)
    ana.save()
    for one in make_customers(2):
        bought(one, monday - timedelta(days=3))
    make_customers(1)
    return make_plan(steps=((3, "message", "service"), (3, "task", "tip")), on_since=None)


def test_it_shows_the_words_for_real_customers_and_keeps_nothing(plan, monday):
    tables = (Playbook, PlaybookRun, Touch, Message, Event, ContactPoint)
    before = [list(table.objects.order_by("pk").values()) for table in tables]

    tried = dry_run(plan, day=monday)

    assert len(tried.tried) == 4
    messages = [one for one in tried.tried if one.how == "message"]
    assert all("Is everything right" in one.body and one.goes_at for one in messages)
    assert {one.customer.name for one in messages} == {"Tomás Ferreira 0", "Ayşe Ferreira 1"}
    assert all(one.script for one in tried.tried if one.how == "task")
    assert before == [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_closed_day_shows_the_words_and_the_day_they_would_go(plan, monday):
    sunday = monday - timedelta(days=1)
    for purchase in Purchase.objects.all():
        Purchase.objects.filter(pk=purchase.pk).update(
            bought_on=purchase.bought_on - timedelta(days=1)
        )

    messages = [one for one in dry_run(plan, day=sunday).tried if one.how == "message"]

    assert len(messages) == 2
    assert all("Is everything right" in one.body for one in messages)
    assert {(one.reason, one.due_on) for one in messages} == {("holiday", monday)}


def test_another_day_owes_other_things(plan, monday):
    assert dry_run(plan, day=monday + timedelta(days=1)).tried == []


def test_it_says_why_one_would_not_go_by_itself(plan, monday):
    ContactPoint.objects.all().delete()
    tried = dry_run(plan, day=monday)
    assert {one.reason for one in tried.tried if not one.body and one.reason} == {"no_address"}
