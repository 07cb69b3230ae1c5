import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from regulars.actions.events import KINDS
from regulars.actions.purchases import NewLine, record_purchase
from regulars.actions.things import keep_interval
from regulars.jobs import clock, tasks
from regulars.jobs.reactions import REACTIONS
from regulars.models import Event, Thing, Touch
from regulars.rules.kinds import IntervalKind
from tests.planning import make_plan

# Every name that was ever stored. Add, never rename, never take away.
STORED = {
    ("batch.queued", "work"),
    ("batch.imported", "rhythms"),
    ("batch.undone", "rhythms"),
    ("message.accepted", "contact"),
    ("sample.created", "rhythms"),
    ("batch.imported", "things"),
    ("interval.changed", "things"),
    ("purchase.recorded", "things"),
    ("purchase.recorded", "plans"),
    ("appointment.kept", "plans"),
    ("playbook.switched_on", "plans"),
}


def test_every_kind_that_is_reacted_to_can_happen():
    assert set(REACTIONS) <= KINDS


def test_no_name_that_was_ever_stored_is_gone():
    assert {(kind, name) for kind, named in REACTIONS.items() for name in named} >= STORED


@pytest.mark.django_db
def test_a_batch_wakes_the_worker_once(shop):
    Event.objects.create(kind="batch.queued", facts={"batch": 7})
    clock.sweep(shop.created_at)
    clock.sweep(shop.created_at)
    row = DBTaskResult.objects.get()
    assert row.task_path == tasks.work_on_batch.module_path
    assert row.args_kwargs["args"] == [7]


@pytest.mark.django_db
def test_the_rhythms_follow_an_import(shop, customer):
    Event.objects.create(kind="batch.imported", facts={"batch": 7})
    done = clock.tick(shop.created_at)
    assert (done["reactions"], done["tasks"], done["failed"]) == (4, 3, 0)


@pytest.mark.django_db
def test_what_was_bought_is_looked_after_without_waiting_for_the_night(customer, ana):
    keep_interval(
        interval=None,
        kind=IntervalKind.SERVICE,
        name="Inspection",
        matches="boiler",
        every_days=365,
        person=ana,
    )
    record_purchase(
        customer=customer,
        bought_at=now(),
        total_minor=90_000,
        currency="EUR",
        lines=[NewLine("Boiler")],
        person=ana,
    )
    clock.tick(now())
    assert Thing.objects.get().customer == customer


@pytest.mark.django_db
def test_a_purchase_starts_its_plan_at_once_and_only_where_one_is_on(customer, ana):
    clock.tick(now())
    make_plan(on_since=None)
    record_purchase(customer=customer, bought_at=now(), total_minor=900, currency="EUR", person=ana)
    clock.tick(now())
    assert not Touch.objects.exists()

    make_plan(name="On")
    record_purchase(customer=customer, bought_at=now(), total_minor=900, currency="EUR", person=ana)
    clock.tick(now())
    assert Touch.objects.get().rule == "playbook"
