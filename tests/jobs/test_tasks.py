import pytest

from regulars.actions.imports import BatchIsElsewhere
from regulars.jobs import tasks
from regulars.models import ImportBatch

# Every name that was ever stored in a queue. Add, never take away.
STORED = {
    "regulars.jobs.tasks.work_on_batch",
    "regulars.jobs.tasks.refresh_rhythms",
    "regulars.jobs.tasks.prune",
    "regulars.jobs.tasks.make_nightly_backup",
    "regulars.jobs.tasks.check_database",
}


def test_no_name_that_was_ever_stored_is_gone():
    assert set(tasks.KNOWN) >= STORED


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["done", "undone", "examined", "previewed", "failed"])
def test_a_batch_that_waits_for_nothing_is_left_as_it_is(shop, state):
    batch = ImportBatch.objects.create(file_name="sales.csv", state=state)
    assert tasks.work_on_batch.call(batch.pk) == state


@pytest.mark.django_db
def test_a_batch_that_another_works_on_is_left_to_it(shop, monkeypatch):
    def elsewhere(_batch):
        raise BatchIsElsewhere

    monkeypatch.setitem(tasks.BATCH_WORK, "running", elsewhere)
    batch = ImportBatch.objects.create(file_name="sales.csv", state="running")
    assert tasks.work_on_batch.call(batch.pk) == "running"
