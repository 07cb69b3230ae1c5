import pytest

from regulars.rules.playbooks import GRACE_DAYS, StopReason, Trigger, grace_days, went_away


@pytest.mark.parametrize("trigger", [Trigger.BIRTHDAY, Trigger.OCCASION, Trigger.ANNIVERSARY])
def test_a_greeting_is_made_up_for_only_while_it_is_warm(trigger):
    assert grace_days(trigger) == 2


def test_a_reminder_of_an_appointment_is_never_later_than_the_day_before():
    assert grace_days(Trigger.BOOKING, after_days=-1) == 0
    assert grace_days(Trigger.BOOKING, after_days=-3) == 2
    assert grace_days(Trigger.BOOKING, after_days=2) == GRACE_DAYS


@pytest.mark.parametrize("trigger", list(Trigger))
def test_each_trigger_says_why_it_ended(trigger):
    assert went_away(trigger) in StopReason
    assert went_away(Trigger.OVERDUE) is StopReason.CAME_BACK
