import pytest
from django_tasks_db.models import DBTaskResult

from regulars.actions.events import KINDS
from regulars.jobs import clock, tasks
from regulars.jobs.reactions import REACTIONS
from regulars.models import Event

# Every name that was ever stored. Add, never rename, never take away.
STORED = {
    ("batch.queued", "work"),
    ("batch.imported", "rhythms"),
    ("batch.undone", "rhythms"),
    ("message.accepted", "contact"),
    ("sample.created", "rhythms"),
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
    assert (done["reactions"], done["tasks"], done["failed"]) == (1, 1, 0)
