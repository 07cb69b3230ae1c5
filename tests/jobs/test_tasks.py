from datetime import timedelta

import pytest
from django.utils.timezone import now

from regulars.actions.imports import BatchIsElsewhere
from regulars.actions.removals import CannotPutBack, put_back_rows, remove_row
from regulars.jobs import tasks
from regulars.models import Event, Fact, ImportBatch, SelfCheck

# Every name that was ever stored in a queue. Add, never take away.
STORED = {
    "regulars.jobs.tasks.work_on_batch",
    "regulars.jobs.tasks.refresh_rhythms",
    "regulars.jobs.tasks.find_things",
    "regulars.jobs.tasks.bring_promises",
    "regulars.jobs.tasks.prune",
    "regulars.jobs.tasks.send_digests",
    "regulars.jobs.tasks.sync_calendars",
    "regulars.jobs.tasks.sync_calendar",
    "regulars.jobs.tasks.forget_removed",
    "regulars.jobs.tasks.look_for_doubles",
    "regulars.jobs.tasks.make_nightly_backup",
    "regulars.jobs.tasks.check_database",
    "regulars.jobs.tasks.work_plans",
    "regulars.jobs.tasks.work_plans_for",
    "regulars.jobs.tasks.let_leave",
    "regulars.jobs.tasks.send_probe",
    "regulars.jobs.tasks.check_self",
    "regulars.jobs.tasks.write_sheets",
    "regulars.jobs.tasks.finish_sheets",
    "regulars.jobs.tasks.draw_design",
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


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "is_kept"), [(23, True), (25, False)])
def test_what_was_taken_away_can_be_put_back_for_a_day(customer, ana, hours, is_kept):
    fact = Fact.objects.create(customer=customer, text="likes oat milk", noticed_at=now())
    event = remove_row(fact, customer=customer, person=ana)
    Event.objects.filter(pk=event.pk).update(happened_at=now() - timedelta(hours=hours))

    tasks.forget_removed.call(now().isoformat())

    event.refresh_from_db()
    if is_kept:
        assert put_back_rows(event, person=ana)
    else:
        assert "oat milk" not in str(event.facts)
        with pytest.raises(CannotPutBack):
            put_back_rows(event, person=ana)


@pytest.mark.django_db
def test_the_daily_look_is_kept_with_what_it_found(shop, monday):
    found = tasks.check_self.call(monday.isoformat())
    kept = SelfCheck.objects.get(day=monday)
    assert found == len(kept.troubles) > 0
    assert "worker" in kept.troubles
