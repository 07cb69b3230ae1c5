"""A stored playbook as a plan to work by, and what it owes in a window of days."""

import zoneinfo
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from regulars.models import Complaint, Customer, Playbook, PlaybookRun, PlaybookStep
from regulars.queries.local_days import shop_zone
from regulars.queries.manners import the_manners
from regulars.queries.open_days import open_days_of
from regulars.queries.segments import segment
from regulars.queries.shops import the_shop
from regulars.queries.triggers import Look, Occasion, occasions
from regulars.rules.channels import Channel
from regulars.rules.conditions import Conditions, conditions
from regulars.rules.kinds import LeapDay
from regulars.rules.messages import ASKS, How, Purpose
from regulars.rules.open_days import OpenDays
from regulars.rules.playbooks import AHEAD_DAYS, COMING, Trigger, grace_days
from regulars.rules.print_dates import LONGEST_LEAD_DAYS, prepare_by
from regulars.rules.steps import (
    EARLIEST_DAYS,
    FURTHEST_DAYS,
    Owed,
    Step,
    base_window,
    checked,
    is_to_be_planned,
    owed,
)
from regulars.rules.triggers import FIELDS, TriggerFacts, trigger_facts

# Not said to somebody who waits for us to put something right.
NOT_IN_A_COMPLAINT = ASKS | {Purpose.THANKS, Purpose.TIP}
AT_ONCE = 500  # as many values as one question to the database holds

Only = Collection[int] | None  # the customers who are looked at; None: everybody


@dataclass(frozen=True, slots=True)
class Plan:
    """What a playbook says, read and checked."""

    playbook: Playbook
    trigger: Trigger
    facts: TriggerFacts
    conditions: Conditions
    steps: Sequence[Step]  # in the order of their days

    @property
    def is_coming(self) -> bool:
        return self.trigger in COMING

    @property
    def rest(self) -> timedelta:
        """The least time between two runs for one person. What may happen twice on a day counts
        once."""
        least = 1 if "rest_days" in FIELDS[self.trigger] else 0
        return timedelta(days=max(self.facts.rest_days, least))

    @property
    def is_silent_in_a_complaint(self) -> bool:
        return any(step.purpose in NOT_IN_A_COMPLAINT for step in self.steps)


@dataclass(frozen=True)
class Setting:
    """What holds for all plans on a day: the business's calendar, and how the post goes."""

    day: date
    zone: zoneinfo.ZoneInfo
    leap_day: LeapDay
    open_days: OpenDays
    post_days: int = 2
    print_days: int = 1
    known: dict[date, date] = field(default_factory=dict, compare=False)

    def prepare_by(self, arrives_on: date) -> date:
        """By when a card for that day must be ready."""
        if arrives_on not in self.known:
            self.known[arrives_on] = prepare_by(
                arrives_on,
                post_days=self.post_days,
                print_days=self.print_days,
                days=self.open_days,
            )
        return self.known[arrives_on]

    def owed(self, step: Step, base_on: date) -> Owed:
        return owed(step, base_on, self.prepare_by)


def setting_on(day: date) -> Setting:
    """A few queries, once for all plans."""
    manners, shop = the_manners(), the_shop()
    days = open_days_of(
        manners,
        shop.country if shop else "",
        day - timedelta(days=EARLIEST_DAYS + LONGEST_LEAD_DAYS),
        day + timedelta(days=FURTHEST_DAYS + AHEAD_DAYS),
    )
    return Setting(
        day=day,
        zone=shop_zone(),
        leap_day=LeapDay(manners.leap_day),
        open_days=days,
        post_days=manners.post_days,
        print_days=manners.print_days,
    )


def has_plans_on() -> bool:
    return Playbook.objects.filter(is_on=True, put_away_at=None).exists()


def step_of(row: PlaybookStep) -> Step:
    return Step(
        after_days=row.after_days,
        how=How(row.how),
        purpose=Purpose(row.purpose),
        position=row.position,
        channel=Channel(row.channel) if row.channel else None,
        wording=str(row.wording_id or ""),
        script=row.script,
    )


