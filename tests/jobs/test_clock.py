from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from regulars.jobs import clock
from regulars.models import Schedule
from tests.planning import make_plan

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def enqueued():
    return sorted(row.task_path.rsplit(".", 1)[-1] for row in DBTaskResult.objects.all())


def test_nothing_comes_round_before_there_is_a_business(db):
    assert clock.start_due(NOON) == 0
    assert not Schedule.objects.exists()


def test_a_new_business_waits_for_its_first_night(shop):
    assert clock.start_due(NOON) == 0
    assert Schedule.objects.count() == len(clock.DAILY)
    assert clock.start_due(NOON + timedelta(hours=12)) == 0
    assert clock.start_due(NOON + timedelta(hours=17)) == len(clock.DAILY)


def test_each_night_each_thing_starts_once_however_often_one_looks(shop):
    clock.start_due(NOON)
    for minutes in range(0, 24 * 60, 10):
        clock.start_due(NOON + timedelta(minutes=minutes))
    assert enqueued() == [
        "check_database",
        "check_self",
        "empty_pages",
        "find_things",
        "forget_removed",
        "look_over_charter",
        "make_nightly_backup",
        "prune",
        "refresh_rhythms",
        "settle_complaints",
        "suggest_gestures",
    ]


def test_three_days_asleep_are_made_up_for_once(shop):
    clock.start_due(NOON)
    clock.start_due(NOON + timedelta(days=3))
    clock.start_due(NOON + timedelta(days=3, minutes=1))
    assert len(enqueued()) == len(clock.DAILY)


def test_a_clock_that_ran_ahead_for_a_year_does_not_silence_the_next_nights(shop):
    clock.start_due(NOON + timedelta(days=400))
    assert clock.start_due(NOON) == len(clock.DAILY)
    assert all(one.next_at < NOON + timedelta(days=1) for one in Schedule.objects.all())


def test_the_night_is_the_business_s_own(shop):
    shop.time_zone = "Pacific/Auckland"
    shop.save()
    clock.start_due(NOON)
    rhythms = Schedule.objects.get(name="rhythms")
    assert rhythms.next_at == datetime(2026, 11, 23, 14, tzinfo=UTC)


def test_one_pass_does_all_that_follows(shop, customer):
    clock.tick(NOON)
    done = clock.tick(NOON + timedelta(days=1))
    assert done["schedules"] == len(clock.DAILY)
    assert done["tasks"] + done["failed"] == len(clock.DAILY)
    assert clock.tick(NOON + timedelta(days=1)) == dict.fromkeys(done, 0)


def test_plans_are_looked_at_every_hour_and_what_is_due_leaves_every_five_minutes(shop):
    clock.start_due(NOON)
    assert enqueued() == []  # nothing is on
    make_plan()
    for minutes in range(180):
        clock.start_due(NOON + timedelta(minutes=minutes))
    assert enqueued().count("work_plans") == 3
    assert enqueued().count("let_leave") == 36
