from datetime import timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from regulars.actions.imports import go_on
from regulars.jobs import tasks
from regulars.models import Event, ImportBatch, Purchase
from regulars.queries.standing_still import marks_of_lonely_batches
from tests.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(shop):
    return ImportBatch.objects.create(file_name="sales.csv", state="running", started_at=now())


def is_lonely():
    return bool(marks_of_lonely_batches())


@pytest.mark.parametrize("state", ["examined", "previewed", "done", "failed", "undone"])
def test_a_batch_that_waits_for_people_is_not_looked_at(batch, state):
    ImportBatch.objects.update(state=state)

    assert not is_lonely()


def test_the_sample_business_is_no_file(batch):
    ImportBatch.objects.update(kind="sample")

    assert not is_lonely()


@pytest.mark.parametrize("status", ["READY", "RUNNING"])
def test_a_batch_in_the_queue_is_looked_after(batch, status):
    tasks.work_on_batch.enqueue(batch.pk)
    DBTaskResult.objects.update(status=status)

    assert not is_lonely()


def test_a_batch_whose_event_nobody_has_seen_yet_is_looked_after(batch):
    go_on(batch, person=None)
    assert not is_lonely()

    Event.objects.update(handled_at=now())
    assert is_lonely()


@pytest.mark.parametrize(("days", "waits_for_people"), [(1, True), (-1, False)])
def test_what_was_given_up_since_the_start_waits_for_people(batch, days, waits_for_people):
    tasks.work_on_batch.enqueue(batch.pk)
    DBTaskResult.objects.update(status="FAILED", enqueued_at=now() + timedelta(days=days))

    assert is_lonely() is not waits_for_people


def test_the_mark_moves_with_the_work(batch, monday):
    ImportBatch.objects.update(state="undoing")
    Purchase.objects.create(
        batch=batch, bought_at=at(monday), bought_on=monday, total_minor=5, currency="EUR"
    )
    before = marks_of_lonely_batches()
    assert marks_of_lonely_batches() == before

    Purchase.objects.all().delete()

    assert marks_of_lonely_batches() != before
