"""What a plan does, step by step, and on which days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regulars.rules.channels import Channel
from regulars.rules.messages import How, Purpose
from regulars.rules.playbooks import COMING, Trigger, grace_days
from regulars.rules.triggers import OddPlan, PlanProblem

MOST_STEPS = 10
FURTHEST_DAYS = 730
EARLIEST_DAYS = 120  # before the day
LONGEST_SCRIPT = 2_000
# A message leaves by itself only where a program may speak for the house (B5, C10).
BY_ITSELF = frozenset({Channel.EMAIL, Channel.SMS, Channel.WHATSAPP})

PrepareBy = Callable[[date], date]


@dataclass(frozen=True, slots=True)
class Step:
    """One contact, so many days after what started the plan (before it: below 0)."""

    after_days: int
    how: How
    purpose: Purpose
    position: int = 0  # its name for ever: steps that come later take a new one
    channel: Channel | None = None  # None: the one they like best
    wording: str = ""  # the key or id of what is said; "" for a task
    script: str = ""  # for whoever does a task


@dataclass(frozen=True, slots=True)
class Owed:
    """A step for one occasion, with its days."""

    step: Step
    arrives_on: date  # the day it is meant for
    due_on: date  # the day something is to be done: for a card, prepared by then


def checked(trigger: Trigger, steps: Sequence[Step]) -> list[Step]:
    """The steps in the order of their days. Raises OddPlan where they make no plan."""
    if not steps:
        raise OddPlan(PlanProblem.NO_STEPS, "steps")
    if len(steps) > MOST_STEPS:
        raise OddPlan(PlanProblem.TOO_MANY_STEPS, "steps")
    for number, step in enumerate(steps):
        field = f"steps.{number}"
        if not -EARLIEST_DAYS <= step.after_days <= FURTHEST_DAYS:
            raise OddPlan(PlanProblem.STEP_TOO_FAR, field)
        if step.after_days < 0 and trigger not in COMING:
            raise OddPlan(PlanProblem.STEP_BEFORE, field)
        if step.how is How.TASK and not step.script.strip():
            raise OddPlan(PlanProblem.SCRIPT_WANTED, field)
        if step.how is not How.TASK and not step.wording:
            raise OddPlan(PlanProblem.WORDING_WANTED, field)
        if len(step.script) > LONGEST_SCRIPT:
            raise OddPlan(PlanProblem.TEXT_TOO_LONG, field)
        if step.how is How.MESSAGE and step.channel not in BY_ITSELF | {None}:
            raise OddPlan(PlanProblem.NOT_BY_MESSAGE, field)
    return sorted(steps, key=lambda step: (step.after_days, step.position))


def owed(step: Step, base_on: date, prepare_by: PrepareBy) -> Owed:
    """The days of a step. `prepare_by` counts back what the printer and the post take."""
    arrives_on = base_on + timedelta(days=step.after_days)
    due_on = prepare_by(arrives_on) if step.how is How.CARD else arrives_on
    return Owed(step, arrives_on, due_on)


def is_to_be_planned(
    one: Owed, *, trigger: Trigger, day: date, since_on: date, until_on: date
) -> bool:
    """Whether a step is owed now: not before the plan was switched on, not too long ago, and not
    further ahead than the calendar looks."""
    grace = grace_days(trigger, after_days=one.step.after_days)
    earliest = max(since_on, day - timedelta(days=grace))
    return earliest <= one.due_on <= until_on


def base_window(
    steps: Sequence[Step], *, from_on: date, until_on: date, lead_days: int
) -> tuple[date, date]:
    """Between which days something must have happened for a step to be due in the window.

    `lead_days` is the longest that a card may have to be prepared before its day.
    """
    last = max(step.after_days for step in steps)
    first = min(step.after_days for step in steps)
    return from_on - timedelta(days=last), until_on - timedelta(days=first) + timedelta(
        days=lead_days
    )
