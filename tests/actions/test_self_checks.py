from datetime import timedelta

import pytest
from django.utils.timezone import now

from regulars.actions import self_checks
from regulars.models import Event, Probe, SelfCheck
from regulars.rules.kinds import ProbeTrouble

pytestmark = pytest.mark.django_db


@pytest.fixture
def probe(ana):
    return self_checks.ask_probe(person=ana)


def test_asking_writes_one_row_and_one_event(probe, ana):
    assert (probe.person, probe.seen_at) == (ana, None)
    assert Event.objects.filter(kind="probe.asked", facts__probe=probe.pk).count() == 1


@pytest.mark.parametrize("step", ["take_probe", "hand_probe"])
def test_each_step_is_made_by_one(probe, step):
    assert getattr(self_checks, step)(probe)
    assert not getattr(self_checks, step)(Probe.objects.get())


def test_one_clock_alone_sees_it(probe):
    assert self_checks.see_probe(probe, moment=now())
    assert not self_checks.see_probe(probe, moment=now())


def test_what_was_accepted_has_no_trouble_any_more(probe):
    self_checks.accept_probe(probe)
    self_checks.end_probe(probe, trouble=ProbeTrouble.LOST_ANSWER)
    probe.refresh_from_db()
    assert (probe.trouble, probe.accepted_at is None) == ("", False)


def test_what_came_to_an_end_goes_no_further(probe):
    self_checks.end_probe(probe, trouble=ProbeTrouble.NO_ACCOUNT)
    assert not self_checks.take_probe(probe)
    assert not self_checks.hand_probe(probe)


def test_a_day_has_one_check_and_old_ones_are_forgotten(probe, monday):
    Probe.objects.update(asked_at=now() - timedelta(days=40))
    SelfCheck.objects.create(day=monday, checked_at=now() - timedelta(days=40))
    today = monday + timedelta(days=40)
    self_checks.note_self_check(day=today, troubles=["mail"])
    self_checks.note_self_check(day=today, troubles=[])
    assert [(row.day, row.troubles) for row in SelfCheck.objects.all()] == [(today, [])]
    assert not Probe.objects.exists()