def plan_of(playbook: Playbook) -> Plan:
    """Raises OddPlan where what is stored makes no plan."""
    trigger = Trigger(playbook.trigger)
    return Plan(
        playbook=playbook,
        trigger=trigger,
        facts=trigger_facts(trigger, playbook.trigger_facts),
        conditions=conditions(playbook.conditions),
        steps=checked(trigger, [step_of(row) for row in playbook.steps.all()]),
    )


def look_of(
    plan: Plan,
    setting: Setting,
    from_on: date,
    to_on: date,
    *,
    customers: QuerySet[Customer] | Iterable[int] | None = None,
) -> Look:
    return Look(plan.facts, from_on, to_on, setting.day, customers, setting.leap_day)


def whom(plan: Plan, day: date, *, only: Only = None) -> QuerySet[Customer] | None:
    """For whom the plan may start on that day; None: for everybody."""
    found = segment(plan.conditions, day)
    if plan.is_silent_in_a_complaint:
        complaints = Complaint.objects.pausing().order_by()
        found = found.exclude(pk__in=complaints.values("customer"))
    return found if only is None else found.filter(pk__in=only)


def owed_occasions(
    plan: Plan,
    setting: Setting,
    *,
    since_on: date,
    until_on: date | None = None,
    only: Only = None,
) -> list[tuple[Occasion, list[Owed]]]:
    """Each occasion of which a step is owed now, with all steps that are not too late.

    A run lays all its steps on the calendar, however far ahead, once one of them is near.
    """
    until_on = until_on or setting.day + timedelta(days=AHEAD_DAYS)
    longest = max(grace_days(plan.trigger, after_days=step.after_days) for step in plan.steps)
    has_cards = any(step.how is How.CARD for step in plan.steps)
    from_on, to_on = base_window(
        plan.steps,
        from_on=max(since_on, setting.day - timedelta(days=longest)),
        until_on=until_on,
        lead_days=LONGEST_LEAD_DAYS if has_cards else 0,
    )
    customers = whom(plan, setting.day, only=only)
    found = []
    for occasion in occasions(
        plan.trigger, look_of(plan, setting, from_on, to_on, customers=customers)
    ):
        steps = [setting.owed(step, occasion.base_on) for step in plan.steps]
        fits = [one for one in steps if is_planned_by(one, plan, setting, since_on, date.max)]
        if any(one.due_on <= until_on for one in fits):
            found.append((occasion, fits))
    return found


def is_planned_by(one: Owed, plan: Plan, setting: Setting, since_on: date, until_on: date) -> bool:
    return is_to_be_planned(
        one, trigger=plan.trigger, day=setting.day, since_on=since_on, until_on=until_on
    )


def rested(
    found: Iterable[tuple[Occasion, list[Owed]]],
    plan: Plan,
    earlier: Iterable[tuple[int, date]],
) -> list[tuple[Occasion, list[Owed]]]:
    """Without those that come too soon after another one of the same person, the earliest kept.

    `earlier` are the customers and days of the runs there are.
    """
    if not plan.rest:
        return list(found)
    days: dict[int, list[date]] = defaultdict(list)
    for customer_id, on in earlier:
        days[customer_id].append(on)
    kept = []
    for occasion, steps in found:
        near = days[occasion.customer_id]
        if all(abs(occasion.base_on - on) >= plan.rest for on in near):
            near.append(occasion.base_on)
            kept.append((occasion, steps))
    return kept


def runs_of(plan: Plan, customer_ids: Iterable[int]) -> list[PlaybookRun]:
    """All runs of a plan for these customers, whatever became of them."""
    ids = sorted(set(customer_ids))
    found: list[PlaybookRun] = []
    for start in range(0, len(ids), AT_ONCE):
        found += PlaybookRun.objects.filter(
            playbook=plan.playbook, customer_id__in=ids[start : start + AT_ONCE]
        ).order_by("pk")
    return found
