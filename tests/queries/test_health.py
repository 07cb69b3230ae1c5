from datetime import timedelta

import pytest
from django.utils.timezone import now

from regulars.actions import backups
from regulars.jobs import queue, tasks
from regulars.models import Event, Shop, StuckReaction
from regulars.queries import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    tmp_path.chmod(0o700)
    settings.DATA = tmp_path
    return tmp_path


def finding(name):
    return next(one for one in health.findings(now()) if one.name == name)


def test_each_thing_is_looked_at_once_and_each_fault_says_what_to_do(shop):
    found = health.findings(now())
    assert len({one.name for one in found}) == len(found) >= 11
    assert all(one.said for one in found)
    assert all(bool(one.to_do) is not one.is_well for one in found)


def test_an_empty_install_is_alive(db):
    assert health.is_alive(now())


def test_a_silent_worker_is_said(shop):
    assert not health.is_alive(now())
    assert not finding("worker").is_well
    queue.beat("one", now())
    assert health.is_alive(now())
    assert finding("worker").is_well
    assert not health.is_alive(now() + timedelta(minutes=2))


def test_work_that_waits_is_said_with_its_age(shop):
    Event.objects.create(kind="customer.created")
    Event.objects.update(happened_at=now() - timedelta(minutes=40))
    assert finding("queue").said == "Work has been waiting for 40 minutes."


def test_work_that_failed_for_good_is_named(shop):
    tasks.work_on_batch.enqueue(404)
    for _ in range(queue.MOST_TRIES):
        queue.DBTaskResult.objects.update(run_after=now() - timedelta(seconds=1))
        queue.run_ready()
    assert "work_on_batch" in finding("failed").said


def test_a_broken_reaction_is_named(shop):
    event = Event.objects.create(kind="customer.created")
    StuckReaction.objects.create(
        event=event, reaction="greet", tries=3, retry_at=now(), said="ZeroDivisionError in greet"
    )
    assert "greet" in finding("reactions").said
    assert finding("queue").is_well


def test_held_sending_is_said(shop):
    assert finding("sending").is_well
    Shop.objects.update(is_sending_held=True)
    assert not finding("sending").is_well


def test_a_folder_that_others_may_write_into_is_said(folder, shop):
    folder.chmod(0o777)
    assert "chmod 700" in finding("folder").to_do
    folder.chmod(0o700)
    assert finding("folder").is_well


@pytest.mark.django_db(transaction=True)
def test_a_business_without_a_backup_is_said(folder, second_allowed, shop):
    assert not finding("backup").is_well
    backups.make_nightly_backup(now().isoformat())
    assert finding("backup").is_well
