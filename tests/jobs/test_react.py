from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from regulars.actions.events import record
from regulars.jobs.react import react_to_all
from regulars.models import Customer, Event, Handled, StuckReaction

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def happened(customer, kind="customer.created"):
    with transaction.atomic():
        return record(kind, customer)


def test_each_reaction_runs_once_however_often_one_looks(customer):
    seen = []
    reactions = {"customer.created": {"greet": seen.append, "count": seen.append}}
    event = happened(customer)
    for _ in range(5):
        react_to_all(reactions, NOON)
    assert seen == [event, event]
    assert Event.objects.get(pk=event.pk).handled_at == NOON


def test_a_broken_reaction_holds_up_no_other_and_is_tried_again_later(customer):
    seen, is_broken = [], [True]

    def fragile(event):
        Customer.objects.filter(pk=event.customer_id).update(city="Half done")
        if is_broken[0]:
            raise ZeroDivisionError("Tomás Ferreira owes nothing")

    reactions = {"customer.created": {"fragile": fragile, "steady": seen.append}}
    first = happened(customer)
    assert react_to_all(reactions, NOON)["stuck"] == 1
    second = happened(customer)
    react_to_all(reactions, NOON + timedelta(seconds=1))
    assert seen == [first, second]

    customer.refresh_from_db()
    assert customer.city == "", "what a broken reaction wrote must be gone"
    stuck = StuckReaction.objects.get(event=first)
    assert stuck.retry_at == NOON + timedelta(seconds=2)
    assert "ZeroDivisionError in fragile" in stuck.said
    assert "Tomás" not in stuck.said
    assert Event.objects.get(pk=first.pk).handled_at is None

    assert react_to_all(reactions, NOON + timedelta(seconds=3))["stuck"] == 2
    is_broken[0] = False
    react_to_all(reactions, NOON + timedelta(hours=1))
    assert not StuckReaction.objects.exists()
    assert Handled.objects.count() == 4
    assert not Event.objects.filter(handled_at=None).exists()
    assert seen == [first, second]


def test_events_that_nothing_follows_from_are_passed_over_in_bulk(
    customer, django_assert_max_num_queries
):
    with transaction.atomic():
        for _ in range(120):
            record("customer.changed", customer)
    with django_assert_max_num_queries(8):
        counts = react_to_all({"customer.created": {"greet": print}}, NOON, at_once=100)
    assert counts == {"events": 120, "reactions": 0, "stuck": 0}
    assert not Event.objects.filter(handled_at=None).exists()


def test_a_pass_stops_after_its_share_and_the_next_goes_on(customer):
    seen = []
    for _ in range(5):
        happened(customer)
    reactions = {"customer.created": {"greet": seen.append}}
    assert react_to_all(reactions, NOON, at_once=3)["events"] == 3
    assert react_to_all(reactions, NOON, at_once=3)["events"] == 2
    assert [event.pk for event in seen] == sorted(event.pk for event in seen)


def test_what_was_rolled_back_never_happened(customer):
    with pytest.raises(RuntimeError, match="gone"), transaction.atomic():
        record("customer.created", customer)
        raise RuntimeError("gone")
    assert react_to_all({"customer.created": {"greet": print}}, NOON)["events"] == 0
