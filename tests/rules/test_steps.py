from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.channels import Channel
from regulars.rules.messages import How, Purpose
from regulars.rules.playbooks import COMING, Trigger, grace_days
from regulars.rules.steps import Step, base_window, checked, is_to_be_planned, owed
from regulars.rules.triggers import OddPlan, PlanProblem

DAY = date(2026, 11, 23)


def step(after_days=3, how=How.MESSAGE, **more) -> Step:
    more = {"wording": "1", "script": "Call."} | more
    return Step(after_days, how, Purpose.SERVICE, **more)


def as_it_is(day: date) -> date:
    return day


def test_steps_come_in_the_order_of_their_days():
    found = checked(Trigger.PURCHASE, [step(30, position=1), step(3, position=2)])
    assert [one.after_days for one in found] == [3, 30]


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ([], PlanProblem.NO_STEPS),
        ([step()] * 11, PlanProblem.TOO_MANY_STEPS),
        ([step(731)], PlanProblem.STEP_TOO_FAR),
        ([step(-1)], PlanProblem.STEP_BEFORE),
        ([step(how=How.TASK, script=" ")], PlanProblem.SCRIPT_WANTED),
        ([step(how=How.CARD, wording="")], PlanProblem.WORDING_WANTED),
        ([step(channel=Channel.PHONE)], PlanProblem.NOT_BY_MESSAGE),
        ([step(script="x" * 2001)], PlanProblem.TEXT_TOO_LONG),
    ],
)
def test_what_makes_no_plan_is_refused_with_its_one_reason(steps, problem):
    with pytest.raises(OddPlan) as refused:
        checked(Trigger.PURCHASE, steps)
    assert refused.value.problem is problem


@pytest.mark.parametrize("trigger", sorted(COMING))
def test_a_step_may_lie_before_a_day_that_is_known(trigger):
    assert checked(trigger, [step(-14)])


def test_a_card_is_due_when_it_must_be_prepared():
    one = owed(step(0, How.CARD), DAY, lambda day: day - timedelta(days=5))
    assert (one.arrives_on, one.due_on) == (DAY, DAY - timedelta(days=5))
    assert owed(step(0), DAY, lambda day: day - timedelta(days=5)).due_on == DAY


@given(
    st.lists(st.integers(-120, 730), min_size=1, max_size=10),
    st.integers(-800, 800),
    st.sampled_from(list(Trigger)),
)
def test_whatever_is_owed_in_the_window_is_looked_for(offsets, base, trigger):
    """The window of bases never misses an occasion of which a step is to be planned."""
    base_on = DAY + timedelta(days=base)
    steps = [step(days) for days in offsets]
    since_on, until_on = DAY - timedelta(days=400), DAY + timedelta(days=14)
    longest = max(grace_days(trigger, after_days=one.after_days) for one in steps)
    from_on = max(since_on, DAY - timedelta(days=longest))
    first, last = base_window(steps, from_on=from_on, until_on=until_on, lead_days=0)
    is_owed = any(
        is_to_be_planned(
            owed(one, base_on, as_it_is),
            trigger=trigger,
            day=DAY,
            since_on=since_on,
            until_on=until_on,
        )
        for one in steps
    )
    assert not is_owed or first <= base_on <= last
