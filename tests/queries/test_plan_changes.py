"""For whom a plan is looked at again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.events import KINDS
from regulars.models import Customer, Event, Playbook
from regulars.queries.local_days import shop_zone
from regulars.queries.plan_changes import MOST, OF_THE_PLAN, WIDE, changed_for
from tests.planning import make_plan


@pytest.fixture
def plan(shop) -> Playbook:
    plan = make_plan()
    plan.looked_at = timezone.now()
    return plan


def changed(plan: Playbook) -> list[int] | None:
    """As if its last look were of this moment: what happened just before counts as well."""
    plan.looked_at = now = timezone.now()
    return changed_for(plan, now=now, day=now.astimezone(shop_zone()).date())


def somebody(name: str) -> Customer:
    customer = Customer.objects.create(name=name)
    Event.objects.create(kind="customer.created", customer=customer)
    return customer


def test_nothing_happened_so_nobody_is_looked_at(plan):
    assert changed(plan) == []


def test_only_to_whom_something_happened(plan):
    people = [somebody(name) for name in ("Mei", "Olu")]
    Event.objects.create(kind="purchase.recorded", customer=people[0])

    assert changed(plan) == sorted(one.pk for one in people)


def test_what_happened_long_before_the_last_look_is_known(plan):
    somebody("Mei")
    Event.objects.update(happened_at=timezone.now() - timedelta(hours=3))

    assert changed(plan) == []


@pytest.mark.parametrize("kind", WIDE)
def test_what_may_concern_anybody_looks_at_everybody(plan, kind):
    Event.objects.create(kind=kind)

    assert kind in KINDS
    assert changed(plan) is None


@pytest.mark.parametrize("kind", OF_THE_PLAN)
def test_a_changed_plan_is_looked_at_whole_and_no_other(plan, kind):
    other = make_plan(name="Another")
    other.looked_at = plan.looked_at
    Event.objects.create(kind=kind, facts={"playbook": plan.pk})

    assert changed(plan) is None
    assert changed(other) == []


def test_every_day_begins_with_a_whole_look(plan):
    now = plan.looked_at
    today = now.astimezone(shop_zone()).date()

    assert changed_for(plan, now=now, day=today) == []
    assert changed_for(plan, now=now, day=today + timedelta(days=1)) is None
    assert changed_for(plan, now=now - timedelta(hours=1), day=today) is None  # clock set back
    plan.looked_at = None
    assert changed_for(plan, now=now, day=today) is None


def test_beyond_a_number_all_are_looked_at_in_one_go(plan, monkeypatch):
    monkeypatch.setattr("regulars.queries.plan_changes.MOST", 1)
    for name in ("Mei", "Olu"):
        somebody(name)

    assert MOST > 500
    assert changed(plan) is None
